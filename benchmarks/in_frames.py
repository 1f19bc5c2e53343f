"""``python -m benchmarks.in_frames --data fer2013.csv``: the whole pipeline on known faces.

Does it see what the network was trained on? Faces are pasted into camera frames, found, cropped and
classified.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from models.backend import SHIPPED_MODEL
from models.classifier import Classifier, open_classifier
from models.errors import ModelError
from models.training.data import SPLITS, DataError, Faces, read_fer2013
from models.training.not_faces import SUFFIXES
from transformers.pipeline import FacePipeline
from transformers.types import Box

WIDTH, HEIGHT = 640, 480
SIDES = (80, 120, 180, 260)  # pixels of the pasted picture
BRIGHTNESS = (0.6, 1.3)
JPEG_QUALITY = (50, 90)
SAME_FACE_IOU = 0.3  # from which a box is that of the pasted face


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
        for face in FacePipeline.for_photos(classifier).process(frame):
            if face.box.iou(place) >= SAME_FACE_IOU:
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


def read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.in_frames")
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    parser.add_argument("--split", choices=SPLITS, default="PublicTest")
    parser.add_argument("--model", type=Path, default=SHIPPED_MODEL, help=".tflite or .keras")
    parser.add_argument("--backgrounds", type=Path, help="folder of pictures to paste onto")
    parser.add_argument("--limit", type=int, help="only so many faces")
    parser.add_argument("--output", type=Path, help="folder for in_frames.json and a sample")
    parser.add_argument("--seed", type=int, default=7)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what was found; 0 where it went well, 2 for an error that the user can mend."""
    try:
        _run(read_options(arguments))
    except (DataError, ModelError, FileNotFoundError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _run(options: argparse.Namespace) -> None:
    """Print accuracy over the faces found, the same faces' direct accuracy, and the share found."""
    faces = read_fer2013(options.data, options.split)
    if options.limit:
        faces = faces.sample(options.limit, options.seed)
    result = measure_in_frames(
        open_classifier(options.model),
        faces,
        backgrounds=options.backgrounds,
        seed=options.seed,
        progress=tqdm,
        sample=options.output,
    )
    if options.output:
        report = json.dumps(asdict(result), indent=2)
        (options.output / "in_frames.json").write_text(report + "\n", encoding="utf-8")
    print(f"{result.n} faces pasted, {result.found:.1%} found")
    print(f"accuracy in frames  {result.accuracy:.2%}")
    print(f"the same, directly  {result.direct_accuracy:.2%}")
    for side, share in result.found_by_side.items():
        print(f"  {side} pixels: {share:.1%} found")


if __name__ == "__main__":
    sys.exit(main())
