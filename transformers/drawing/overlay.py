"""Drawing faces on a frame."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from models.labels import Expression
from transformers.drawing.canvas import Canvas
from transformers.drawing.lettering import CAPITAL, text_size
from transformers.drawing.palette import bgr, ink
from transformers.types import UNSURE_LABEL, Box, Face

TEXT_SHARE = 1 / 22  # height of the label's text by the frame's shorter side
SMALLEST_TEXT = 9  # pixels
BARS_SHARE = 0.55  # width of the probability bars by the face's
SHADE = 0.35  # brightness of the picture behind the bars
BLACK = (0, 0, 0)
WHITE = (255, 255, 255)

ENGLISH: Mapping[Expression | None, str] = {
    **{expression: expression.label for expression in Expression},
    None: UNSURE_LABEL,
}


@dataclass(frozen=True)
class Overlay:
    """What is drawn on each face."""

    box: bool = True
    label: bool = True
    bars: bool = False
    numbers: bool = False  # each face's number before its label
    names: Mapping[Expression | None, str] = field(default_factory=lambda: ENGLISH)

    def draw(self, canvas: Canvas, faces: Sequence[Face]) -> None:
        """Draw ``faces``, whose boxes are in pixels of the canvas."""
        text_height = max(SMALLEST_TEXT, min(canvas.height, canvas.width) * TEXT_SHARE)
        if self.bars:
            for face in faces:
                _draw_bars(canvas, face, text_height, self.names)
        if self.box:
            for face in faces:
                _draw_box(canvas, face, thickness=max(2, round(text_height / 7)))
        if self.label:
            _draw_labels(canvas, faces, [self._text(face) for face in faces], text_height)

    def _text(self, face: Face) -> str:
        text = with_confidence(self.names[face.expression], face)
        return f"{face.track_id}  {text}" if self.numbers else text


def with_confidence(name: str, face: Face) -> str:
    """``name`` and how likely it is, where that can be said: ``"Happy 93%"``."""
    return name if face.confidence is None else f"{name} {face.confidence:.0%}"


def _draw_box(canvas: Canvas, face: Face, thickness: int) -> None:
    canvas.frame(face.box, BLACK, thickness + 2)  # the rim that shows on a like background
    canvas.frame(face.box, bgr(face.expression), thickness)


def _draw_labels(
    canvas: Canvas, faces: Sequence[Face], texts: Sequence[str], text_height: float
) -> None:
    scale, stroke = text_height / CAPITAL, max(1, round(text_height / 24))
    pad = round(text_height / 3)
    tabs: list[Box] = []
    for face, text in zip(faces, texts, strict=True):
        width, height = text_size(text, scale, stroke)
        others = [other.box for other in faces if other is not face]
        tab = _place_tab(face.box, (width + 2 * pad, height + 2 * pad), canvas, tabs, others)
        tabs.append(tab)
        canvas.fill(tab, bgr(face.expression))
        canvas.frame(tab, BLACK, 1)
        baseline = (tab.x + pad, tab.y + pad + height)
        canvas.write(text, baseline, scale, ink(face.expression), stroke)


def _place_tab(
    box: Box, size: tuple[int, int], canvas: Canvas, tabs: Sequence[Box], others: Sequence[Box]
) -> Box:
    """Where it hides least of the other labels (``tabs``), and then of the other faces.

    The first of these places: above the face, below it, inside it, at its left side or its right.
    Never beyond the frame.
    """
    width, height = size
    most_x, most_y = max(0, canvas.width - width), max(0, canvas.height - height)
    above, below = box.y - height, box.y + box.h
    rows = [y for y in (above, below, box.y, below - height) if 0 <= y <= most_y] or [
        min(max(0, box.y), most_y)
    ]
    places = [
        Box(min(max(0, x), most_x), y, width, height)
        for x in (box.x, box.x + box.w - width)
        for y in rows
    ]
    free = (place for place in places if not _hidden(place, tabs) and not _hidden(place, others))
    return next(free, None) or min(
        places, key=lambda place: (_hidden(place, tabs), _hidden(place, others))
    )


def _hidden(place: Box, boxes: Sequence[Box]) -> int:
    """Pixels of ``boxes`` that lie under ``place``."""
    return sum(place.shared(box) for box in boxes)


def _draw_bars(
    canvas: Canvas, face: Face, text_height: float, labels: Mapping[Expression | None, str]
) -> None:
    """Seven bars beside the face, on the side that has more room."""
    x, y, w, _ = face.box
    row = max(6, round(text_height * 0.9))
    scale, pad = 0.62 * row / CAPITAL, max(2, row // 5)
    names = [labels[expression] for expression in Expression]
    name_width = max(text_size(name, scale, 1)[0] for name in names) + 2 * pad
    width = min(name_width + max(2 * row, round(w * BARS_SHARE)) + pad, canvas.width)
    height = min(row * len(names) + 2 * pad, canvas.height)
    left = x + w if canvas.width - (x + w) >= x else x - width
    left = max(0, min(left, canvas.width - width))
    top = max(0, min(y, canvas.height - height))
    canvas.shade(Box(left, top, width, height), SHADE)
    longest = width - name_width - pad
    for index, (expression, name) in enumerate(zip(Expression, names, strict=True)):
        bottom = top + pad + (index + 1) * row
        length = max(1, round(longest * float(face.probabilities[expression])))
        canvas.write(name, (left + pad, bottom - pad), scale, WHITE, 1)
        bar = Box(left + name_width, bottom - row + pad, length, max(1, row - 2 * pad))
        canvas.fill(bar, bgr(expression))
