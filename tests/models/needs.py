"""What some tests need that not every environment has."""

from importlib.util import find_spec

import pytest

NEEDS_TENSORFLOW = pytest.mark.skipif(
    find_spec("tensorflow") is None, reason="tensorflow-cpu is not installed"
)
