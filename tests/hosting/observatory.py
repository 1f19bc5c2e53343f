"""The rules of Mozilla's HTTP Observatory, for one site: no network is asked.

Their names, modifiers and grades are those of "Tests and scoring" on
https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring.
"""

import re
from dataclasses import dataclass
from typing import Any

import requests

Policy = dict[str, list[str]]

HALF_A_YEAR = 15_768_000  # seconds
FOR_EXTRA_CREDIT = 90
GRADES = {
    100: "A+",
    90: "A",
    85: "A-",
    80: "B+",
    70: "B",
    65: "B-",
    60: "C+",
    50: "C",
    45: "C-",
    40: "D+",
    30: "D",
    25: "D-",
    0: "F",
}
BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


@dataclass(frozen=True)
class Report:
    """What came of it."""

    modifiers: dict[str, int]  # by test

    @property
    def score(self) -> int:
        """Penalties first; extra credit only for whoever hardly needs it."""
        score = 100 + sum(value for value in self.modifiers.values() if value < 0)
        if score >= FOR_EXTRA_CREDIT:
            score += sum(value for value in self.modifiers.values() if value > 0)
        return max(0, score)

    @property
    def grade(self) -> str:
        """A+ to F."""
        return next(grade for least, grade in GRADES.items() if self.score >= least)


def examine(page: requests.Response, plain: requests.Response | None) -> Report:
    """``page`` came over HTTPS; ``plain`` is what HTTP answers first, None where nobody does."""
    headers = page.headers
    policy = parsed(headers.get("content-security-policy", ""))
    return Report(
        {
            "content-security-policy": policy_modifier(policy),
            "cookies": cookies_modifier(page),
            "cross-origin-resource-sharing": sharing_modifier(headers),
            "redirection": redirection_modifier(page, plain),
            "referrer-policy": referrer_modifier(headers.get("referrer-policy")),
            "strict-transport-security": transport_modifier(
                headers.get("strict-transport-security")
            ),
            "subresource-integrity": integrity_modifier(page.text),
            "x-content-type-options": 0
            if headers.get("x-content-type-options") == "nosniff"
            else -5,
            "x-frame-options": frame_modifier(policy, headers.get("x-frame-options")),
            "cross-origin-resource-policy": {"same-origin": 10, "same-site": 10}.get(
                headers.get("cross-origin-resource-policy", ""), 0
            ),
        }
    )


def parsed(header: str) -> Policy:
    """Sources by directive."""
    directives = [part.split() for part in header.split(";") if part.strip()]
    return {name.lower(): sources for name, *sources in directives}


def policy_modifier(policy: Policy) -> int:
    if not policy:
        return -25

    def sources(name: str) -> set[str]:
        found = set(policy.get(name, policy.get("default-src", ["*"])))
        hashed = any(source.startswith(("'sha", "'nonce-")) for source in found)
        return found - {"'unsafe-inline'"} if hashed else found

    passive = sources("img-src") | sources("media-src")
    active = {
        source
        for name in policy
        if name not in ("img-src", "media-src")
        for source in sources(name)
    }
    rules = (
        (sources("script-src") & (BROAD | INLINE) or sources("object-src") & BROAD, -20),
        (any(source.startswith(("http:", "ftp:")) for source in active), -20),
        ("'unsafe-eval'" in sources("script-src") | sources("style-src"), -10),
        (any(source.startswith(("http:", "ftp:")) for source in passive), -10),
        (sources("style-src") & (BROAD | INLINE), 0),
        (policy.get("default-src") == ["'none'"], 10),
    )
    return next((modifier for applies, modifier in rules if applies), 5)


def cookies_modifier(page: requests.Response) -> int:
    protected = transport_modifier(page.headers.get("strict-transport-security")) >= 0
    worst = 5 if page.cookies else 0
    for cookie in page.cookies:
        extra = {name.lower(): value for name, value in vars(cookie)["_rest"].items()}
        is_session = any(part in cookie.name.lower() for part in ("sess", "login"))
        if not cookie.secure:
            penalty = -10 if is_session else -5
            worst = min(worst, penalty if protected else 4 * penalty)
        if is_session and "httponly" not in extra:
            worst = min(worst, -30)
        same_site = extra.get("samesite")
        if "csrf" in cookie.name.lower() and same_site is None:
            worst = min(worst, -20)
        if same_site is None:
            worst = min(worst, 0)
        elif same_site.lower() not in ("lax", "strict"):
            worst = min(worst, -20)
    return worst


def sharing_modifier(headers: Any) -> int:
    """Asked with a strange Origin: that must not come back together with credentials."""
    allowed = headers.get("access-control-allow-origin")
    credentials = headers.get("access-control-allow-credentials") == "true"
    return -50 if allowed not in (None, "*") and credentials else 0


def redirection_modifier(page: requests.Response, plain: requests.Response | None) -> int:
    if plain is None:
        return 0
    if not plain.is_redirect:
        return -20
    place = plain.headers["location"]
    if not place.startswith("https://"):
        return -10
    return 0 if host(place) == host(plain.url) == host(page.url) else -5


def host(url: str) -> str:
    return re.sub(r"^https?://([^/:]*).*$", r"\1", url)


def referrer_modifier(value: str | None) -> int:
    if value is None:
        return 0
    return 5 if value.rpartition(",")[2].strip() in PRIVATE else -5


def transport_modifier(value: str | None) -> int:
    age = re.search(r"max-age=(\d+)", value or "")
    if age is None:
        return -20
    return 0 if int(age[1]) >= HALF_A_YEAR else -10


def integrity_modifier(text: str) -> int:
    scripts = re.findall(r"<script[^>]*\bsrc=[^>]*>", text)
    foreign = [tag for tag in scripts if re.search(r'src="(https?:)?//', tag)]
    if any("integrity=" not in tag for tag in foreign):
        return -5 if all('src="https://' in tag for tag in foreign) else -50
    return 5 if any("integrity=" in tag for tag in scripts) else 0


def frame_modifier(policy: Policy, value: str | None) -> int:
    ancestors = policy.get("frame-ancestors")
    if ancestors and not set(ancestors) & BROAD:
        return 5
    return 0 if (value or "").upper() in ("SAMEORIGIN", "DENY") else -20
