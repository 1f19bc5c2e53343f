"""The shell that streamlit-webrtc calls for each camera frame."""

import logging
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import av
from streamlit_webrtc import VideoProcessorBase

from models.classifier import Classifier
from models.personal import Baseline
from transformers.detection.cascade import FaceDetector, Sensitivity
from transformers.drawing.canvas import planar_canvas
from transformers.drawing.overlay import Overlay
from transformers.media.planes import copy_frame, planes_of
from transformers.pace import Pace
from transformers.pipeline import FacePipeline
from transformers.status import RateMeter, Status
from transformers.tuning import Tuning
from transformers.types import Face

logger = logging.getLogger(__name__)

BLACK_LEVEL = 28  # brightness; a switched-off camera sends 16


@dataclass(frozen=True)
class LiveOptions:
    """What a visitor may change while the stream runs."""

    mirror: bool = True
    sensitivity: Sensitivity = Sensitivity.NORMAL
    overlay: Overlay = field(default_factory=Overlay)
    baseline: Baseline | None = None  # of the main face
    tuning: Tuning | None = None  # is shown the main face


class EmotionVideoTransformer(VideoProcessorBase):
    """Labels the faces of one visitor's camera frames.

    ``recv`` runs on a worker thread of its own. The page's thread sets ``options`` and reads
    ``status``; each is one immutable value that is swapped whole, so neither thread waits. What
    has ended stays so, whatever a last frame still tells.
    """

    def __init__(
        self,
        classifier: Classifier,
        options: LiveOptions,
        clock: Callable[[], float] = time.monotonic,
        when_ended: Callable[[], None] = lambda: None,
        cores: float | None = None,
    ) -> None:
        """``when_ended`` is called once, when the stream has ended.

        ``cores`` are what the streams of this process may share; None for all of the machine's.
        """
        self.options = options
        self._status = Status()
        self._ended = self._too_large = False
        self.on_faces: Callable[[Sequence[Face], float], None] | None = None
        """Is told the faces of each labelled frame, and when it was, in seconds of the clock."""
        self._clock = clock
        self._when_ended = when_ended
        self._ending = threading.Lock()
        self._pipeline: FacePipeline | None = FacePipeline.for_stream(
            classifier,
            clock=clock,
            detector=FaceDetector(options.sensitivity),
            pace=Pace(cores),
        )
        self._rate = RateMeter()
        self._frames = 0
        self._errors = 0
        logger.info("A stream began")

    @property
    def status(self) -> Status:
        """What the stream last told."""
        if not self._ended:
            return self._status
        return Status(
            frames=self._frames, errors=self._errors, ended=True, too_large=self._too_large
        )

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
        self._status = replace(
            status,
            frames=self._frames,
            last_frame=end,
            frames_per_second=self._rate.frames_per_second,
            milliseconds=self._rate.milliseconds,
            errors=self._errors,
        )
        return returned

    def on_ended(self) -> None:
        """Let go of what the visitor held. Called on any thread, perhaps more than once."""
        pipeline, self._pipeline = self._pipeline, None
        if pipeline is not None:
            pipeline.end()
        if self.options.tuning is not None:
            self.options.tuning.end()
        with self._ending:
            first, self._ended = not self._ended, True
        if first:
            logger.info("A stream ended: %d frames, %d errors", self._frames, self._errors)
            self._when_ended()

    def on_too_large(self) -> None:
        """The stream is about to end because its pictures are too large."""
        self._too_large = True

    def _label(self, frame: av.VideoFrame) -> tuple[av.VideoFrame, Status]:
        options, pipeline = self.options, self._pipeline
        if pipeline is None:  # a last frame after the end
            return frame, Status()
        # Mirrored before drawing, so that the text stays readable.
        labelled = copy_frame(frame, mirror=options.mirror)
        planes = planes_of(labelled)
        pipeline.detector.sensitivity = options.sensitivity
        pipeline.baseline, pipeline.tuning = options.baseline, options.tuning
        faces = pipeline.process(planes.y)
        black = not faces and int(planes.y[::16, ::16].max()) <= BLACK_LEVEL
        options.overlay.draw(planar_canvas(planes), faces)
        return labelled, Status(faces=tuple(faces), black=black)
