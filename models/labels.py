"""The seven expressions, in FER2013's order. Every probability vector in the project follows it."""

from enum import IntEnum


class Expression(IntEnum):
    """An expression and its index in a probability vector."""

    ANGRY = 0
    DISGUST = 1
    FEAR = 2
    HAPPY = 3
    SAD = 4
    SURPRISE = 5
    NEUTRAL = 6

    @property
    def label(self) -> str:
        """The word that is shown: ``"Happy"`` for ``Expression.HAPPY``."""
        return self.name.capitalize()


LABELS: tuple[str, ...] = tuple(expression.label for expression in Expression)
