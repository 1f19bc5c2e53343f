"""A recording as one HTML page that opens offline and prints well."""

from collections.abc import Sequence
from datetime import datetime
from html import escape

from models.labels import Expression
from recordings.chart import clock
from recordings.recording import Recording, Track
from recordings.score import Stretch, Summary, summarise
from recordings.sentences import sentences
from recordings.timeline import SCRIPT as TIMELINE_SCRIPT
from recordings.timeline import STYLE as TIMELINE_STYLE
from recordings.timeline import timeline_html
from recordings.words import NAME, ReportWords
from transformers.drawing.palette import COLOURS

# Of the score and the table, which stand on the pages too.
FIGURES_STYLE = """
.fc-score {font-size: 3rem; font-weight: 700; line-height: 1.1}
.fc-told {font-size: 1.15rem; margin: .3rem 0}
.fc-table {border-collapse: collapse; width: 100%; margin: 1rem 0}
.fc-table :is(th, td) {text-align: start; padding: .3rem .6rem;
  border-bottom: 1px solid rgba(128, 128, 128, .35)}
.fc-table :is(td + td, th + th) {text-align: end; font-variant-numeric: tabular-nums}
.fc-swatch {display: inline-block; width: .8em; height: .8em; border-radius: 2px;
  margin-inline-end: .5em; border: 1px solid rgba(0, 0, 0, .3)}
"""
STYLE = """
:root {color-scheme: light dark}
body {font: 16px/1.5 system-ui, sans-serif; max-width: 50rem; margin: 2rem auto; padding: 0 1rem;
  color: #1b1b1b; background: #fff}
h1 {margin: 0} h2 {margin-top: 2.2rem}
.brand {font-weight: 700; color: #0072B2; margin: 0}
.note {color: #555; font-size: .9rem}
section {break-inside: avoid}
@media screen and (prefers-color-scheme: dark) {
  body {color: #ececec; background: #14171a} .note {color: #b4b9be} .brand {color: #56B4E9}
}
@media print {body {margin: 0; max-width: none; font-size: 12px} h2 {margin-top: 1rem}
  * {print-color-adjust: exact}}
"""
ENHANCE = """
for (const chart of document.querySelectorAll(".fc-chart")) enhanceTimeline(chart, null);
"""


def report_html(
    recording: Recording,
    words: ReportWords,
    made: datetime,
    title: str = "",
    marks: Sequence[tuple[float, str]] = (),
) -> str:
    """The whole page, in the language of ``words``; it refers to nothing outside itself.

    ``title`` is the visitor's own, of which nothing but text is taken. So are the names of the
    ``marks``, each a moment in seconds from the recording's start.
    """
    sections = "".join(
        _section(recording, number, track, words) for number, track in _told(recording)
    )
    when, heading = made.strftime("%Y-%m-%d %H:%M"), escape(title.strip() or words.report)
    return (
        f'<!doctype html><html lang="{escape(words.language)}" dir="{escape(words.direction)}">'
        f'<head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width">'
        f"<title>{heading} - {NAME}</title>"
        f"<style>{STYLE}{FIGURES_STYLE}{TIMELINE_STYLE}</style></head><body>"
        f'<p class="brand">{NAME}</p><h1>{heading}</h1>'
        f'<p class="note">{escape(words.made.format(when=when))} '
        f"{escape(words.length.format(length=clock(recording.seconds)))}</p>"
        f"{sections}{_named(marks)}{_tuned(recording, words)}"
        f'<p class="note">{escape(words.meaning)}</p>'
        f"<script>{TIMELINE_SCRIPT}{ENHANCE}</script></body></html>"
    )


def _named(marks: Sequence[tuple[float, str]]) -> str:
    items = "".join(f"<li>{clock(at)} {escape(text)}</li>" for at, text in marks)
    return f"<ul>{items}</ul>" if items else ""


def _tuned(recording: Recording, words: ReportWords) -> str:
    return f'<p class="note">{escape(words.tuned)}</p>' if recording.tuned else ""


def _told(recording: Recording) -> list[tuple[int | None, Track]]:
    """All together; and each by itself where there were several."""
    tracks = list(recording.tracks())
    return tracks if len(recording.faces) > 1 else tracks[:1]


def _section(recording: Recording, number: int | None, track: Track, words: ReportWords) -> str:
    summary = summarise(recording, track)
    name = words.together if number is None else words.face.format(number=number)
    heading = f"<h2>{escape(name)}</h2>" if len(recording.faces) > 1 else ""
    chart = timeline_html(recording, track, words, describe(summary, words))
    return (
        f"<section>{heading}{told_html(recording, track, words)}{score_html(summary, words)}"
        f"{chart}{table_html(summary, words)}</section>"
    )


def told_html(recording: Recording, track: Track, words: ReportWords) -> str:
    """What it amounts to, in sentences."""
    told = " ".join(sentences(recording, track, words))
    return f'<p class="fc-told">{escape(told)}</p>' if told else ""


def score_html(summary: Summary, words: ReportWords) -> str:
    """The score, or that there is none, and the plain count beside it."""
    if summary.score is None:
        return f"<p><strong>{escape(words.no_score)}</strong></p>"
    lines = [
        words.count.format(
            positive=clock(summary.positive_seconds), negative=clock(summary.negative_seconds)
        ),
        words.in_view.format(share=f"{summary.in_view:.0%}"),
        *_stretches(summary, words),
    ]
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        f'<p><span class="fc-score" data-score="{summary.score:.1f}">{summary.score:.0f}</span> '
        f"{escape(words.of_hundred)}</p><ul>{items}</ul>"
    )


def table_html(summary: Summary, words: ReportWords) -> str:
    """Seconds and share of each expression as it was shown, and how likely it was on average."""
    seconds = summary.seconds_by_label
    likely = {label: f"{share:.0%}" for label, share in summary.mean_probabilities.items()}
    total = max(sum(seconds.values()), 1e-9)
    rows = []
    for expression in (*Expression, None):
        shown = words.unsure if expression is None else words.expressions[expression]
        key = "Unsure" if expression is None else expression.label
        rows.append(
            f'<tr><td><span class="fc-swatch" style="background:{COLOURS[expression]}"></span>'
            f"{escape(shown)}</td><td>{seconds[key]:.1f}</td>"
            f"<td>{seconds[key] / total:.0%}</td><td>{likely.get(key, '')}</td></tr>"
        )
    head = "".join(f"<th>{escape(name)}</th>" for name in words.columns)
    return (
        f'<table class="fc-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
        f'<p class="note">{escape(words.readings)}</p>'
    )


def describe(summary: Summary, words: ReportWords) -> str:
    """The timeline in a sentence, for whoever cannot see it."""
    if summary.score is None:
        return words.no_score
    shares = sorted(summary.mean_probabilities.items(), key=lambda item: -item[1])[:3]
    by_label = {expression.label: words.expressions[expression] for expression in Expression}
    most = ", ".join(f"{by_label[label]} {share:.0%}" for label, share in shares)
    return words.timeline_text.format(score=f"{summary.score:.0f}", most=most)


def _stretches(summary: Summary, words: ReportWords) -> list[str]:
    told: list[tuple[str, Stretch | None]] = [
        (words.longest_positive, summary.longest_positive),
        (words.longest_negative, summary.longest_negative),
    ]
    return [
        sentence.format(
            seconds=f"{stretch.seconds:.0f}", start=clock(stretch.start), end=clock(stretch.end)
        )
        for sentence, stretch in told
        if stretch is not None
    ]
