"""The photo page: faces of uploaded or taken pictures, for whom the live page cannot serve too."""

from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from models.labels import Expression
from models.personal import Baseline
from recordings.photos import photos_csv
from recordings.table import plain_cell
from transformers.drawing.overlay import Overlay
from transformers.faults import FileError
from transformers.types import Face
from uploads.client import Uploads
from views.parts.faults import tell_fault
from views.parts.names import as_text, download_name
from views.parts.panel import STYLE, face_html
from views.parts.pictures import show_jpeg
from views.parts.tuning import wanted_baseline
from views.service import settings_and_classifier, uploads
from views.state import visit
from views.words.language import words

PATH = "photo"  # of the page, in its address
SUFFIXES = ("jpg", "jpeg", "png", "webp", "heic", "heif")


@dataclass(frozen=True)
class Result:
    """What is kept of a photo while it is on the page."""

    name: str
    faces: list[Face]
    tuned: bool  # the largest face is the visitor's own
    preview: bytes  # JPEG
    annotated: bytes  # JPEG, full size


def page() -> StreamlitPage:
    """Its place in the navigation."""
    return st.Page(render, title=words.PHOTO_PAGE, url_path=PATH)


def render() -> None:
    """Draw the page."""
    st.title(words.PHOTO_TITLE)
    st.markdown(words.PHOTO_PROMISE)
    service = settings_and_classifier()
    if service is None:
        return
    settings, _ = service
    upload, camera = st.tabs([words.PHOTO_UPLOAD, words.PHOTO_TAKE])
    with upload:
        files = st.file_uploader(
            words.PHOTO_UPLOAD_LABEL, type=SUFFIXES, accept_multiple_files=True
        )
    with camera:
        taken = st.camera_input(words.PHOTO_TAKE_LABEL)
    baseline = wanted_baseline()
    _show_all([*(files or []), *([taken] if taken else [])], uploads(settings), baseline)


def _show_all(files: list[Any], uploads: Uploads, baseline: Baseline | None) -> None:
    known = visit().photos
    # Only what is on the page is kept.
    ids = [file.file_id for file in files]
    results = visit().photos = {one: known[one] for one in ids if one in known}
    for file in files:
        if not _is_seen(results.get(file.file_id), baseline):
            with st.spinner(words.PHOTO_WORKING.format(name=as_text(file.name))):
                results[file.file_id] = _examine(file, uploads, baseline)
        result = results[file.file_id]
        if isinstance(result, Result):
            _show(file.file_id, result)
        else:
            tell_fault(file.name, result)
    shown = [result for result in results.values() if isinstance(result, Result)]
    if any(result.faces for result in shown):
        _show_table(shown)


def _is_seen(result: Result | FileError | None, baseline: Baseline | None) -> bool:
    """Whether it need not be looked at again."""
    if isinstance(result, Result):
        return result.tuned == (baseline is not None)
    return result is not None


def _examine(file: Any, uploads: Uploads, baseline: Baseline | None) -> Result | FileError:
    """The result, or why there is none."""
    try:
        photo = uploads.see(file, Overlay(numbers=True, names=words.DRAWN_EXPRESSIONS), baseline)
    except FileError as error:
        return error.alone()
    return Result(file.name, photo.faces, baseline is not None, photo.shown, photo.annotated)


def _show(key: str, result: Result) -> None:
    with st.container(border=True):
        picture, beside = st.columns([3, 2], gap="large")
        with picture:
            show_jpeg(result.preview, _caption(result))
            if result.faces:
                st.download_button(
                    words.PHOTO_DOWNLOAD,
                    result.annotated,
                    file_name=download_name(result.name, "jpg"),
                    mime="image/jpeg",
                    on_click="ignore",
                    key=f"download-{key}",
                )
        with beside:
            if not result.faces:
                st.info(words.PHOTO_NO_FACE)
            for face in result.faces:
                title = words.PHOTO_FACE.format(number=face.track_id)
                st.html(f"{STYLE}{face_html(face, title)}")


def _caption(result: Result) -> str:
    """What the picture shows, also for whoever cannot see it."""
    labels = ", ".join(
        f"{face.track_id}: {words.EXPRESSIONS[face.expression]}" for face in result.faces
    )
    return f"{as_text(result.name)}: {labels or words.PHOTO_NO_FACE_SHORT}"


def _show_table(results: list[Result]) -> None:
    st.subheader(words.PHOTO_TABLE)
    rows = [
        {
            words.PHOTO_COLUMNS[0]: plain_cell(result.name),  # the table has its own download
            words.PHOTO_COLUMNS[1]: face.track_id,
            words.PHOTO_COLUMNS[2]: words.EXPRESSIONS[face.expression],
        }
        | {
            words.EXPRESSIONS[expression]: f"{float(face.probabilities[expression]):.0%}"
            for expression in Expression
        }
        for result in results
        for face in result.faces
    ]
    st.dataframe(rows, hide_index=True)
    st.download_button(
        words.PHOTO_CSV,
        photos_csv([(result.name, result.faces) for result in results]),
        file_name="facecue-photos.csv",
        mime="text/csv",
        on_click="ignore",
    )
