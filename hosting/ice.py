"""ICE servers for the two ends of a visitor's connection."""

from streamlit_webrtc.config import RTCConfiguration, RTCIceServer

from hosting.settings import Settings


def browser_configuration(settings: Settings) -> RTCConfiguration:
    """Every server that there is: a browser tries them all."""
    return _configuration(settings, settings.turn_urls)


def server_configuration(settings: Settings) -> RTCConfiguration:
    """The one relay that suits the server best: aiortc uses only the first TURN URL it gets."""
    return _configuration(settings, tuple(sorted(settings.turn_urls, key=_unreliability)[:1]))


def _unreliability(url: str) -> int:
    """0 for TLS over TCP, which a host's firewall lets out most likely; 2 for UDP."""
    if url.startswith("turns:"):
        return 0
    return 1 if "transport=tcp" in url else 2


def _configuration(settings: Settings, turn_urls: tuple[str, ...]) -> RTCConfiguration:
    servers: list[RTCIceServer] = []
    if settings.stun_urls:
        servers.append({"urls": list(settings.stun_urls)})
    if turn_urls:
        servers.append(
            {
                "urls": list(turn_urls),
                "username": settings.turn_username,
                "credential": settings.turn_credential,
            }
        )
    return {"iceServers": servers}
