"""What every request passes, from the outside in."""

from collections.abc import Callable, Mapping

from starlette.middleware import Middleware

from hosting.http.admission import Admission
from hosting.http.compression import CompressedFiles
from hosting.http.fonts import OwnFonts
from hosting.http.head import Brand, OwnHead
from hosting.http.headers import SecurityHeaders
from hosting.http.held import Bounds, set_bounds, share_of_memory
from hosting.http.hosts import KnownHosts
from hosting.http.messages import KnownMessages
from hosting.http.proxies import NamedProxies
from hosting.http.requests import RequestRate
from hosting.http.routes import OpenRoutes
from hosting.http.sessions import Sessions
from hosting.http.settings import WebSettings, settings_or_defaults
from hosting.http.uploads import UploadQuota


def middleware(environment: Mapping[str, str], brand: Brand, base: str = "") -> list[Middleware]:
    """For ``st.App``, whose paths begin with ``base``.

    With the defaults where a setting is wrong, as the page tells which one.
    """
    settings = settings_or_defaults(environment)
    bounds = Bounds(settings.upload_megabytes_a_visit * 1_000_000, _in_all(settings))
    set_bounds(bounds)
    return [
        Middleware(NamedProxies, settings.proxies),
        Middleware(SecurityHeaders, settings.frame_ancestors, settings.hsts_seconds, brand.script),
        Middleware(KnownHosts, settings.allowed_hosts, base),
        Middleware(RequestRate, settings.requests_a_second),
        Middleware(OpenRoutes, base, settings.operator_secret),
        Middleware(
            Sessions,
            settings.sessions_per_address,
            settings.message_kilobytes * 1000,
            settings.messages_a_second,
        ),
        Middleware(KnownMessages),
        Middleware(Admission),
        Middleware(
            UploadQuota,
            settings.uploads_a_minute,
            bounds.of_a_visit,
            bounds.in_all,
        ),
        Middleware(OwnHead, brand, base),
        Middleware(CompressedFiles),
        Middleware(OwnFonts),
    ]


def _in_all(settings: WebSettings) -> Callable[[], int]:
    bytes_set = settings.upload_megabytes_in_all * 1_000_000
    return (lambda: bytes_set) if bytes_set else share_of_memory
