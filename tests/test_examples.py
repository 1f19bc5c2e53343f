"""The examples in the docstrings give what they say."""

import doctest
from importlib import import_module

import pytest

from tests.test_imports import PACKAGES, ROOT, modules

WITH_EXAMPLES = [
    name
    for name in modules(*PACKAGES)
    if (path := (ROOT / name.replace(".", "/")).with_suffix(".py")).exists()
    and ">>> " in path.read_text()
]


def test_there_are_examples() -> None:
    assert {"transformers.pipeline", "recordings.table"} <= set(WITH_EXAMPLES)


@pytest.mark.parametrize("name", WITH_EXAMPLES)
def test_the_examples_are_true(name: str) -> None:
    outcome = doctest.testmod(import_module(name))
    assert outcome.attempted > 0
    assert outcome.failed == 0
