"""Reading MP4, MOV, WebM and MKV, of which nothing is believed."""

from collections.abc import Iterator
from fractions import Fraction
from typing import IO, Any, Never

import av

from transformers.faults import Fault, FileError
from transformers.media.display import LARGEST_SIDE
from transformers.media.photo import Afford

# The demuxers that are used, and no others: FFmpeg's own choice among all of them includes some
# that open other files and addresses.
MP4, MATROSKA = "mov,mp4,m4a,3gp,3g2,mj2", "matroska,webm"
MP4_BOXES = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot", b"uuid")
MATROSKA_START = b"\x1a\x45\xdf\xa3"
CODECS = frozenset(
    ("h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "mjpeg", "prores", "h263", "dnxhd", "mpeg2video")
)
# Bytes of memory for each pixel of a frame, at most, while a clip is worked on: the decoder keeps
# up to 17 reference frames, the encoder less than as many, with tables for each.
BYTES_A_PIXEL = 130


def open_clip(source: IO[bytes]) -> av.container.InputContainer:
    """The file's container. Raises ``FileError`` where it is neither MP4 nor Matroska."""
    source.seek(0)
    start = source.read(12)
    source.seek(0)
    if start.startswith(MATROSKA_START):
        form = MATROSKA
    elif start[4:8] in MP4_BOXES:
        form = MP4
    else:
        raise FileError(Fault.NO_CLIP)
    try:
        return av.open(
            source,
            "r",
            format=form,
            options={"max_pixels": str(LARGEST_SIDE**2)},
            container_options={
                # Nothing is opened that is not the file itself.
                "protocol_whitelist": "none",
                "enable_drefs": "0",
                "use_absolute_path": "0",
            },
            io_open=_open_nothing,
        )
    except MemoryError:
        raise
    except (av.error.FFmpegError, ValueError):
        raise FileError(Fault.NO_CLIP) from None


def _open_nothing(address: str, *_: object) -> Never:
    raise PermissionError


def video_of(clip: av.container.InputContainer, afford: Afford) -> av.video.stream.VideoStream:
    """The first video track, ready to be decoded. Raises ``FileError`` where it cannot be."""
    if not clip.streams.video:
        raise FileError(Fault.CLIP_WITHOUT_PICTURES)
    video = clip.streams.video[0]
    if video.codec_context is None:  # FFmpeg has no decoder for it
        raise FileError(Fault.CLIP_CODEC)
    if video.codec_context.codec.canonical_name not in CODECS:
        raise FileError(Fault.CLIP_CODEC, video.codec_context.codec.canonical_name)
    check_size(video.width, video.height, afford)
    video.codec_context.thread_count = 1  # the machine is for the live streams
    video.codec_context.options = {"max_pixels": str(LARGEST_SIDE**2)}
    return video


def check_size(width: int, height: int, afford: Afford) -> None:
    """Of the stream as the file says, and of each frame as it is: a file may say anything.

    Raises ``FileError`` where it is too large for us, or for the memory there is.
    """
    size = f"{width} x {height}"
    if max(width, height) > LARGEST_SIDE:
        raise FileError(Fault.CLIP_SIZE, size, str(LARGEST_SIDE))
    needed = width * height * BYTES_A_PIXEL / 1e6
    spare = afford(needed)
    if needed > spare:
        most = max(spare / BYTES_A_PIXEL, 0.0)
        raise FileError(Fault.CLIP_MEMORY, size, f"{most:.1f}")


def readable_sound(clip: av.container.InputContainer) -> "av.audio.stream.AudioStream | None":
    """The first sound track, if FFmpeg has a decoder for it."""
    if not clip.streams.audio or clip.streams.audio[0].codec_context is None:
        return None
    return clip.streams.audio[0]


def origin_of(streams: "list[Any]") -> Fraction:
    """The time of the file, in seconds, at which the first of these tracks begins.

    It is the zero of the labelled clip, for all of them: so they stay in step.
    """
    starts = [
        stream.start_time * stream.time_base
        for stream in streams
        if stream.start_time is not None and stream.time_base is not None
    ]
    return min(starts, default=Fraction(0))


def seconds_of(clip: av.container.InputContainer, streams: "list[Any]") -> float | None:
    """How long the file says that it is; None where it does not say."""
    origin = origin_of(streams)
    ends = [
        (stream.start_time or 0) * stream.time_base + stream.duration * stream.time_base
        for stream in streams
        if stream.duration and stream.time_base is not None
    ]
    if ends:
        return float(max(ends) - origin) or None
    # Matroska counts from zero, wherever its tracks begin.
    whole = Fraction(max(clip.duration or 0, 0), av.time_base)
    return float(whole - origin if whole > origin else whole) or None


def end_of(video: Any, packets: int) -> Fraction | None:
    """When the pictures end, in the file's time; None where it does not say, or was cut off.

    ``packets`` are those of ``video`` that were there.
    """
    if not video.duration or video.time_base is None or video.frames != packets:
        return None
    return Fraction(((video.start_time or 0) + video.duration) * video.time_base)


def frames_of(
    clip: av.container.InputContainer, video: av.video.stream.VideoStream
) -> Iterator[av.VideoFrame]:
    """Decoded one by one, in the order in which they are shown."""
    for packet in packets_of(clip, [video]):
        yield from decoded(packet)


def packets_of(clip: av.container.InputContainer, streams: list[Any]) -> "Iterator[av.Packet[Any]]":
    """In the file's order, up to where it is damaged."""
    packets = clip.demux(streams)
    while True:
        try:
            yield next(packets)
        except StopIteration:
            return
        except MemoryError:
            raise
        except av.error.FFmpegError:
            return


def decoded(packet: "av.Packet[Any]") -> list[Any]:
    """The packet's frames; none where it is damaged."""
    try:
        return packet.decode()
    except MemoryError:
        raise
    except av.error.FFmpegError:
        return []
