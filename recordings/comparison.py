"""The recordings of a visit side by side: score, time in view, and what was likely in each."""

from collections.abc import Sequence
from html import escape

from models.labels import Expression
from recordings.recording import Recording
from recordings.score import Summary, summarise
from recordings.words import ReportWords
from transformers.drawing.palette import COLOURS

# The class is named twice, so as to outweigh what the page has for lists.
STYLE = """
.fc-takes.fc-takes {display: grid; gap: 1rem; padding: 0; margin: 0; list-style: none;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr))}
.fc-takes.fc-takes li {border: 1px solid rgba(128, 128, 128, .35); border-radius: .75rem; margin: 0;
  padding: .8rem 1rem}
.fc-takes.fc-takes li[data-chosen] {border-color: currentColor}
.fc-takes.fc-takes p {margin: 0; font-size: .9rem}
.fc-takes.fc-takes .fc-take-score {font-size: 2rem; font-weight: 700; line-height: 1.3}
.fc-takes.fc-takes small {font-size: .9rem; font-weight: 400}
.fc-take-bar {display: flex; height: .9rem; border-radius: .45rem; overflow: hidden;
  margin: .4rem 0; background: rgba(128, 128, 128, .22)}
"""
LEAST_SHARE = 0.05  # of the seconds shown, from which an expression is named


def comparison_html(
    recordings: Sequence[Recording], names: Sequence[str], chosen: int, words: ReportWords
) -> str:
    """A card for each, the newest first. ``chosen`` is the one whose result is on the page.

    Beside the score stands by how much it is above or below that of the recording before.
    """
    summaries = [summarise(recording, recording.together) for recording in recordings]
    cards = [
        _card(summaries[index], names[index], _change(summaries, index), index == chosen, words)
        for index in reversed(range(len(recordings)))
    ]
    return f'<style>{STYLE}</style><ul class="fc-takes">{"".join(cards)}</ul>'


def _change(summaries: Sequence[Summary], index: int) -> str:
    now, before = summaries[index].score, summaries[index - 1].score if index else None
    if now is None or before is None:
        return ""
    change = round(now) - round(before)
    return f" <small>({change:+d})</small>".replace("-", "\N{MINUS SIGN}") if change else ""


def _card(summary: Summary, name: str, change: str, chosen: bool, words: ReportWords) -> str:
    score = f'<p class="fc-take-score">-</p><p>{escape(words.no_score)}</p>'
    if summary.score is not None:
        score = (
            f'<p class="fc-take-score">{summary.score:.0f}{change}</p>'
            f"<p>{escape(words.of_hundred)}</p>{_shown(summary, words)}"
            f"<p>{escape(words.in_view.format(share=f'{summary.in_view:.0%}'))}</p>"
        )
    mark = " data-chosen" if chosen else ""
    return f"<li{mark}><p><strong>{escape(name)}</strong></p>{score}</li>"


def _shown(summary: Summary, words: ReportWords) -> str:
    """What stood on the picture, as a bar and in words, the longest first."""
    seconds = summary.seconds_by_label
    total = max(sum(seconds.values()), 1e-9)
    shares = {
        expression: seconds["Unsure" if expression is None else expression.label] / total
        for expression in (*Expression, None)
    }
    parts = "".join(
        f'<span style="width:{share:.1%};background:{COLOURS[expression]}"></span>'
        for expression, share in shares.items()
        if share
    )
    longest = sorted(shares, key=lambda one: -shares[one])
    told = ", ".join(
        f"{words.unsure if one is None else words.expressions[one]} {shares[one]:.0%}"
        for one in longest
        if shares[one] >= LEAST_SHARE
    )
    return f'<div class="fc-take-bar" aria-hidden="true">{parts}</div><p>{escape(told)}</p>'
