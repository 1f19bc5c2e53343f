"""``python -m benchmarks.crowd --pages 300 --addresses 3``: so many pages open within five seconds.

The app runs under a limit of 512 MB, with live visitors there before. Each of the crowd asks for
the page as a browser does, waits as the waiting page says, opens its websocket, runs the page, and
stays. Printed are who came in and when, the process's peak, and the live visitors' frames before
and after. It ends with 1 where the app was killed or somebody did not come in.
"""

import argparse
import asyncio
import logging
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path

import requests
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.exceptions import WebSocketException

from benchmarks.cgroup import ControlGroup
from benchmarks.film import encoded
from benchmarks.soak import Honest
from hosting.process import Usage
from testkit.server import running_app

LIMIT = 512  # megabytes
COMING = 5.0  # seconds within which all of them come
LONGEST = 180.0  # seconds that one of them waits to come in
WATCHED = 10.0  # seconds for which the live visitors' frames are counted

Outcome = tuple[str, float]  # what became of it; seconds until then


async def come(url: str, address: str, stay: AsyncExitStack) -> Outcome:
    """Open a page; it is closed with ``stay``."""
    began = time.monotonic()
    headers = {"X-Forwarded-For": address}
    waited = False
    while time.monotonic() - began < LONGEST:
        try:
            asked = headers | {"Accept": "text/html"}
            page = await asyncio.to_thread(requests.get, url, headers=asked, timeout=120)
            if page.status_code == 429:
                return "told: too many pages of this network", time.monotonic() - began
            if page.status_code == 503:
                waited = True
                await asyncio.sleep(float(page.headers["Retry-After"]))
                continue
            socket = await stay.enter_async_context(
                connect(
                    url.replace("http", "ws", 1) + "/_stcore/stream",
                    subprotocols=["streamlit"],  # type: ignore[list-item]
                    additional_headers=headers,
                    max_size=None,
                    open_timeout=60,
                )
            )
            message = BackMsg()
            message.rerun_script.page_name = ""
            await socket.send(message.SerializeToString())
            async for content in socket:
                assert isinstance(content, bytes)
                if ForwardMsg.FromString(content).WhichOneof("type") == "script_finished":
                    how = "came in after a waiting page" if waited else "came in at once"
                    return how, time.monotonic() - began
        except (WebSocketException, OSError):
            waited = True
            await asyncio.sleep(3)  # as Streamlit's page asks again
    return "never came in", time.monotonic() - began


async def crowd(url: str, pages: int, addresses: int) -> list[Outcome]:
    """Send all of them, and close their pages once the last is in."""
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(100))
    async with AsyncExitStack() as stay:

        async def one(number: int) -> Outcome:
            await asyncio.sleep(COMING * number / pages)
            return await come(url, f"198.51.100.{number % addresses}", stay)

        return await asyncio.gather(*(one(number) for number in range(pages)))


async def run(app_url: str, pages: int, addresses: int, live: int) -> list[Outcome]:
    """The live visitors, and the crowd."""
    film = encoded()
    visitors = [Honest() for _ in range(live)]
    watching = [asyncio.create_task(one.watch(app_url, film)) for one in visitors]
    for one in visitors:
        await asyncio.wait_for(one.live.wait(), 120)

    async def rate() -> float:
        for one in visitors:
            one.times.clear()
        await asyncio.sleep(WATCHED)
        return sum(len(one.times) for one in visitors) / WATCHED / max(live, 1)

    before = await rate()
    for one in visitors:
        one.times.clear()
    began = time.monotonic()
    outcomes = await crowd(app_url, pages, addresses)
    during = sum(len(one.times) for one in visitors) / (time.monotonic() - began) / max(live, 1)
    after = await rate()
    anew = sum(one.began_anew for one in visitors)
    print(f"frames a second of each live visitor: {before:.1f} before, {during:.1f} meanwhile, ")
    print(f"{after:.1f} after; they began anew {anew} times")
    for task in watching:
        task.cancel()
    await asyncio.gather(*watching, return_exceptions=True)
    return outcomes


def main() -> int:
    """Print what became of the crowd."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=300)
    parser.add_argument("--addresses", type=int, default=100)
    parser.add_argument("--live", type=int, default=8)
    options = parser.parse_args()
    logging.getLogger("aiortc").setLevel(logging.CRITICAL)
    group = ControlGroup("facecue-crowd", LIMIT)
    before = ["sh", "-c", f'echo $$ > {group.processes}; exec "$@"', "sh"]
    places = {"FACECUE_MOST_VISITORS": str(options.live), "FACECUE_PLACES_PER_ADDRESS": "0"}
    try:
        with (
            tempfile.TemporaryDirectory() as folder,
            running_app(Path(folder), before=before, **places) as server,
        ):
            outcomes = asyncio.run(run(server.url, options.pages, options.addresses, options.live))
            alive = server.process.poll() is None
            peak = Usage(server.pid).peak_megabytes() if alive else 0.0
            kills = group.kills()
    finally:
        group.remove()
    for how, count in sorted(Counter(how for how, _ in outcomes).items()):
        waits = sorted(seconds for one, seconds in outcomes if one == how)
        print(f"{how}: {count}, after {waits[len(waits) // 2]:.1f} s, at most {waits[-1]:.1f} s")
    print(f"peak of the process: {peak:.0f} MB of {LIMIT}; killed {kills} times")
    lost = not alive or kills or any(how == "never came in" for how, _ in outcomes)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
