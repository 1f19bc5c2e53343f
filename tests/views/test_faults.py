"""A broken file is told in the visitor's language, with what came and what can be taken."""

import tempfile
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from testkit.clips import write_clip
from testkit.patience import PATIENCE
from transformers.faults import Fault, FileError
from views.words.english import Words
from views.words.language import LANGUAGES


def page(language: str) -> None:
    import streamlit as st

    from transformers.faults import Fault, FileError
    from views.parts.faults import tell_fault

    st.session_state["language"] = language
    for fault in Fault:
        tell_fault("me.jpg", FileError(fault, "8001 x 8001", "64"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_fault_is_one_sentence(language: str) -> None:
    app = AppTest.from_function(page, default_timeout=PATIENCE, args=(language,)).run()
    assert not app.exception
    told = {fault: error.value for fault, error in zip(Fault, app.error, strict=True)}
    for fault, sentence in told.items():
        assert sentence.startswith("**me.jpg** ")
        assert "{" not in sentence
        assert LANGUAGES[language].FAULTS[fault].partition("{")[0] in sentence


def test_the_limit_is_told() -> None:
    app = AppTest.from_function(page, default_timeout=PATIENCE, args=("en",)).run()
    assert any("8001 x 8001 pixels; at most 64 megapixels" in error.value for error in app.error)


def video_page() -> None:
    from views.pages import video

    video.render()


def test_where_the_disk_takes_no_clip_the_page_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    app = AppTest.from_function(video_page, default_timeout=PATIENCE).run()
    clip = write_clip(seconds=0.2, sound=None)
    app.file_uploader[0].set_value(("me.mp4", clip, "video/mp4")).run()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "not-there"))
    (start,) = [button for button in app.button if button.label == "Label this clip"]
    start.click().run()
    assert not app.exception
    assert [error.value for error in app.error] == [f"**me.mp4** {Words.FAULTS[Fault.DISK]}"]


def test_the_log_is_told_what_came() -> None:
    assert str(FileError(Fault.PHOTO_FORMAT, "GIF")) == "a picture of another format (GIF)"
    assert str(FileError(Fault.EMPTY)) == "the file is empty"
