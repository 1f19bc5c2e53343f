"""nginx and HAProxy as deploy/ sets them up, with ports and paths that a test can have."""

import re
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from testkit.patience import wait_until
from tests.browser.closed_network import Certificate
from tests.fleet.needs import tool

DEPLOY = Path(__file__).parents[2] / "deploy"
LISTED = ("replica-8501", "replica-8502", "replica-8503")


def write_nginx(
    folder: Path, certificate: Certificate, ports: Mapping[str, int], https: int, http: int
) -> list[str]:
    """Its command; ``ports`` are those of the replicas, by their names."""
    changes = {
        "/etc/letsencrypt/live/facecue.example.org/fullchain.pem": str(certificate.file),
        "/etc/letsencrypt/live/facecue.example.org/privkey.pem": str(certificate.key),
        "listen 443 ssl": f"listen 127.0.0.1:{https} ssl",
        "listen 80;": f"listen 127.0.0.1:{http};",
    }
    changes |= {f":{name.removeprefix('replica-')}": f":{port}" for name, port in ports.items()}
    server = changed(DEPLOY / "nginx.conf", changes)
    paths = " ".join(
        f"{kind}_temp_path {kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;" if Path(folder).owner() == "root" else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid nginx.pid; error_log nginx.log;"
        f"events {{}} http {{ access_log off; {paths} {server} }}"
    )
    return [tool("nginx"), "-e", "stderr", "-p", str(folder), "-c", "nginx.conf"]


def write_haproxy(
    folder: Path, certificate: Certificate, ports: Mapping[str, int], https: int, http: int
) -> list[str]:
    """Its command; ``ports`` are those of the replicas, by their names."""
    both = folder / "facecue.pem"
    both.write_text(certificate.file.read_text() + certificate.key.read_text())
    changes = {
        "    user haproxy\n": "",
        "    group haproxy\n": "",
        "/etc/haproxy/facecue.pem": str(both),
        "bind :443": f"bind 127.0.0.1:{https}",
        "bind :80\n": f"bind 127.0.0.1:{http}\n",
    }
    changes |= {
        f"127.0.0.1:{name.removeprefix('replica-')}": f"127.0.0.1:{port}"
        for name, port in ports.items()
    }
    (folder / "haproxy.cfg").write_text(changed(DEPLOY / "haproxy.cfg", changes))
    return [tool("haproxy"), "-f", str(folder / "haproxy.cfg")]


PROXIES = {"nginx": write_nginx, "haproxy": write_haproxy}


@contextmanager
def running_proxy(
    name: str, folder: Path, certificate: Certificate, ports: Mapping[str, int]
) -> Iterator[str]:
    """Start one of ``PROXIES``, and give its address."""
    https, http = _free_ports()
    command = PROXIES[name](folder, certificate, ports, https, http)
    with (folder / "output").open("w") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        wait_until(lambda: _listens(https) or process.poll() is not None)
        assert process.poll() is None, (folder / "output").read_text()
        yield f"https://127.0.0.1:{https}"
    finally:
        process.terminate()
        process.wait(10)


def changed(path: Path, changes: Mapping[str, str]) -> str:
    """A file's text with each change made; each must have something to change."""
    text = path.read_text(encoding="utf-8")
    for written in changes:
        assert written in text, written
    # All at once: what one of them writes is not for another to change.
    return re.sub("|".join(map(re.escape, changes)), lambda found: changes[found.group()], text)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        for free in (one, other):
            free.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
