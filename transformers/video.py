"""The shell that streamlit-webrtc calls for each camera frame."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import av
from streamlit_webrtc import VideoProcessorBase

from models.classifier import Classifier
from transformers.canvas import planar_canvas
from transformers.detection import FaceDetector, Sensitivity
from transformers.face import Face
from transformers.overlay import Overlay
from transformers.pace import Pace
from transformers.pipeline import FacePipeline
from transformers.planes import copy_frame, planes_of
from transformers.status import RateMeter, Status
from transformers.tracking import Tracker

logger = logging.getLogger(__name__)

CONFIRM_AFTER = 2  # sightings: a false alarm seldom stands in two frames running
BLACK_LEVEL = 28  # brightness; a switched-off camera sends 16


@dataclass(frozen=True)
class LiveOptions:
    """What a visitor may change while the stream runs."""

    mirror: bool = True
    sensitivity: Sensitivity = Sensitivity.NORMAL
    overlay: Overlay = field(default_factory=Overlay)


class EmotionVideoTransformer(VideoProcessorBase):
    """Labels the faces of one visitor's camera frames.

    ``recv`` runs on a worker thread of its own. The page's thread sets ``options`` and reads
    ``status``; each is one immutable value that is swapped whole, so neither thread waits.
    """

    def __init__(
        self,
        classifier: Classifier,
        options: LiveOptions,
        clock: Callable[[], float] = time.monotonic,
        when_ended: Callable[[], None] = lambda: None,
    ) -> None:
        """``when_ended`` is called once, when the stream has ended."""
        self.options = options
        self.status = Status()
        self.on_faces: Callable[[Sequence[Face], float], None] | None = None
        """Is told the faces of each labelled frame, and when it was, in seconds of the clock."""
        self._clock = clock
        self._when_ended = when_ended
        self._pace = Pace()
        self._pipeline: FacePipeline | None = FacePipeline(
            classifier,
            FaceDetector(options.sensitivity),
            Tracker(CONFIRM_AFTER),
            clock,
            self._pace,
        )
        self._rate = RateMeter()
        self._frames = 0
        self._errors = 0
        logger.info("A stream began")

    def recv(self, frame: av.VideoFrame) -> av.VideoFrame:
        """The frame with its faces labelled; the frame as it came where that fails."""
        start = self._clock()
        status = Status()
        try:
            returned, status = self._label(frame)
            if self.on_faces is not None:
                self.on_faces(status.faces, start)
        except Exception:
            self._errors += 1
            if self._errors == 1:
                logger.exception("A frame could not be labelled; it is returned as it came")
            returned = frame
        self._frames += 1
        end = self._clock()
        self._rate.add(start, end)
        self.status = replace(
            status,
            frames=self._frames,
            last_frame=end,
            frames_per_second=self._rate.frames_per_second,
            milliseconds=self._rate.milliseconds,
            errors=self._errors,
        )
        return returned

    def on_ended(self) -> None:
        """Let go of what the visitor held. Called on aiortc's loop, perhaps more than once."""
        self._pipeline = None
        self._pace.end()
        if not self.status.ended:
            logger.info("A stream ended: %d frames, %d errors", self._frames, self._errors)
            self._when_ended()
        self.status = Status(frames=self._frames, errors=self._errors, ended=True)

    def _label(self, frame: av.VideoFrame) -> tuple[av.VideoFrame, Status]:
        options, pipeline = self.options, self._pipeline
        if pipeline is None:  # a last frame after the end
            return frame, Status()
        # Mirrored before drawing, so that the text stays readable.
        labelled = copy_frame(frame, mirror=options.mirror)
        planes = planes_of(labelled)
        pipeline.detector.sensitivity = options.sensitivity
        faces = pipeline.process(planes.y)
        black = not faces and int(planes.y[::16, ::16].max()) <= BLACK_LEVEL
        options.overlay.draw(planar_canvas(planes), faces)
        return labelled, Status(faces=tuple(faces), black=black)
