"""What a report says; `views.words` has it in each language."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.labels import Expression

NAME = "FaceCue"  # of the app, in every language


@dataclass(frozen=True)
class ReportWords:
    """What a report says; curly brackets hold what is filled in."""

    language: str  # as in HTML's lang
    direction: str  # as in HTML's dir
    report: str
    made: str  # {when}
    length: str  # {length}
    together: str
    face: str  # {number}
    of_hundred: str
    no_score: str
    count: str  # {positive}, {negative}
    in_view: str  # {share}
    longest_positive: str  # {seconds}, {start}, {end}
    longest_negative: str  # {seconds}, {start}, {end}
    looks: Mapping[Expression, str]  # as an adjective
    looked_all: str  # {first}
    looked_most: str  # {first}
    looked_mixed: str  # {first}, {second}
    looked_from: str  # {start}, {end}, {look}
    out_of_view: str  # {share}
    timeline: str
    seek: str  # the name of the control that goes along the timeline
    score_at: str  # {score}
    nobody_at: str
    best: str  # {time}, {score}
    weakest: str  # {time}, {score}
    figures: str
    timeline_text: str  # {score}, {most}
    columns: tuple[str, str, str, str]
    readings: str
    expressions: Mapping[Expression, str]
    unsure: str
    tuned: str
    meaning: str
