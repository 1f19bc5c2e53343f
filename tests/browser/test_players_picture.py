"""What Chromium's own player shows of a clip, beside what it shows of the labelled one."""

import base64
import io
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page

from models.classifier import Classifier
from testkit.corpus.clips import Clip, written
from testkit.corpus.list_of_clips import CLIPS
from testkit.corpus.scene import look
from transformers.drawing.overlay import Overlay
from transformers.media.clip import annotate

NOTHING_DRAWN = Overlay(box=False, label=False)
# Draws a clip's picture as the player shows it; its size, and its RGBA in base64.
DRAW = """async ([content, at]) => {
  const file = await (await fetch(`data:video/mp4;base64,${content}`)).blob();
  const video = document.createElement('video');
  video.muted = true;
  video.src = URL.createObjectURL(file);
  const until = name => new Promise((resolve, reject) => {
    video.addEventListener(name, resolve, {once: true});
    video.addEventListener('error', () => reject(video.error.message), {once: true});
  });
  await until('loadeddata');
  const sought = until('seeked');
  video.currentTime = at;
  await sought;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const context = canvas.getContext('2d');
  let data;
  do {  // nothing but black until the picture that was sought is there
    await new Promise(resolve => setTimeout(resolve, 20));
    context.drawImage(video, 0, 0);
    ({data} = context.getImageData(0, 0, canvas.width, canvas.height));
  } while (!data.some((value, index) => index % 4 < 3 && value > 0));
  let text = '';
  for (let i = 0; i < data.length; i += 4096)
    text += String.fromCharCode(...data.subarray(i, i + 4096));
  return [canvas.width, canvas.height, btoa(text)];
}"""

Show = Callable[[bytes], NDArray[np.uint8]]


@pytest.fixture
def show(launch: Callable[..., Browser]) -> Show:
    """RGB ``uint8[H, W, 3]`` of a clip's picture, as Chromium shows it."""
    page: Page = launch().new_page()

    def shown(content: bytes) -> NDArray[np.uint8]:
        encoded = base64.b64encode(content).decode()
        width, height, pixels = page.evaluate(DRAW, [encoded, 0.3])
        rgba = np.frombuffer(base64.b64decode(pixels), np.uint8).reshape(height, width, 4)
        return rgba[:, :, :3]

    return shown


def labelled(content: bytes, classifier: Classifier) -> bytes:
    result = io.BytesIO()
    annotate(io.BytesIO(content), result, classifier, NOTHING_DRAWN, lambda *_: True)
    return result.getvalue()


def named(*starts: str) -> list[Clip]:
    return [clip for clip in CLIPS if clip.form == "mp4" and clip.name.startswith(starts)]


@pytest.mark.slow
def test_all_eight_display_matrices_are_shown_as_chromium_shows_them(
    show: Show, classifier: Classifier
) -> None:
    seen = set()
    for clip in named("phone, "):
        if clip.matrix in seen or clip.video != "libx264":
            continue
        seen.add(clip.matrix)
        before, after = (show(one) for one in both(clip, classifier))
        assert look(before).upright, clip.name
        assert look(after).upright, clip.name
        assert before.shape == after.shape, clip.name
        assert np.abs(before.astype(int) - after).mean() < 6, clip.name
    assert len(seen) == 8


@pytest.mark.slow
def test_levels_and_shapes_are_those_that_chromium_shows(
    show: Show, classifier: Classifier
) -> None:
    clips = [clip for clip in named("full range", "limited range", "wide pixels", "high pixels")
             if clip.video == "libx264"]  # fmt: skip
    assert len(clips) >= 8
    for clip in clips:
        before, after = (show(one) for one in both(clip, classifier))
        assert before.shape == after.shape, clip.name
        assert look(after).greys == pytest.approx(look(before).greys, abs=2), clip.name
        assert np.abs(before.astype(int) - after).mean() < 6, clip.name


def both(clip: Clip, classifier: Classifier) -> tuple[bytes, bytes]:
    content = written(clip)
    return content, labelled(content, classifier)
