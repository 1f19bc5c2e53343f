"""A server and a visitor with no way to each other but a relay, for real: Linux's namespaces.

The app runs in one network namespace, Chromium in another. Neither has a route to the other; each
reaches one address, at which coturn relays and nginx passes the page on, with TLS.
"""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MEETING = "10.77.0.1"  # the one address that both reach
APP, VISITOR = "facecue-app", "facecue-visitor"
APP_ADDRESS = "10.77.1.2"
REALM, NAME, PASSWORD, SECRET = "facecue.test", "visitor", "correct", "shared-secret"
PLAIN, TLS, HTTPS = 13478, 15349, 18443  # ports that no installed service takes


class NotPossibleError(Exception):
    """This machine cannot have such a network; the message says why."""


@dataclass(frozen=True)
class Certificate:
    """For the address, signed by itself."""

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
            _ip("address", "add", f"10.77.{number}.1/24", "dev", outside)
            _ip("link", "set", outside, "up")
            for command in (
                ("link", "set", "lo", "up"),
                ("address", "add", f"10.77.{number}.2/24", "dev", inside),
                ("link", "set", inside, "up"),
                ("route", "add", f"{MEETING}/32", "via", f"10.77.{number}.1"),
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


def make_certificate(folder: Path) -> Certificate:
    """Make one with openssl."""
    made = Certificate(folder / "certificate.pem", folder / "key.pem")
    subject = ["-subj", f"/CN={MEETING}", "-addext", f"subjectAltName=IP:{MEETING}"]
    files = ["-out", str(made.file), "-keyout", str(made.key)]
    kind = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run(["openssl", "req", *kind, *subject, *files], check=True, capture_output=True)
    return made


@contextmanager
def coturn(
    folder: Path, certificate: Certificate, *, shared_secret: bool
) -> Iterator[subprocess.Popen[bytes]]:
    """A relay, with one account, or with a secret that accounts are made from."""
    secret = ["--use-auth-secret", f"--static-auth-secret={SECRET}"]
    account = ["--lt-cred-mech", f"--user={NAME}:{PASSWORD}"]
    command = [
        "turnserver",
        "-n",
        f"--listening-ip={MEETING}",
        f"--relay-ip={MEETING}",
        f"--listening-port={PLAIN}",
        f"--tls-listening-port={TLS}",
        f"--cert={certificate.file}",
        f"--pkey={certificate.key}",
        f"--realm={REALM}",
        "--fingerprint",
        "--no-cli",
        f"--pidfile={folder}/turnserver.pid",
        f"--userdb={folder}/turndb",
        f"--log-file={folder}/turnserver.log",
        "--simple-log",
        "--verbose",
        *(secret if shared_secret else account),
    ]
    with _running(command, MEETING, PLAIN) as process:
        yield process


@contextmanager
def nginx(folder: Path, certificate: Certificate, backend: str) -> Iterator[str]:
    """The page over HTTPS, as docs/deploy.md sets nginx up; gives its address."""
    server = (Path(__file__).parents[2] / "docs" / "nginx.conf").read_text()
    for written, meant in {
        "/etc/letsencrypt/live/facecue.example.org/fullchain.pem": str(certificate.file),
        "/etc/letsencrypt/live/facecue.example.org/privkey.pem": str(certificate.key),
        "facecue.example.org": MEETING,
        "127.0.0.1:8501": backend,
        "listen 443 ssl": f"listen {MEETING}:{HTTPS} ssl",
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
    with _running(["nginx", "-c", str(configuration)], MEETING, HTTPS):
        yield f"https://{MEETING}:{HTTPS}"


@contextmanager
def _running(command: list[str], address: str, port: int) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 10
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
