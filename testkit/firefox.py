"""A Firefox with a fake camera, driven over WebDriver BiDi.

Playwright's own way to an installed Firefox asks it for more than Debian's knows.
"""

import base64
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from testkit.patience import PATIENCE, wait_until

PREFERENCES = {
    "media.navigator.streams.fake": True,  # a camera whose picture is one colour, which changes
    "media.navigator.permission.disabled": True,  # it is always allowed
}
SIZE = {"width": 1280, "height": 900}
ADDRESS = re.compile(r"WebDriver BiDi listening on (ws://\S+)\n")


class Firefox:
    """Its one tab."""

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.numbers = count()
        self.send("session.new", capabilities={})
        self.tab: str = self.send("browsingContext.getTree")["contexts"][0]["context"]
        self.send("browsingContext.setViewport", context=self.tab, viewport=SIZE)

    def send(self, method: str, **params: Any) -> Any:
        """Return the answer to a command. Raises ``RuntimeError`` where that is an error."""
        number = next(self.numbers)
        self.connection.send(json.dumps({"id": number, "method": method, "params": params}))
        answer = json.loads(self.connection.recv(timeout=PATIENCE))
        while answer.get("id") != number:  # an event
            answer = json.loads(self.connection.recv(timeout=PATIENCE))
        if answer["type"] == "error":
            raise RuntimeError(f"{method}: {answer['message']}")
        return answer["result"]

    def before_each_page(self, script: str) -> None:
        """Run it there, and in each frame of the page, before any other script."""
        self.send("script.addPreloadScript", functionDeclaration=f"() => {{{script}}}")

    def open(self, url: str) -> None:
        self.send("browsingContext.navigate", context=self.tab, url=url, wait="complete")

    def remote(self, script: str) -> dict[str, Any]:
        """Evaluate JavaScript in the page, and wait for what it promises."""
        target = {"context": self.tab}
        answer = self.send("script.evaluate", expression=script, target=target, awaitPromise=True)
        if answer["type"] == "exception":
            raise RuntimeError(answer["exceptionDetails"]["text"])
        result: dict[str, Any] = answer["result"]
        return result

    def evaluate(self, script: str) -> Any:
        """A text, a number or a boolean; None for what is none of these."""
        return self.remote(script).get("value")

    def click(self, script: str) -> None:
        """Press what the script gives, in its middle, with the mouse."""
        origin = {"type": "element", "element": {"sharedId": self.remote(script)["sharedId"]}}
        press = [
            {"type": "pointerMove", "x": 0, "y": 0, "origin": origin},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        mouse = {"type": "pointer", "id": "mouse", "actions": press}
        self.send("input.performActions", context=self.tab, actions=[mouse])

    def screenshot(self, path: Path) -> None:
        png = self.send("browsingContext.captureScreenshot", context=self.tab)["data"]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(base64.b64decode(png))


def find_firefox() -> str | None:
    """The one that FIREFOX names, or Debian's; None where there is none.

    No other is tried: Ubuntu's, for one, may not look into the folder that holds its profile.
    """
    return os.environ.get("FIREFOX") or shutil.which("firefox-esr")


@contextmanager
def running_firefox(path: str, folder: Path) -> Iterator[Firefox]:
    """Start it without a window and with a new profile in ``folder``, and end it."""
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(to)});" for name, to in PREFERENCES.items()
    ]
    (folder / "user.js").write_text("\n".join(lines))
    log = folder / "firefox.log"
    command = [path, "--headless", "--profile", str(folder), "--remote-debugging-port=0"]
    home = {"HOME": str(folder)}  # root's Firefox refuses another's
    with log.open("w") as output:
        process = subprocess.Popen(command, env=os.environ | home, stdout=output, stderr=output)

    def listens() -> bool:
        assert process.poll() is None, log.read_text()
        return ADDRESS.search(log.read_text()) is not None

    try:
        wait_until(listens)
        (address,) = ADDRESS.findall(log.read_text())
        with connect(
            f"{address}/session", open_timeout=PATIENCE, ping_interval=None, max_size=None
        ) as connection:
            yield Firefox(connection)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
