"""Hosts end an app with SIGTERM and give it ten seconds."""

import signal
from pathlib import Path

from testkit.server import running_app
from tests.browser.conftest import OpenPage

GRACE = 10  # seconds


def test_sigterm_ends_a_live_stream_and_the_process(visit: OpenPage, tmp_path: Path) -> None:
    with running_app(tmp_path) as server:
        visitor = visit(url=server.url)
        visitor.start()
        visitor.wait_for_picture(drawn=True)
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(timeout=GRACE) in (0, -signal.SIGTERM)
        assert "A stream ended" in server.log.read_text()
        assert "Traceback" not in server.log.read_text()
        visitor.page.context.close()
