"""Which clips the corpus has: as phones, cameras, recorders, screen captures and cutters write."""

from fractions import Fraction

from testkit.corpus.clips import MATRICES, RATE, Clip
from testkit.corpus.pixels import HLG, PQ

FRAGMENTED = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
FAST_START = {"movflags": "faststart"}
TEN_HOURS = 36_000.0
SLIDES = (0.0, 0.8, 0.88, 1.2)
JITTER = tuple(round(n / RATE + (0.011 if n % 3 == 1 and n != 20 else 0), 3) for n in range(40))


def _cut(content: bytes) -> bytes:
    return content[: len(content) * 19 // 20]


CLIPS = (
    # Phones.
    Clip("phone, upright", layout="stereo", quick=True),
    *(
        Clip(
            f"phone, {name}",
            size=(240, 180) if not matrix[0] else (320, 240),
            matrix=matrix,
            quick=name in ("mirrored", "transposed", "turned right"),
        )
        for name, matrix in MATRICES.items()
        if name != "upright"
    ),
    Clip("phone, HEVC", video="libx265", quick=True),
    Clip("phone, HEVC in MOV with PCM", form="mov", video="libx265", sound="pcm_s16le"),
    Clip("phone, HLG", video="libx265", pixels="yuv420p10le", colours=(9, 9, HLG), levels=3),
    Clip("phone, PQ", video="libx265", pixels="yuv420p10le", colours=(9, 9, PQ), levels=3),
    Clip("phone, HLG, AV1", video="libsvtav1", pixels="yuv420p10le", colours=(9, 9, HLG),
         levels=3, quick=True),
    Clip("phone, varying rate", times=JITTER, quick=True),
    Clip("phone, 60 a second", times=tuple(n / 50 for n in range(80)), seconds=1.6),
    Clip("phone, high definition", size=(1280, 720), colours=(1, 1, 1), quick=True),
    Clip("phone, index at the end", container={}),
    Clip("phone, index at the start", container=FAST_START),
    Clip("phone, sound of 44,100", sound_rate=44_100),
    Clip("phone, 3gp", form="3gp", video="mpeg4", sound="aac", levels=3),
    # Ranges and matrices.
    Clip("full range, BT.709", full=True, colours=(1, 1, 1), quick=True),
    Clip("full range, BT.601", pixels="yuvj420p", full=True, colours=(6, 6, 6)),
    Clip("full range, BT.2020", full=True, colours=(9, 9, 14)),
    Clip("full range, nothing else said", pixels="yuvj420p", full=True, quick=True),
    Clip("full range, VP9", form="webm", video="libvpx-vp9", full=True, sound="libopus",
         colours=(1, 1, 1)),
    Clip("limited range, BT.709", colours=(1, 1, 1)),
    Clip("limited range, BT.601", colours=(6, 6, 6)),
    Clip("limited range, 625 lines", colours=(5, 5, 6)),
    Clip("limited range, BT.2020", video="libx265", pixels="yuv420p10le", colours=(9, 9, 14),
         quick=True),
    Clip("limited range, nothing said, 720 lines", size=(960, 720)),
    Clip("10 bits", pixels="yuv420p10le", colours=(1, 1, 1)),
    Clip("4:2:2", pixels="yuv422p", colours=(1, 1, 1)),
    Clip("4:4:4", pixels="yuv444p", colours=(1, 1, 1)),
    Clip("4:4:4, full range", pixels="yuvj444p", full=True, colours=(1, 1, 1)),
    Clip("RGB", video="libx264rgb", pixels="rgb24", full=True, colours=(0, 1, 13), quick=True),
    # Shapes of pixels.
    Clip("wide pixels", aspect=Fraction(4, 3), quick=True),
    Clip("high pixels", aspect=Fraction(4, 5)),
    Clip("wide pixels, Matroska", form="matroska", aspect=Fraction(4, 3)),
    Clip("wide pixels, PAL", video="mpeg2video", form="matroska", aspect=Fraction(16, 15),
         levels=3, sound="ac3", layout="stereo", sound_rate=48_000),
    # Beginnings.
    Clip("pictures begin late, MP4", late_video=0.4, quick=True),
    Clip("pictures begin late, WebM", form="webm", video="libvpx", sound="libopus",
         late_video=0.4, quick=True),
    Clip("pictures begin late, Matroska", form="matroska", late_video=0.4),
    Clip("sound begins late, MP4", late_sound=0.5),
    Clip("sound begins late, Matroska", form="matroska", late_sound=0.5, sound="flac"),
    Clip("begins at ten hours, Matroska", form="matroska", starts=TEN_HOURS),
    Clip("begins at ten hours, WebM", form="webm", video="libvpx", sound="libopus",
         starts=TEN_HOURS, quick=True),
    Clip("begins at 1.4 s, MP4", starts=1.4),
    Clip("begins at 1.4 s, cut stream", form="matroska", starts=1.4, late_sound=0.1),
    Clip("fragmented", container=FRAGMENTED, moved=0.08, quick=True),
    Clip("fragmented, begins at ten hours", container=FRAGMENTED, starts=TEN_HOURS, moved=0.08),
    Clip("fragmented, pictures begin late", container=FRAGMENTED, late_video=0.4),
    # Sound.
    Clip("sound with a hole, Opus", form="webm", video="libvpx", sound="libopus",
         silent=(0.2, 0.6), quick=True),
    Clip("sound with a hole, PCM", form="matroska", sound="pcm_s16le", silent=(0.2, 0.6)),
    Clip("MP3", sound="libmp3lame"),
    Clip("FLAC", form="matroska", sound="flac"),
    Clip("ALAC", form="mov", sound="alac"),
    Clip("AC3, 5.1", form="matroska", sound="ac3", layout="5.1"),
    Clip("Opus, 5.1", form="matroska", sound="libopus", layout="5.1"),
    Clip("AAC, 5.1", sound="aac", layout="5.1"),
    Clip("no sound", sound=None),
    # Recorders in browsers, screen captures, cameras, editors.
    Clip("browser's recorder, VP8 without length", form="webm", video="libvpx", sound="libopus",
         container={"live": "1"}, quick=True),
    Clip("browser's recorder, VP9", form="webm", video="libvpx-vp9", sound="libopus"),
    Clip("browser's recorder, H.264 in Matroska", form="matroska", sound="libopus"),
    Clip("screen capture, AV1", form="mp4", video="libsvtav1", sound="libopus", levels=3),
    Clip("camera, MJPEG", form="mov", video="mjpeg", pixels="yuvj420p", full=True,
         sound="pcm_s16le", levels=3, quick=True),
    Clip("camera, MPEG-4", form="mov", video="mpeg4", sound="pcm_s16le", levels=3),
    Clip("editor, ProRes", form="mov", video="prores_ks", pixels="yuv422p10le",
         sound="pcm_s16le", colours=(1, 1, 1)),
    Clip("interlaced", options={"flags": "+ildct+ilme"}),
    # Stills, slides, single pictures.
    Clip("slides", times=SLIDES, quick=True),
    Clip("a still with sound", times=(0.0,), has_flash=False, quick=True),
    Clip("a still, silent", times=(0.0,), has_flash=False, sound=None),
    Clip("a still, Matroska", form="matroska", times=(0.0,), has_flash=False),
    Clip("a still of 12 s in a clip of 14 s", times=(0.0, 12.0, 13.0), seconds=14.0,
         has_flash=False, sound=None, quick=True),
    Clip("one frame", times=(0.0,), seconds=0.04, has_flash=False, sound=None, quick=True),
    # Cut off.
    Clip("cut off, Matroska", form="matroska", change=_cut, whole=False, has_flash=False),
    Clip("cut off, fragmented", container=FRAGMENTED | {"frag_duration": "200000"}, change=_cut,
         whole=False, has_flash=False, quick=True),
    Clip("cut off, index at the start", container=FAST_START, change=_cut, whole=False,
         has_flash=False),
)  # fmt: skip
