"""What of a visit's photos is kept, and for how long."""

from collections.abc import Iterator

import pytest

from hosting.http import held
from transformers.faults import Fault, FileError
from views.photo_results import PhotoResults, Result


def result(size: int = 1000) -> Result:
    return Result("me.jpg", [], False, b"", bytes(size))


def test_what_is_removed_from_the_page_goes() -> None:
    photos = PhotoResults()
    photos.arrange({"a", "b"}, came_back=False)
    photos.by_file |= {"a": result(), "b": result()}
    photos.arrange({"b"}, came_back=False)
    assert list(photos.by_file) == ["b"]


def test_a_look_at_another_page_leaves_the_results() -> None:
    photos = PhotoResults()
    photos.arrange({"a"}, came_back=True)
    photos.by_file["a"] = result()
    photos.arrange(set(), came_back=True)  # the files are forgotten
    photos.arrange(set(), came_back=False)  # the next run of the page
    photos.arrange({"b"}, came_back=False)
    assert list(photos.by_file) == ["a"]


def test_the_oldest_go_where_they_are_too_much() -> None:
    photos = PhotoResults()
    photos.by_file = {name: result() for name in "abcd"}
    photos.arrange({"b", "c", "d"}, came_back=True)
    photos.make_room(lambda size: size > 2000)
    assert list(photos.by_file) == ["b", "c", "d"]
    told = photos.by_file["b"]  # its photo is still on the page
    assert isinstance(told, FileError)
    assert told.fault is Fault.PHOTO_ROOM
    assert photos.size == 2000
    photos.make_room(lambda size: True)
    assert photos.size == 0


@pytest.fixture
def bounds() -> Iterator[None]:
    held.set_bounds(held.Bounds(of_a_visit=8000, in_all=lambda: 10_000))
    yield
    held.set_bounds(held.Bounds(200_000_000, held.share_of_memory))
    for visit in "ab":
        held.let_go_of_results(visit)


@pytest.mark.usefixtures("bounds")
def test_results_of_all_kinds_are_bounded_together_and_cost_only_their_own_visit() -> None:
    held.note_results("a", photos=2000, recordings=1500, clip=1500)
    assert not held.has_too_many_results("a")
    held.note_results("a", photos=2001)
    assert held.has_too_many_results("a")  # one visit may have half of all
    held.note_results("a", photos=2000)
    held.note_results("b", photos=5000)
    assert not held.has_too_many_results("b")
    assert held.room() == 0
    held.let_go_of_results("a")
    assert held.room() == 5000
    assert held.bytes_of("b") == held.bytes_in_all() == 5000
