"""How large a picture is, by the first bytes of its compressed frame."""

from dataclasses import dataclass

KEY_FRAME_START = b"\x9d\x01\x2a"  # RFC 6386, 9.1
SIZE_BITS = 0x3FFF  # the two above them scale the picture up when it is shown
NAL_START = b"\x00\x00\x01"
H264_KEY_UNITS = (5, 7)  # a picture that stands alone; the parameters of those that follow


@dataclass(frozen=True)
class Size:
    """Of a picture, in pixels."""

    width: int
    height: int

    def holds(self, other: "Size") -> bool:
        """Whether the other fits in, upright or on its side."""
        long, short = max(other.width, other.height), min(other.width, other.height)
        return long <= max(self.width, self.height) and short <= min(self.width, self.height)


HD = Size(1280, 720)


def vp8_size(frame: bytes) -> Size | None:
    """Of a VP8 key frame; None for a frame between, which has the size of the last key frame."""
    if not is_key_frame("VP8", frame) or len(frame) < 10 or frame[3:6] != KEY_FRAME_START:
        return None
    width, height = (int.from_bytes(frame[at : at + 2], "little") & SIZE_BITS for at in (6, 8))
    return Size(width, height)


def is_key_frame(codec: str, frame: bytes) -> bool:
    """Whether a frame of ``VP8`` or ``H264`` can be decoded without those before it."""
    if codec == "VP8":
        return bool(frame) and not frame[0] & 1
    at = frame.find(NAL_START)
    while at != -1 and at + 3 < len(frame):
        if frame[at + 3] & 0x1F in H264_KEY_UNITS:
            return True
        at = frame.find(NAL_START, at + 3)
    return False
