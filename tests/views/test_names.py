"""Names of files are shown, and nothing else is done with them, wherever a page shows them."""

import csv
import io
import re
from typing import Any

import cv2
import numpy as np
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from testkit.clips import write_clip
from testkit.patience import PATIENCE
from testkit.pictures import astronaut
from views.parts.names import LONGEST, as_text, download_name

HOSTILE = [
    "[x](javascript:alert(1)).jpg",
    "![](https://x.example/seen.png)",
    "<img src=x onerror=alert(1)>.jpg",
    "https://x.example/me.jpg",
    "www.x.example",
    "WWW.x.example",
    "me www.x.example",
    "me@x.example",
    ":material/home:",
    ":smile:",
    ":red[stop]",
    "$\\frac{1}{2}$",
    "**bold**",
    "_me_",
    "a -> b",
    "a--b",
    "# Title",
    "1. one",
    "- one",
    "> said",
    "| a | b |",
    "`code` [x](https://x.example)",
    "``` x",
    "line\n\n# Title",
    "line\r\n- one",
    "line\u2028- one",
    "{name}{0.__class__}",
    "&lt;b&gt;",
    "\\",
    "",
]
CODE_SPAN = re.compile(r"`[^`\n\r\u2028\u202e]+`")


@pytest.mark.parametrize("name", HOSTILE)
def test_markdown_finds_nothing_in_it(name: str) -> None:
    assert CODE_SPAN.fullmatch(as_text(name))
    assert as_text(name).isprintable()


def test_signs_that_turn_the_writing_are_left_out() -> None:
    assert as_text("me\u202egpj.exe") == "megpj.exe"


@pytest.mark.parametrize("name", ["me.jpg", "Bild 3.png", "a-b_c.heic", "Müller.webp", "日本.mp4"])
def test_an_ordinary_name_is_text_as_it_is(name: str) -> None:
    assert as_text(name) == name


@pytest.mark.parametrize(
    "name", [*HOSTILE, "\u202egpj.exe", "../../etc/passwd.jpg", "a\\b.jpg", "x" * 9_999, "."]
)
def test_a_download_is_called_like_a_file(name: str) -> None:
    given = download_name(name, "jpg")
    assert re.fullmatch(r"facecue-.*\.jpg", given)
    assert given.isprintable()
    assert not set('\\/:*?"<>|') & set(given)
    assert len(given) <= LONGEST + len("facecue-.jpg")


def test_a_download_keeps_its_name() -> None:
    assert download_name("a.b.jpeg", "jpg") == "facecue-a.b.jpg"
    assert download_name("photo", "jpg") == "facecue-photo.jpg"


def photo_page() -> None:
    from views.pages import photo

    photo.render()


def test_the_photo_page_shows_names_and_obeys_none(monkeypatch: pytest.MonkeyPatch) -> None:
    portrait = cv2.imencode(".jpg", astronaut())[1].tobytes()
    blank = cv2.imencode(".jpg", np.zeros((90, 90, 3), dtype=np.uint8))[1].tobytes()
    names = ("=cmd|'x'!A0 :material/home:.jpg", "![](https://x.example/seen).jpg", ":red[torn].jpg")
    downloads: list[dict[str, Any]] = []
    monkeypatch.setattr(st, "download_button", lambda label, data, **more: keep(data, more))

    def keep(data: Any, more: dict[str, Any]) -> bool:
        downloads.append(more | {"data": data})
        return False

    page = AppTest.from_function(photo_page, default_timeout=PATIENCE).run()
    page.file_uploader[0].set_value(
        [
            (name, content, "image/jpeg")
            for name, content in zip(names, (portrait, blank, b"torn"), strict=True)
        ]
    )
    page.run()
    assert not page.exception
    captions = [picture.proto.imgs[0].caption for picture in page.image]
    assert [caption.rpartition("`")[0] + "`" for caption in captions] == [
        f"`{name}`" for name in names[:2]
    ]
    (fault,) = page.error
    assert fault.value.startswith(f"**`{names[2]}`** ")
    picture, told = downloads
    assert picture["file_name"] == "facecue-=cmd_'x'!A0 _material_home_.jpg"
    (row,) = csv.DictReader(io.StringIO(told["data"]))
    assert row["file"] == f"'{names[0]}"


def video_page() -> None:
    from views.pages import video

    video.render()


def test_the_video_page_shows_a_name_and_obeys_it_not() -> None:
    page = AppTest.from_function(video_page, default_timeout=PATIENCE).run()
    name = "[x](javascript:alert(1)).mp4"
    clip = write_clip(seconds=0.2, sound=None)
    page.file_uploader[0].set_value((name, clip, "video/mp4")).run()
    assert not page.exception
    told = [text.value for text in page.markdown if "pixels," in text.value]
    assert [text.partition(": ")[0] for text in told] == [f"`{name}`"]
