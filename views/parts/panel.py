"""What stands beside the video: state, probabilities of the main face, rates."""

from html import escape

from models.labels import Expression
from transformers.drawing.overlay import with_confidence
from transformers.drawing.palette import COLOURS
from transformers.status import Status
from transformers.types import Face
from views.live_state import LiveState
from views.words.language import plural, words

STATE_COLOURS = {
    LiveState.LIVE: "#009E73",
    LiveState.NO_FACE: "#E69F00",
    LiveState.CAMERA_OFF: "#E69F00",
    LiveState.BLOCKED: "#D55E00",
    LiveState.FAILED: "#D55E00",
    LiveState.LOST: "#D55E00",
    LiveState.TOO_LARGE: "#D55E00",
}
IDLE_COLOUR = "#8A8A8A"

STYLE = """
<style>
.fc-state {display: flex; align-items: baseline; gap: .5rem; flex-wrap: wrap}
.fc-state b {font-size: 1.25rem}
.fc-dot {width: .8rem; height: .8rem; border-radius: 50%; flex: none}
.fc-face {display: flex; justify-content: space-between; font-size: 1.1rem; margin-bottom: .4rem}
.fc-row {display: grid; grid-template-columns: 5.2rem 1fr 3rem; gap: .5rem; align-items: center;
  line-height: 1.7}
.fc-row span:last-child {text-align: end; font-variant-numeric: tabular-nums}
.fc-track {height: .8rem; border-radius: .4rem; background: rgba(128, 128, 128, .22);
  overflow: hidden}
.fc-bar {height: 100%; border-radius: .4rem; box-shadow: inset 0 0 0 1px rgba(0, 0, 0, .25)}
.fc-rates {display: flex; gap: 1.2rem; flex-wrap: wrap; font-size: .9rem; opacity: .85}
.fc-rates b {font-size: 1.1rem; font-variant-numeric: tabular-nums}
</style>
"""


def state_html(state: LiveState) -> str:
    """The state in a word, and what to do about it."""
    name, advice = words.STATES[state]
    colour = STATE_COLOURS.get(state, IDLE_COLOUR)
    return (
        f'{STYLE}<div class="fc-state" role="status" data-state="{state.name.lower()}">'
        f'<span class="fc-dot" style="background:{colour}" aria-hidden="true"></span>'
        f"<b>{escape(name)}</b><span>{escape(advice)}</span></div>"
    )


def face_html(face: Face | None, title: str = "") -> str:
    """The seven probabilities of one face as bars with their figures; empty ones for no face."""
    answer = words.NO_MAIN_FACE
    if face is not None:
        answer = with_confidence(words.EXPRESSIONS[face.expression], face)
    label = face.label if face else ""
    rows = "".join(
        _bar_html(expression, float(face.probabilities[expression]) if face else None)
        for expression in Expression
    )
    return (
        f'<div class="fc-face"><span>{escape(title or words.MAIN_FACE)}</span>'
        f'<b data-label="{escape(label)}">{escape(answer)}</b></div>{rows}'
    )


def _bar_html(expression: Expression, probability: float | None) -> str:
    figure = "" if probability is None else f"{probability:.0%}"
    style = f"width:{probability or 0:.1%};background:{COLOURS[expression]}"
    return (
        f'<div class="fc-row"><span>{escape(words.EXPRESSIONS[expression])}</span>'
        f'<div class="fc-track" aria-hidden="true"><div class="fc-bar" style="{style}"></div></div>'
        f"<span>{figure}</span></div>"
    )


def rates_html(status: Status) -> str:
    """Number of faces, frames a second, milliseconds a frame, and errors where there are any."""
    faces = len(status.faces)
    figures = (
        (f"{faces}", plural(words.FACES, faces)),
        (f"{status.frames_per_second:.0f}", words.FRAMES_PER_SECOND),
        (f"{status.milliseconds:.0f}", words.MILLISECONDS),
    )
    cells = "".join(f"<span><b>{figure}</b> {escape(unit)}</span>" for figure, unit in figures)
    errors = ""
    if status.errors:
        sentence = plural(words.ERRORS, status.errors).format(errors=status.errors)
        errors = f'<p role="alert">{escape(sentence)}</p>'
    return f'<div class="fc-rates">{cells}</div>{errors}'
