"""nginx as a host has it before the app, over HTTP."""

import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from testkit.patience import wait_until

HOME = "127.0.0.1"
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@contextmanager
def running_nginx(folder: Path, location: str) -> Iterator[str]:
    """Start one whose server block holds ``location``; gives its address."""
    with socket.socket() as free:
        free.bind((HOME, 0))
        port = free.getsockname()[1]
    paths = " ".join(f"{kind}_temp_path {kind};" for kind in TEMPORARY)
    user = "user root;" if folder.owner() == "root" else ""
    (folder / "nginx.conf").write_text(
        f"{user} daemon off; pid nginx.pid; events {{}} http {{ access_log off; {paths}"
        f" server {{ listen {HOME}:{port}; client_max_body_size 101m; {location} }} }}",
        encoding="utf-8",
    )
    command = ["nginx", "-e", "stderr", "-p", str(folder), "-c", "nginx.conf"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: _listens(port) or process.poll() is not None)
            assert process.poll() is None, "nginx did not start"
            yield f"http://{HOME}:{port}"
        finally:
            process.terminate()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((HOME, port)) == 0
