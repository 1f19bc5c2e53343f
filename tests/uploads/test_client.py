"""What an upload may take follows the memory that is to spare."""

import errno
import socket
from typing import Any

import av
import pytest

from hosting.channel import Channel
from hosting.workers import Workers
from transformers.faults import Fault, FileError
from uploads import jobs
from uploads.client import JOBS, UploadLimits, Uploads


@pytest.mark.parametrize(("spare", "most"), [(100, 50), (100_000, 200), (1, 4), (-30, 4)])
def test_a_labelled_clip_takes_half_of_what_is_to_spare(spare: float, most: float) -> None:
    uploads = Uploads(Workers(JOBS, spare=lambda: spare), UploadLimits())
    assert uploads.result_megabytes() == most


@pytest.mark.parametrize(
    "error",
    [BlockingIOError(errno.EAGAIN, "no thread"), av.error.ExternalError(542398533, "no encoder")],
)
def test_a_codec_that_cannot_begin_lacks_memory(error: Exception) -> None:
    def work(*_: Any) -> dict[str, Any]:
        raise error

    ours, theirs = socket.socketpair()
    with ours, theirs:
        Channel(ours).send({"length": 1})
        with pytest.raises(MemoryError):
            jobs._telling(Channel(theirs), work)


def test_a_fault_that_is_kept_holds_no_file() -> None:
    with pytest.raises(FileError) as raised:
        raise FileError(Fault.CLIP_SIZE, "9000 x 10", "4096")
    kept = raised.value.alone()
    assert (kept.fault, kept.got, kept.limit) == (Fault.CLIP_SIZE, "9000 x 10", "4096")
    assert raised.value.__traceback__ is not None
    assert kept.__traceback__ is None
