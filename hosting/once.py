"""What a process has one of: made for whoever asks first, and ended with the server.

It is in no cache of Streamlit's: those can be emptied while others work with what is in them.
"""

import threading
from collections.abc import Callable
from contextlib import ExitStack
from functools import wraps
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Made = TypeVar("Made")

AT_END = ExitStack()
"""Closed when the server stops, by the lifespan."""


def once(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """Have ``make`` called once a process, on any thread; what it returned is for all who ask.

    Where it raises, the next one who asks has it called again.
    """
    lock = threading.Lock()
    made: list[Made] = []

    @wraps(make)
    def get(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        with lock:
            if not made:
                made.append(make(*args, **kwargs))
            return made[0]

    return get
