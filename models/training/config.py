"""What a training run may vary."""

from dataclasses import dataclass
from pathlib import Path

ARCHITECTURES = (
    "expression",  # the network that ships
    "expression-deep",  # with one stage more
    "expression-wide",  # a teacher for it
    "four-convolutions",
    "six-convolutions",
    "mini-xception",
    "mobilenet-last-layers",
    "mobilenet-last-100",
    "mobilenet-all",
    "dlib-trunk",  # dlib's network for recognising faces
)
IMBALANCE = ("none", "weights", "oversampling", "augmentation")
PRECISIONS = ("float32", "mixed_bfloat16")


@dataclass(frozen=True)
class TrainingConfig:
    """The settings of a run; the defaults are those of the network that ships."""

    model: str = "expression"  # one of ARCHITECTURES
    imagenet: Path | None = None  # MobileNetV2's ImageNet weights; None starts at random
    begin_with: Path | None = None  # dlib's .dat file; None starts the trunk at random
    imbalance: str = "none"  # one of IMBALANCE
    epochs: int = 110
    batch_size: int = 128
    learning_rate: float = 2e-3  # the peak, after the warm-up; cosine to zero from there
    vote_weight: float = 0.25  # share of each target that comes from FER+ votes
    teacher_weight: float = 0.5  # then, share of each target that comes from the teachers
    mixup: float = 0.3  # both parameters of the beta distribution of the share; 0 for none
    prior_correction: float = 0.15  # power of the expressions' frequency that is divided out
    seed: int = 7
    precision: str = "float32"  # or "mixed_bfloat16", where the processor has it
