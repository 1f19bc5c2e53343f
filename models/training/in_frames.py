"""Does the pipeline see what the network was trained on? Faces pasted into camera frames."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from models.classifier import Classifier
from models.training.data import Faces
from models.training.not_faces import SUFFIXES
from transformers.face import Box
from transformers.pipeline import FacePipeline

WIDTH, HEIGHT = 640, 480
SIDES = (80, 120, 180, 260)  # pixels of the pasted picture
BRIGHTNESS = (0.6, 1.3)
JPEG_QUALITY = (50, 90)
OVERLAP = 0.3  # from which a box is that of the pasted face


@dataclass(frozen=True)
class InFrames:
    """What the pipeline made of pasted faces; shares from 0 to 1."""

    n: int
    found: float
    accuracy: float  # over the faces found
    direct_accuracy: float  # of the network on the same faces, cropped by FER2013
    found_by_side: dict[int, float]  # by the pasted picture's side in pixels


def measure_in_frames(
    classifier: Classifier,
    faces: Faces,
    *,
    backgrounds: Path | None,
    seed: int,
    progress: Callable[[Iterable[int]], Iterable[int]] = iter,
    sample: Path | None = None,
) -> InFrames:
    """Paste each face into a frame of its own, at several sizes and brightnesses, through JPEG.

    Backgrounds are the pictures of a folder, or drawn textures. ``sample`` is a folder for one
    frame to look at, ``frame.png``.
    """
    random = np.random.default_rng(seed)
    scenes = _scenes(backgrounds, random)
    found, right = np.zeros(len(faces), dtype=bool), np.zeros(len(faces), dtype=bool)
    sides = np.array([SIDES[index % len(SIDES)] for index in range(len(faces))])
    for index in progress(range(len(faces))):
        scene = scenes[int(random.integers(len(scenes)))]
        frame, place = paste(faces.images[index], int(sides[index]), scene, random)
        if sample is not None and index == len(SIDES) - 2:
            sample.mkdir(parents=True, exist_ok=True)
            cv2.imwrite(str(sample / "frame.png"), frame)
        for face in FacePipeline(classifier).process(frame):
            if face.box.overlap(place) >= OVERLAP:
                found[index] = True
                right[index] = int(face.probabilities.argmax()) == faces.labels[index]
                break
    direct = classifier.predict(faces.images[found]).argmax(axis=1) == faces.labels[found]
    count = max(int(found.sum()), 1)
    return InFrames(
        n=len(faces),
        found=float(found.mean()),
        accuracy=float(right[found].sum() / count),
        direct_accuracy=float(direct.sum() / count),
        found_by_side={
            side: float(found[sides == side].mean()) for side in SIDES if np.any(sides == side)
        },
    )


def paste(
    face: NDArray[np.uint8], side: int, scene: NDArray[np.uint8], random: np.random.Generator
) -> tuple[NDArray[np.uint8], Box]:
    """A grey face on a grey scene, both ``uint8[H, W]``, and where it is."""
    frame = scene.copy()
    place = Box(
        int(random.integers(0, WIDTH - side)), int(random.integers(0, HEIGHT - side)), side, side
    )
    enlarged = cv2.resize(face, (side, side), interpolation=cv2.INTER_CUBIC)
    frame[place.y : place.y + side, place.x : place.x + side] = enlarged
    dimmed = np.clip(frame * random.uniform(*BRIGHTNESS), 0, 255).astype(np.uint8)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(random.integers(*JPEG_QUALITY))]
    encoded = cv2.imencode(".jpg", dimmed, quality)[1]
    decoded = cv2.imdecode(encoded, cv2.IMREAD_GRAYSCALE)
    return np.asarray(decoded, dtype=np.uint8), place


def _scenes(folder: Path | None, random: np.random.Generator) -> list[NDArray[np.uint8]]:
    """Grey frames ``uint8[480, 640]``: the folder's pictures, or eight drawn textures."""
    if folder is None:
        return [_texture(random) for _ in range(8)]
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    pictures = [cv2.imread(str(path), cv2.IMREAD_GRAYSCALE) for path in paths]
    return [
        np.asarray(cv2.resize(picture, (WIDTH, HEIGHT)), dtype=np.uint8)
        for picture in pictures
        if picture is not None
    ]


def _texture(random: np.random.Generator) -> NDArray[np.uint8]:
    """Clouds of noise, coarse and fine."""
    frame = np.zeros((HEIGHT, WIDTH))
    for cells, strength in ((4, 90), (16, 50), (60, 25)):
        noise = random.random((cells * 3 // 4, cells))
        frame += strength * cv2.resize(noise, (WIDTH, HEIGHT), interpolation=cv2.INTER_CUBIC)
    return np.clip(frame + 30, 0, 255).astype(np.uint8)
