"""The shell that streamlit-webrtc calls for each camera frame."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import av
import cv2
import numpy as np
from streamlit_webrtc import VideoProcessorBase

from models.classifier import Classifier
from transformers.detection import FaceDetector, Sensitivity
from transformers.overlay import Frame, Overlay
from transformers.pipeline import FacePipeline
from transformers.status import RateMeter, Status
from transformers.tracking import Tracker

logger = logging.getLogger(__name__)

CONFIRM_AFTER = 2  # frames: a false alarm seldom stands in two frames running
BLACK_LEVEL = 12  # grey levels; a switched-off camera sends 0


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
    ) -> None:
        self.options = options
        self.status = Status()
        self._clock = clock
        self._pipeline: FacePipeline | None = FacePipeline(
            classifier, FaceDetector(options.sensitivity), Tracker(CONFIRM_AFTER), clock
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
        if not self.status.ended:
            logger.info("A stream ended: %d frames, %d errors", self._frames, self._errors)
        self.status = Status(frames=self._frames, errors=self._errors, ended=True)

    def _label(self, frame: av.VideoFrame) -> tuple[av.VideoFrame, Status]:
        options, pipeline = self.options, self._pipeline
        if pipeline is None:  # a last frame after the end
            return frame, Status()
        image: Frame = np.asarray(frame.to_ndarray(format="bgr24"), dtype=np.uint8)
        if options.mirror:
            # Before drawing, so that the text stays readable.
            image = np.asarray(cv2.flip(image, 1), dtype=np.uint8)
        pipeline.detector.sensitivity = options.sensitivity
        faces = pipeline.process(image)
        black = not faces and int(image[::16, ::16].max()) <= BLACK_LEVEL
        options.overlay.draw(image, faces)
        labelled = av.VideoFrame.from_ndarray(image, format="bgr24")
        labelled.pts = frame.pts
        if frame.time_base is not None:
            labelled.time_base = frame.time_base
        return labelled, Status(faces=tuple(faces), black=black)
