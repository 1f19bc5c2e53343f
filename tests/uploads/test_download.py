"""The photo to download is held for as long as the photo is on the page, so it is bounded."""

import cv2
import numpy as np

from testkit.pictures import astronaut
from uploads.jobs import DOWNLOAD_QUALITIES, MAX_DOWNLOAD, _download, _jpeg


def test_stripes_are_made_small_enough() -> None:
    """As PNG they are a few kilobytes; as JPEG of their full size they would be 30 MB and more."""
    stripes = np.zeros((6000, 6000, 3), np.uint8)
    stripes[::2, ::3] = 255
    stripes[1::3, 1::2, 1] = 255
    assert len(_jpeg(stripes, DOWNLOAD_QUALITIES[0])) > 2 * MAX_DOWNLOAD
    content = _download(stripes)
    assert len(content) <= MAX_DOWNLOAD
    assert cv2.imdecode(np.frombuffer(content, np.uint8), cv2.IMREAD_COLOR) is not None


def test_a_photo_keeps_its_size_and_the_best_quality() -> None:
    picture = cv2.resize(astronaut(), (4000, 3000))
    assert _download(np.asarray(picture, np.uint8)) == _jpeg(
        np.asarray(picture, np.uint8), DOWNLOAD_QUALITIES[0]
    )
