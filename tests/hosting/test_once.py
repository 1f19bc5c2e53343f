"""What the process has one of, however many ask, and whatever a visitor asks of Streamlit."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import streamlit as st

from hosting.http.lifespan import lifespan
from hosting.once import AT_END, once
from hosting.settings import read_settings
from testkit.patience import PATIENCE
from views import service

ROOT = Path(__file__).parents[2]


def test_whoever_asks_at_once_gets_the_same() -> None:
    begin = threading.Barrier(8)
    made: list[object] = []

    @once
    def make() -> object:
        threading.Event().wait(0.05)
        made.append(object())
        return made[-1]

    def ask() -> None:
        begin.wait(PATIENCE)
        got.append(make())

    got: list[object] = []
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 1
    assert got == made * 8


def test_what_could_not_be_made_is_made_for_the_next() -> None:
    tries: list[int] = []

    @once
    def make(number: int) -> int:
        tries.append(number)
        if len(tries) == 1:
            raise OSError("not yet")
        return number

    with pytest.raises(OSError, match="not yet"):
        make(1)
    assert [make(2), make(3)] == [2, 2]
    assert tries == [1, 2]


def test_emptied_caches_change_nothing() -> None:
    settings = read_settings({})
    before = service.uploads(settings), service._ice_servers(settings)
    st.cache_data.clear()
    st.cache_resource.clear()
    after = service.uploads(settings), service._ice_servers(settings)
    assert all(one is other for one, other in zip(before, after, strict=True))


def test_no_page_keeps_anything_in_a_cache_of_streamlits() -> None:
    files = [*ROOT.glob("views/**/*.py"), *ROOT.glob("uploads/*.py"), ROOT / "app.py"]
    assert len(files) > 50
    assert [file.name for file in files if "st.cache" in file.read_text(encoding="utf-8")] == []


@asynccontextmanager
async def no_sweeping(_app: object) -> AsyncIterator[None]:
    yield


def test_the_end_of_the_server_ends_them(monkeypatch: pytest.MonkeyPatch) -> None:
    # Sweeping needs Streamlit's runtime, which a process has only where it serves.
    monkeypatch.setattr("hosting.http.lifespan.sweeping", no_sweeping)

    async def serve() -> None:
        async with lifespan(None):
            AT_END.callback(ended.append, True)
            assert not ended

    ended: list[bool] = []
    asyncio.run(serve())
    assert ended == [True]
