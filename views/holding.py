"""How much is held of a visit: the pages tell it to where it is bounded."""

from hosting.http import held
from uploads.clip_queue import JobState
from views.service import visitor
from views.state import visit


def has_too_many_photos(size: int) -> bool:
    """Whether the results of this visit's photos, of so many bytes, are more than may be held."""
    held.note_results(visitor(), photos=size)
    return held.has_too_many_results(visitor())


def tell_held() -> None:
    """Have all that this visit holds counted. Call it in each run of a page."""
    this = visit()
    clip = 0
    if this.clip is not None and this.clip.job.state is JobState.DONE:
        clip = this.clip.job.size
    held.note_results(
        visitor(),
        photos=this.photos.size,
        recordings=sum(recording.size for recording in this.recordings),
        clip=clip,
    )
