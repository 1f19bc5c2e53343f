"""What of a visit's photos is kept, and for how long."""

import gc

from transformers.faults import Fault, FileError
from views.photo_results import MOST_IN_ALL, MOST_OF_ONE, PhotoResults, Result


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


def test_the_oldest_go_where_one_visit_leaves_too_much() -> None:
    photos = PhotoResults()
    for name in "abc":
        photos.by_file[name] = result(MOST_OF_ONE // 2)
    photos.by_file["d"] = FileError(Fault.EMPTY)
    photos.arrange({"c", "d"}, came_back=True)
    assert list(photos.by_file) == ["a", "b", "c", "d"]
    photos.arrange(set(), came_back=True)
    assert list(photos.by_file) == ["b", "c"]  # nor what was wrong with a file that is gone


def test_all_visits_together_leave_no_more_than_there_is_room_for() -> None:
    gc.collect()
    visits = [PhotoResults() for _ in range(MOST_IN_ALL // MOST_OF_ONE + 2)]
    for visit in visits:
        visit.by_file["a"] = result(MOST_OF_ONE)
        visit.arrange(set(), came_back=True)
    kept = [bool(visit.by_file) for visit in visits]
    assert kept == [True] * (MOST_IN_ALL // MOST_OF_ONE) + [False, False]  # who comes last pays
    visits.pop(0)
    gc.collect()
    visits[-1].by_file["a"] = result(MOST_OF_ONE)
    visits[-1].arrange(set(), came_back=True)
    assert visits[-1].by_file
