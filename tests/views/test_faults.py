"""A broken file is told in the visitor's language, with what came and what can be taken."""

import pytest
from streamlit.testing.v1 import AppTest

from transformers.faults import Fault, FileError
from views.language import LANGUAGES


def page(language: str, fault: str, got: str, limit: str) -> None:
    import streamlit as st

    from transformers.faults import Fault, FileError
    from views.faults import tell_fault

    st.session_state["language"] = language
    tell_fault("me.jpg", FileError(Fault[fault], got, limit))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("fault", Fault)
def test_a_fault_is_one_sentence(language: str, fault: Fault) -> None:
    app = AppTest.from_function(
        page, default_timeout=20, args=(language, fault.name, "8001 x 10", "8000")
    ).run()
    assert not app.exception
    (told,) = app.error
    assert told.value.startswith("**me.jpg** ")
    assert "{" not in told.value
    assert LANGUAGES[language].FAULTS[fault].partition("{")[0] in told.value


def test_the_limit_is_told() -> None:
    app = AppTest.from_function(
        page, default_timeout=20, args=("en", "PHOTO_SIZE", "8001 x 10", "8000")
    ).run()
    assert "8001 x 10 pixels; at most 8000" in app.error[0].value


def test_the_log_is_told_what_came() -> None:
    assert str(FileError(Fault.PHOTO_FORMAT, "GIF")) == "a picture of another format (GIF)"
    assert str(FileError(Fault.EMPTY)) == "the file is empty"
