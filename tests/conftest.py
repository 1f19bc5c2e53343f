"""What several tests need."""

import pytest

from models.classifier import Classifier, load_classifier


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    """The shipped network."""
    return load_classifier()
