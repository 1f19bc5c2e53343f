"""The film that the fake camera plays: the astronaut's head swaying a little."""

import math
from collections.abc import Iterable
from pathlib import Path

import cv2
import numpy as np

from testkit.pictures import Picture, astronaut

WIDTH, HEIGHT = 640, 480
RATE = 15  # frames a second: less work for a machine that has the browser to run beside the app
FRAMES = 4 * RATE  # four seconds, played in a loop
SWAY = 30  # pixels either way


def film() -> list[Picture]:
    """The frames, BGR, not mirrored."""
    head = cv2.resize(astronaut()[:360, :480], (WIDTH + 80, HEIGHT + 60))
    left = [round(40 + SWAY * math.sin(2 * math.pi * step / FRAMES)) for step in range(FRAMES)]
    return [np.asarray(head[30 : 30 + HEIGHT, x : x + WIDTH], dtype=np.uint8) for x in left]


def write_y4m(path: Path, pictures: Iterable[Picture], rate: int = RATE) -> None:
    """Write BGR frames of one size in the raw format that Chromium's fake camera reads."""
    with path.open("wb") as file:
        for number, picture in enumerate(pictures):
            if number == 0:
                height, width = picture.shape[:2]
                file.write(f"YUV4MPEG2 W{width} H{height} F{rate}:1 Ip A1:1 C420jpeg\n".encode())
            yuv = cv2.cvtColor(np.ascontiguousarray(picture), cv2.COLOR_BGR2YUV_I420)
            file.write(b"FRAME\n" + yuv.tobytes())
