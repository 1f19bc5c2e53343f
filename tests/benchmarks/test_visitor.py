"""The visitor that the benchmarks send: it must really see what a browser would."""

import asyncio
from pathlib import Path

import pytest

from benchmarks.film import Film, encoded
from benchmarks.visitor import Span, visit
from hosting.process import Usage
from testkit.patience import PATIENCE
from testkit.server import running_app


@pytest.mark.parametrize("script", ["app.py", "benchmarks/echo_app.py"])
def test_a_visitor_gets_its_film_back(script: str, tmp_path: Path) -> None:
    with running_app(tmp_path, script) as server:
        usage = Usage(server.pid)
        cpu, memory = usage.cpu_seconds(), usage.megabytes()
        film, span = Film(encoded()), Span(warm_up=2, measured=6)
        result = asyncio.run(asyncio.wait_for(visit(server.url, film, span), PATIENCE))
        assert usage.cpu_seconds() > cpu
        assert usage.peak_megabytes() > memory > 20
        loaded = Path(f"/proc/{server.pid}/maps").read_text(encoding="utf-8")
    # 75 MB that nothing on the live page needs, and that Streamlit loads all too easily.
    tables = [library for library in ("pandas", "pyarrow") if f"/{library}/" in loaded]
    assert tables == ([] if script == "app.py" else ["pandas", "pyarrow"])
    # How fast is the benchmarks' question. Here: pictures came, and were known by their marks.
    assert 0 < len(result.latencies) <= round(result.frames_per_second * span.measured)
    assert min(result.latencies) > 0
    # Only ours labels a face.
    assert (result.to_first_label is not None) == (script == "app.py")
    assert "Traceback" not in server.log.read_text()
