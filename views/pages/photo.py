"""The photo page: faces of uploaded or taken pictures, for whom the live page cannot serve too."""

from collections import Counter
from typing import Any

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from models.personal import Baseline
from recordings.photos import photos_csv
from transformers.drawing.overlay import Overlay
from transformers.faults import FileError
from uploads.client import Uploads
from views.holding import has_too_many_photos
from views.parts.faults import tell_fault
from views.parts.names import as_text, download_name
from views.parts.panel import STYLE, face_html
from views.parts.pictures import show_jpeg
from views.parts.tuning import wanted_baseline
from views.photo_results import PhotoResults, Result
from views.service import settings_and_classifier, uploads
from views.state import visit
from views.words.language import plural, words

PATH = "photo"  # of the page, in its address
MOST_LARGE = 2  # photos that are shown large; more are a grid
COLUMNS = 3  # of the grid


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
    photos = visit().photos
    with upload:
        files = st.file_uploader(
            words.PHOTO_UPLOAD_LABEL,
            accept_multiple_files=True,
            key=f"photos-{visit().name}-{photos.clears}",
        )
    with camera:
        taken = st.camera_input(words.PHOTO_TAKE_LABEL, key=f"taken-{visit().name}-{photos.clears}")
    baseline = wanted_baseline()
    on_page = [*(files or []), *([taken] if taken else [])]
    photos.arrange({file.file_id for file in on_page}, came_back=visit().previous_page != PATH)
    photos.make_room(has_too_many_photos)
    _examine_all(on_page, photos, uploads(settings), baseline)
    results = {one: photo for one, photo in photos.by_file.items() if isinstance(photo, Result)}
    if not results:
        return
    if len(results) > 1:
        _summarise(list(results.values()))
    _show_all(results)
    with st.container(horizontal=True):
        if any(result.faces for result in results.values()):
            _offer_table(list(results.values()))
        st.button(words.PHOTO_CLEAR, on_click=_clear)


def _clear() -> None:
    visit().photos.clear()


def _examine_all(
    files: list[Any], photos: PhotoResults, uploads: Uploads, baseline: Baseline | None
) -> None:
    """Look at what is new, and tell what is wrong with it."""
    for file in files:
        if not _is_seen(photos.by_file.get(file.file_id), baseline):
            with st.spinner(words.PHOTO_WORKING.format(name=as_text(file.name))):
                photos.by_file[file.file_id] = _examine(file, uploads, baseline)
                photos.make_room(has_too_many_photos)
    for file in files:
        result = photos.by_file[file.file_id]
        if isinstance(result, FileError):
            tell_fault(file.name, result)


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


def _show_all(results: dict[str, Result]) -> None:
    """A few photos large, with the bars of each face; many in a grid."""
    if len(results) <= MOST_LARGE:
        for key, result in results.items():
            with st.container(border=True):
                picture, beside = st.columns([3, 2], gap="large")
                with picture:
                    _show(key, result)
                with beside:
                    _tell_faces(result)
        return
    for first in range(0, len(results), COLUMNS):
        row = list(results.items())[first : first + COLUMNS]
        for column, (key, result) in zip(st.columns(COLUMNS), row, strict=False):
            with column.container(border=True):
                _show(key, result)
                if result.faces:
                    with st.expander(words.PHOTO_FIGURES):
                        _tell_faces(result)


def _show(key: str, result: Result) -> None:
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


def _tell_faces(result: Result) -> None:
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


def _summarise(results: list[Result]) -> None:
    """How many there are, and how many of their faces look how."""
    faces = [face for result in results for face in result.faces]
    counts = Counter(face.expression for face in faces)
    looks = ", ".join(
        f"{words.EXPRESSIONS[expression]} {count}" for expression, count in counts.most_common()
    )
    photos = plural(words.PHOTO_COUNT, len(results)).format(count=len(results))
    told = f"{photos}, {len(faces)} {plural(words.FACES, len(faces))}"
    st.header(f"{told}: {looks}" if looks else told)


def _offer_table(results: list[Result]) -> None:
    st.download_button(
        words.PHOTO_CSV,
        photos_csv([(result.name, result.faces) for result in results]),
        file_name="facecue-photos.csv",
        mime="text/csv",
        on_click="ignore",
    )
