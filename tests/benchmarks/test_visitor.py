"""The visitor that the benchmarks send: it must really see what a browser would."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.visitor import Film, Span, encode, visit
from hosting.process import Usage
from tests.browser.server import running_app


@pytest.mark.parametrize("script", ["app.py", "benchmarks/echo_app.py"])
def test_a_visitor_gets_its_film_back(script: str, tmp_path: Path) -> None:
    with running_app(tmp_path, script) as server:
        usage = Usage(server.pid)
        cpu, memory = usage.cpu_seconds(), usage.megabytes()
        film = Film(encode())
        result = asyncio.run(asyncio.wait_for(visit(server.url, film, Span(2, 2)), 60))
        assert usage.cpu_seconds() > cpu
        assert usage.peak_megabytes() > memory > 20
    assert result.frames_per_second > 10
    assert len(result.latencies) > 10
    assert 0 < min(result.latencies) < 1
    # Only ours labels a face.
    assert (result.to_first_label is not None) == (script == "app.py")
    assert "Traceback" not in server.log.read_text()
