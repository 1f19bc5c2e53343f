"""The cascade that faces are found with (Viola and Jones 2001); OpenCV brings it along."""

from pathlib import Path

import cv2

CASCADE_PATH = Path(cv2.__file__).parent / "data" / "haarcascade_frontalface_alt2.xml"
