"""One form for every picture of a live stream: ``yuv420p``, BT.601, limited range."""

import av
from av.video.reformatter import ColorRange, Colorspace, Interpolation, VideoReformatter

FORMAT = "yuv420p"  # what is drawn on and encoded
# Matrices, by their numbers in ITU-T H.273, that are brought to BT.601. A stranger's stream may
# name any, also such as FFmpeg refuses to convert: all others are read as if they were BT.601.
CONVERTED_MATRICES = (1, 7, 9)  # BT.709, SMPTE 240M, BT.2020
SAME_MATRICES = (2, 5, 6)  # unspecified, and both names of BT.601
UNSPECIFIED_MATRIX, RGB_MATRIX = 2, 0
MAX_BITS = 16  # of a component


class LimitedRange:
    """Converts the frames of one stream. Not safe to share between threads."""

    def __init__(self) -> None:
        # A frame's own would be made anew for each frame, with a thread for each core.
        self._reformatter = VideoReformatter()

    def convert(self, frame: av.VideoFrame) -> av.VideoFrame:
        """The frame in that form, with its time; itself where it has the form already.

        Raises ``ValueError`` for a pixel format that no video decoder gives.
        """
        if _is_plain(frame):
            return frame
        pixels = frame.format
        if pixels.is_bayer or max(part.bits for part in pixels.components) > MAX_BITS:
            # On some of them FFmpeg's scaler ends the process.
            raise ValueError(f"expected the pixels of a video decoder, got {pixels.name}")
        if frame.colorspace not in (*CONVERTED_MATRICES, *SAME_MATRICES, RGB_MATRIX):
            frame.colorspace = UNSPECIFIED_MATRIX
        try:
            return self._reformatter.reformat(
                frame,
                format=FORMAT,
                dst_colorspace=Colorspace.ITU601,
                dst_color_range=ColorRange.MPEG,
                interpolation=Interpolation.BILINEAR | Interpolation.ACCURATE_RND,
                threads=1,
            )
        except av.error.FFmpegError as error:
            raise ValueError(f"expected pixels that FFmpeg converts, got {pixels.name}") from error


def _is_plain(frame: av.VideoFrame) -> bool:
    return (
        frame.format.name == FORMAT
        and frame.color_range != ColorRange.JPEG
        and frame.colorspace not in CONVERTED_MATRICES
    )
