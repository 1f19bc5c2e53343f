"""A server and a visitor with no way to each other but a relay, for real: Linux's namespaces.

The app runs in one network namespace, Chromium in another. Neither has a route to the other; each
reaches one address, at which coturn relays and nginx passes the page on, with TLS.
"""

import re
import shlex
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from testkit.patience import PATIENCE

# Addresses for tests of networks (RFC 2544): no private ones, to which the relay gives no way.
MEETING = "198.18.0.1"  # the one address that both reach
APP, VISITOR = "facecue-app", "facecue-visitor"
APP_ADDRESS, VISITOR_ADDRESS = "198.18.1.2", "198.18.2.2"
DEPLOY = Path(__file__).parents[2] / "docs" / "deploy.md"
REALM, NAME, PASSWORD, SECRET = "facecue.test", "visitor", "correct", "shared-secret"
PLAIN, TLS, HTTPS, HTTP = 13478, 15349, 18443, 18080  # ports that no installed service takes


class NotPossibleError(Exception):
    """This machine cannot have such a network; the message says why."""


@dataclass(frozen=True)
class Certificate:
    """For an address, signed by itself."""

    file: Path
    key: Path


@contextmanager
def closed_network() -> Iterator[None]:
    """Two namespaces. Raises ``NotPossibleError`` where they cannot be made."""
    for tool in ("ip", "turnserver", "nginx", "openssl"):
        if shutil.which(tool) is None:
            raise NotPossibleError(f"{tool} is not installed")
    _clear()
    try:
        _ip("address", "add", f"{MEETING}/32", "dev", "lo")
        for number, name in ((1, APP), (2, VISITOR)):
            outside, inside = f"facecue{number}", f"facecue{number}b"
            _ip("netns", "add", name)
            _ip("link", "add", outside, "type", "veth", "peer", "name", inside, "netns", name)
            _ip("address", "add", f"198.18.{number}.1/24", "dev", outside)
            # Else an IPv6 address comes a second later, and Chromium breaks off what it loads.
            _ip("link", "set", outside, "addrgenmode", "none")
            _ip("link", "set", outside, "up")
            for command in (
                ("link", "set", "lo", "up"),
                ("address", "add", f"198.18.{number}.2/24", "dev", inside),
                ("link", "set", inside, "addrgenmode", "none"),
                ("link", "set", inside, "up"),
                ("route", "add", f"{MEETING}/32", "via", f"198.18.{number}.1"),
            ):
                _ip("-netns", name, *command)
    except subprocess.CalledProcessError as error:
        _clear()
        reason = error.stderr.decode().strip()
        raise NotPossibleError(f"no network namespaces can be made here ({reason})") from None
    try:
        yield
    finally:
        _clear()


def inside(namespace: str) -> list[str]:
    """What to put before a command so that it runs there."""
    return ["ip", "netns", "exec", namespace]


def reaches(namespace: str, address: str) -> bool:
    """Whether there is any route."""
    asked = subprocess.run(
        ["ip", "-netns", namespace, "route", "get", address], capture_output=True, check=False
    )
    return asked.returncode == 0


@contextmanager
def no_udp(namespace: str) -> Iterator[None]:
    """As in many a company: only TCP leaves."""
    _ip("-netns", namespace, "rule", "add", "ipproto", "udp", "prohibit")
    try:
        yield
    finally:
        _ip("-netns", namespace, "rule", "del", "ipproto", "udp", "prohibit")


def make_certificate(folder: Path, address: str = MEETING) -> Certificate:
    """Make one with openssl."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    subject = ["-subj", f"/CN={address}", "-addext", f"subjectAltName=IP:{address}"]
    files = ["-out", str(made.file), "-keyout", str(made.key)]
    kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run(["openssl", "req", *kind, *subject, *files], check=True, capture_output=True)
    return made


@contextmanager
def coturn(
    folder: Path, certificate: Certificate, *, shared_secret: bool
) -> Iterator[subprocess.Popen[bytes]]:
    """A relay, with one account, or with a secret that accounts are made from.

    It runs as docs/deploy.md sets it up.
    """
    command = [
        *_documented_relay(certificate, shared_secret=shared_secret),
        f"--listening-ip={MEETING}",
        f"--relay-ip={MEETING}",
        f"--pidfile={folder}/turnserver.pid",
        f"--userdb={folder}/turndb",
        f"--log-file={folder}/turnserver.log",
        "--simple-log",
        "--verbose",
    ]
    with _running(command, MEETING, PLAIN) as process:
        yield process


def _documented_relay(certificate: Certificate, *, shared_secret: bool) -> list[str]:
    """The command of docs/deploy.md, with ports and names that a test can have."""
    written = re.search(r"^turnserver (?:.*\\\n)*.*$", DEPLOY.read_text(), re.MULTILINE)
    assert written is not None
    command = shlex.split(written.group())
    meant = {
        "--static-auth-secret=$TURN_SECRET": [f"--static-auth-secret={SECRET}"],
        "--realm=relay.example.org": [f"--realm={REALM}"],
        "--listening-port=3478": [f"--listening-port={PLAIN}"],
        "--tls-listening-port=443": [f"--tls-listening-port={TLS}"],
        "--cert=fullchain.pem": [f"--cert={certificate.file}"],
        "--pkey=privkey.pem": [f"--pkey={certificate.key}"],
    }
    if not shared_secret:  # as the page says for one account
        meant["--use-auth-secret"] = ["--lt-cred-mech"]
        meant["--static-auth-secret=$TURN_SECRET"] = [f"--user={NAME}:{PASSWORD}"]
        meant["--user-quota=12"] = []
    assert meant.keys() <= set(command)
    return [word for option in command for word in meant.get(option, [option])]


@contextmanager
def nginx(
    folder: Path,
    certificate: Certificate,
    backend: str,
    *,
    address: str = MEETING,
    https: int = HTTPS,
    http: int = HTTP,
) -> Iterator[str]:
    """The page over HTTPS, as docs/deploy.md sets nginx up; gives its address."""
    server = (Path(__file__).parents[2] / "docs" / "nginx.conf").read_text()
    for written, meant in {
        "/etc/letsencrypt/live/facecue.example.org/fullchain.pem": str(certificate.file),
        "/etc/letsencrypt/live/facecue.example.org/privkey.pem": str(certificate.key),
        "https://$server_name": f"https://{address}:{https}",
        "facecue.example.org": address,
        "127.0.0.1:8501": backend,
        "listen 443 ssl": f"listen {address}:{https} ssl",
        "listen 80": f"listen {address}:{http}",
    }.items():
        assert written in server
        server = server.replace(written, meant)
    configuration = folder / "nginx.conf"
    paths = "".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    configuration.write_text(
        f"user root; daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;"
        f"events {{}} http {{ access_log off; {paths} {server} }}"
    )
    with _running(["nginx", "-c", str(configuration)], address, https):
        yield f"https://{address}:{https}"


@contextmanager
def _running(command: list[str], address: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + PATIENCE
        while True:
            with socket.socket() as probe:
                if probe.connect_ex((address, port)) == 0:
                    break
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[0]} did not start: {process.poll()}")
            time.sleep(0.1)
        yield process
    finally:
        process.terminate()
        process.wait(timeout=10)


def _clear() -> None:
    """Take away what is there, from an earlier run perhaps."""
    for command in (
        ("netns", "del", APP),
        ("netns", "del", VISITOR),
        ("address", "del", f"{MEETING}/32", "dev", "lo"),
    ):
        subprocess.run(["ip", *command], capture_output=True, check=False)


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
