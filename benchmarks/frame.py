"""``python -m benchmarks.frame``: CPU time on the server for one frame with one moving face."""

import time

import av
import numpy as np

from models.classifier import load_classifier
from tests.browser.camera_video import film
from transformers.video import EmotionVideoTransformer, LiveOptions

ROUNDS = 5  # of the two-second film
WARM_UP = 15  # frames


def main() -> None:
    """Print the median and the 95th percentile, in milliseconds."""
    transformer = EmotionVideoTransformer(load_classifier(), LiveOptions())
    frames = [av.VideoFrame.from_ndarray(picture, format="bgr24") for picture in film()]
    frames = [frame.reformat(format="yuv420p") for frame in frames]  # as a decoder gives them
    milliseconds = []
    for frame in frames * ROUNDS:
        start = time.thread_time()
        transformer.recv(frame)
        milliseconds.append((time.thread_time() - start) * 1000)
    median, high = np.percentile(milliseconds[WARM_UP:], [50, 95])
    height, width = frames[0].height, frames[0].width
    print(f"CPU a frame of {width}x{height} with one face, {len(milliseconds)} frames:")
    print(f"median {median:.1f} ms, 95th percentile {high:.1f} ms")


if __name__ == "__main__":
    main()
