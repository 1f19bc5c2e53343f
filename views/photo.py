"""The photo page: faces of uploaded or taken pictures, for whom the live page cannot serve too."""

import csv
import io
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import streamlit as st
from numpy.typing import NDArray
from streamlit.navigation.page import StreamlitPage

from hosting.capacity import spare_megabytes
from models.classifier import Classifier
from models.labels import Expression
from transformers.canvas import picture_canvas
from transformers.face import Face
from transformers.faults import FileError
from transformers.overlay import Overlay
from transformers.photo import examine_photo
from views.faults import tell_fault
from views.language import words
from views.panel import STYLE, face_html
from views.service import settings_and_classifier

PREVIEW_SIDE = 1400  # pixels: what is shown; the download has the full size
PREVIEW_QUALITY, DOWNLOAD_QUALITY = 85, 94
SUFFIXES = ("jpg", "jpeg", "png", "webp", "heic", "heif")


@dataclass(frozen=True)
class Result:
    """What is kept of a photo while it is on the page."""

    name: str
    faces: list[Face]
    preview: bytes  # JPEG
    annotated: bytes  # JPEG, full size


def page() -> StreamlitPage:
    """Its place in the navigation."""
    return st.Page(render, title=words.PHOTO_PAGE, icon=":material/photo_camera:", url_path="photo")


def render() -> None:
    """Draw the page."""
    st.title(words.PHOTO_TITLE)
    st.markdown(words.PHOTO_PROMISE)
    service = settings_and_classifier()
    if service is None:
        return
    _, classifier = service
    upload, camera = st.tabs([words.PHOTO_UPLOAD, words.PHOTO_TAKE])
    with upload:
        files = st.file_uploader(
            words.PHOTO_UPLOAD_LABEL, type=SUFFIXES, accept_multiple_files=True
        )
    with camera:
        taken = st.camera_input(words.PHOTO_TAKE_LABEL)
    _show_all([*(files or []), *([taken] if taken else [])], classifier)


def _show_all(files: list[Any], classifier: Classifier) -> None:
    known: dict[str, Result | FileError] = st.session_state.get("photos", {})
    # Only what is on the page is kept.
    results = {file.file_id: known.get(file.file_id) for file in files}
    for file in files:
        if results[file.file_id] is None:
            with st.spinner(words.PHOTO_WORKING.format(name=file.name)):
                results[file.file_id] = _examine(file, classifier)
        st.session_state["photos"] = results
        result = results[file.file_id]
        if isinstance(result, Result):
            _show(file.file_id, result)
        elif result is not None:
            tell_fault(file.name, result)
    st.session_state["photos"] = results
    shown = [result for result in results.values() if isinstance(result, Result)]
    if any(result.faces for result in shown):
        _show_table(shown)


def _examine(file: Any, classifier: Classifier) -> Result | FileError:
    """The result, or why there is none."""
    try:
        photo = examine_photo(file.getvalue(), classifier, spare_memory=spare_megabytes)
    except FileError as error:
        return error
    picture = photo.picture
    Overlay(numbers=True, names=words.EXPRESSIONS).draw(picture_canvas(picture), photo.faces)
    scale = min(1.0, PREVIEW_SIDE / max(picture.shape[:2]))
    preview = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return Result(
        name=file.name,
        faces=photo.faces,
        preview=_jpeg(np.asarray(preview, dtype=np.uint8), PREVIEW_QUALITY),
        annotated=_jpeg(picture, DOWNLOAD_QUALITY),
    )


def _show(key: str, result: Result) -> None:
    with st.container(border=True):
        picture, beside = st.columns([3, 2], gap="large")
        with picture:
            st.image(result.preview, caption=_caption(result))
            if result.faces:
                st.download_button(
                    words.PHOTO_DOWNLOAD,
                    result.annotated,
                    file_name=f"facecue-{result.name.rpartition('.')[0] or result.name}.jpg",
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
    return f"{result.name}: {labels or words.PHOTO_NO_FACE_SHORT}"


def _show_table(results: list[Result]) -> None:
    st.subheader(words.PHOTO_TABLE)
    rows = [
        {
            words.PHOTO_COLUMNS[0]: result.name,
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
        photos_csv(results),
        file_name="facecue-photos.csv",
        mime="text/csv",
        on_click="ignore",
    )


def photos_csv(results: list[Result]) -> str:
    """A row for each face: file, number, label, seven probabilities, and the box in pixels."""
    text = io.StringIO()
    writer = csv.writer(text)
    names = [expression.label.lower() for expression in Expression]
    writer.writerow(["file", "face", "label", *names, "left", "top", "width", "height"])
    for result in results:
        for face in result.faces:
            figures = [round(float(value), 4) for value in face.probabilities]
            writer.writerow([result.name, face.track_id, face.label, *figures, *face.box])
    return text.getvalue()


def _jpeg(picture: NDArray[np.uint8], quality: int) -> bytes:
    done, content = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise RuntimeError("OpenCV could not write a JPEG")
    return content.tobytes()
