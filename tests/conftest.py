"""What several tests need."""

import gc
import os
from pathlib import Path

import pytest

from models.classifier import Classifier, load_classifier

HERE = Path(__file__).parent

# With oneDNN, TensorFlow 2.21 crashes on some processors (seen on an AMD EPYC with AVX-512) where
# several networks are trained in one process, as only tests do.
os.environ.setdefault("TF_ENABLE_ONEDNN_OPTS", "0")

# What `make check` leaves out: tests that start a server, a browser or workers, or train.
SLOW = (
    "benchmarks",
    "browser",
    "hosting/house",
    "hosting/http",
    "hosting/test_logs.py",
    "hosting/test_places.py",
    "hosting/test_sandbox.py",
    "hosting/test_streams.py",
    "hosting/test_workers.py",
    "models/test_classifier.py",
    "models/training",
    "rooms",
    "test_examples.py",
    "test_imports.py",
    "transformers/media",
    "transformers/test_live_pipeline.py",
    "transformers/test_loopback.py",
    "uploads",
    "views/test_names.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the slow ones."""
    folders = [HERE / name for name in SLOW]
    for item in items:
        if any(item.path.is_relative_to(folder) for folder in folders):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="module", autouse=True)
def _quick_collections() -> None:
    """Leave what is there already, TensorFlow for one, out of the collections to come.

    Streamlit makes a full one after each run of a page: seconds, where a million objects are looked
    at again and again.
    """
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    """The shipped network."""
    return load_classifier()
