"""A third of the corpus, each file through a real worker; ``make corpus`` takes all of it."""

from collections.abc import Iterator

import pytest

from benchmarks.corpus import check_clip, check_photo
from hosting.workers import Workers
from testkit.corpus import clips, photos
from testkit.corpus.clips import Clip
from testkit.corpus.list_of_clips import CLIPS
from testkit.corpus.photos import PHOTOS, Photo
from uploads.client import JOBS, UploadLimits, Uploads


@pytest.fixture(scope="module")
def uploads() -> Iterator[Uploads]:
    workers = Workers(JOBS, spare=lambda: 2000.0)
    yield Uploads(workers, UploadLimits())
    workers.close()


def test_the_corpus_is_large_and_every_file_has_its_own_name() -> None:
    assert len(CLIPS) >= 60
    assert len(PHOTOS) >= 60
    names = [*(clip.name for clip in CLIPS), *(photo.name for photo in PHOTOS)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("clip", [one for one in CLIPS if one.quick], ids=lambda one: one.name)
def test_a_clip_comes_back_as_it_was(uploads: Uploads, clip: Clip) -> None:
    assert check_clip(uploads, clip, clips.written(clip)).wrong == []


@pytest.mark.parametrize("photo", [one for one in PHOTOS if one.quick], ids=lambda one: one.name)
def test_a_photo_comes_back_as_it_was(uploads: Uploads, photo: Photo) -> None:
    assert check_photo(uploads, photo, photos.written(photo)).wrong == []
