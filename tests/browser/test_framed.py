"""FaceCue in a frame of another site that its owner named, in a real browser."""

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import cv2
import pytest
from playwright.sync_api import Browser, FrameLocator, expect

from testkit.chromium import camera_flags
from testkit.pictures import astronaut
from testkit.server import Server, running_app
from tests.browser.closed_network import make_certificate, nginx
from tests.browser.conftest import DESKTOP, OpenTab

HOME = "127.0.0.1"
# As browsers will be, and some are: no cookie of a third party but a partitioned one.
NO_THIRD_PARTY_COOKIES = "--test-third-party-cookie-phaseout"


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    named = f"http://{HOME}:* http://localhost:*"
    with running_app(tmp_path_factory.mktemp("app"), FACECUE_FRAME_ANCESTORS=named) as server:
        yield server


@contextmanager
def another_site(name: str, address: str) -> Iterator[str]:
    """A site of that name whose page shows the page at ``address`` in a frame; gives its own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            frame = f'<iframe src="{address}" allow="camera" width=1200 height=850></iframe>'
            self.wfile.write(f"<!DOCTYPE html><title>Another site</title>{frame}".encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer((HOME, 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://{name}:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.fixture
def over_tls(app: Server, tmp_path: Path) -> Iterator[str]:
    if not (shutil.which("nginx") and shutil.which("openssl")):
        pytest.skip("nginx and openssl are needed")
    with socket.socket() as one, socket.socket() as other:
        for free in (one, other):
            free.bind((HOME, 0))
        https, http = one.getsockname()[1], other.getsockname()[1]
    backend = app.url.removeprefix("http://").replace("localhost", HOME)
    certificate = make_certificate(tmp_path, HOME)
    with nginx(tmp_path, certificate, backend, address=HOME, https=https, http=http) as url:
        yield url


@pytest.fixture
def portrait(tmp_path: Path) -> Path:
    path = tmp_path / "portrait.jpg"
    cv2.imwrite(str(path), astronaut())
    return path


def upload(frame: FrameLocator, file: Path) -> None:
    frame.locator('input[type="file"]').set_input_files(str(file))


def test_a_photo_is_taken_over_tls_without_third_party_cookies(
    over_tls: str, launch: Callable[..., Browser], open_tab: OpenTab, portrait: Path
) -> None:
    device = DESKTOP | {"ignore_https_errors": True}
    with another_site("localhost", f"{over_tls}/photo") as site:
        page = open_tab(site, device, launch(NO_THIRD_PARTY_COOKIES))
        frame = page.frame_locator("iframe")
        upload(frame, portrait)
        expect(frame.get_by_text("portrait.jpg: 1: Happy")).to_be_visible()


def test_without_tls_a_sentence_says_why_it_is_not(
    app: Server, open_tab: OpenTab, portrait: Path
) -> None:
    with another_site(HOME, f"{app.url}/photo") as site:
        frame = open_tab(site).frame_locator("iframe")
        upload(frame, portrait)
        expect(frame.get_by_text("open this page in a tab of its own")).to_be_visible()


def test_the_live_page_is_live_in_it(
    over_tls: str, launch: Callable[..., Browser], open_tab: OpenTab, camera_film: Path
) -> None:
    device = DESKTOP | {"ignore_https_errors": True}
    with another_site("localhost", over_tls) as site:
        page = open_tab(site, device, launch(NO_THIRD_PARTY_COOKIES, *camera_flags(camera_film)))
        frame = page.frame_locator("iframe")
        stage = frame.locator(".st-key-stage")
        stage.get_by_role("button", name="Start", exact=True).click()
        frame.locator('[data-state="live"]').wait_for()
        stage.get_by_role("button", name="Stop", exact=True).click()
        frame.locator('[data-state="ready"]').wait_for()
