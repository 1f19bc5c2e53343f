"""The pictures of the reports, as PNG files."""

import csv
from pathlib import Path

import cv2
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import NDArray

from models.classifier import PROBABILITIES, Probabilities
from models.labels import LABELS

INK = "#1B1B1B"
BAR = "#0072B2"


def confusion_chart(confusion: list[list[int]], path: Path) -> None:
    """True expressions in rows, answers in columns, each row in per cent."""
    counts = np.array(confusion, dtype=float)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    figure = Figure(figsize=(5.6, 5), layout="constrained")
    axes = figure.subplots()
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
    axes.set_xticks(range(len(LABELS)), LABELS, rotation=45, ha="right")
    axes.set_yticks(range(len(LABELS)), LABELS)
    axes.set(xlabel="answer", ylabel="label")
    for (row, column), share in np.ndenumerate(shares):
        colour = "white" if share > 0.55 else INK
        axes.text(column, row, f"{share:.0%}", ha="center", va="center", color=colour, fontsize=8)
    figure.savefig(path, dpi=110)


def calibration_chart(probabilities: Probabilities, labels: NDArray[np.int64], path: Path) -> None:
    """How often an answer is right against how sure it is, in bins of 0.1."""
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == labels
    bins = np.minimum((confidence * 10).astype(int), 9)
    told = [index for index in range(10) if (bins == index).sum() >= 10]
    figure = Figure(figsize=(4.6, 4.2), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="#999999", linestyle="--", label="perfect")
    axes.plot(
        [confidence[bins == index].mean() for index in told],
        [correct[bins == index].mean() for index in told],
        marker="o",
        color=BAR,
        label="measured",
    )
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1))
    axes.legend()
    figure.savefig(path, dpi=110)


def counts_chart(counts: dict[str, list[int]], path: Path) -> None:
    """How many faces of each expression each split has."""
    figure = Figure(figsize=(7, 3.6), layout="constrained")
    axes = figure.subplots()
    width = 0.8 / len(counts)
    for index, (split, numbers) in enumerate(counts.items()):
        places = np.arange(len(LABELS)) + (index - (len(counts) - 1) / 2) * width
        axes.bar(places, numbers, width, label=split)
    axes.set_xticks(range(len(LABELS)), LABELS)
    axes.set_ylabel("faces")
    axes.legend()
    figure.savefig(path, dpi=110)


def accuracy_chart(accuracies: dict[str, float], path: Path) -> None:
    """Accuracy of each model or way, a bar for each name, in the order given."""
    figure = Figure(figsize=(7, 1 + 0.3 * len(accuracies)), layout="constrained")
    axes = figure.subplots()
    bars = axes.barh(list(accuracies), list(accuracies.values()), color=BAR)
    axes.bar_label(bars, fmt="{:.1%}", padding=3, fontsize=8)
    axes.invert_yaxis()
    axes.set(xlabel="accuracy", xlim=(0, 1))
    figure.savefig(path, dpi=110)


def history_chart(history: Path, path: Path) -> None:
    """Accuracy by epoch from ``history.csv``: on varied training faces, and on PublicTest."""
    with history.open(encoding="utf-8", newline="") as file:
        epochs = list(csv.DictReader(file))
    figure = Figure(figsize=(6, 3.6), layout="constrained")
    axes = figure.subplots()
    for column, label in (
        (f"{PROBABILITIES}_accuracy", "training, varied"),
        (f"val_{PROBABILITIES}_accuracy", "PublicTest"),
    ):
        points = [
            (int(row["epoch"]) + 1, float(row[column]))
            for row in epochs
            if row[column] not in ("", "NA")
        ]
        axes.plot([x for x, _ in points], [y for _, y in points], label=label)
    axes.set(xlabel="epoch", ylabel="accuracy")
    axes.legend()
    figure.savefig(path, dpi=110)


def sheet(rows: list[NDArray[np.uint8]], path: Path) -> None:
    """Grey pictures ``uint8[columns, H, W]`` for each row, as one picture, doubled in size."""
    columns = max(len(row) for row in rows)
    height, width = rows[0].shape[1:]
    canvas = np.full((len(rows) * height, columns * width), 255, dtype=np.uint8)
    for index, row in enumerate(rows):
        for place, picture in enumerate(row):
            top, left = index * height, place * width
            canvas[top : top + height, left : left + width] = picture
    doubled = cv2.resize(canvas, None, fx=2, fy=2, interpolation=cv2.INTER_NEAREST)
    cv2.imwrite(str(path), doubled)
