"""Train a network, or go on with a run that was stopped."""

import argparse
from pathlib import Path

import numpy as np
from tqdm import tqdm

from models.classifier import open_classifier
from models.training.config import ARCHITECTURES, IMBALANCE, PRECISIONS, TrainingConfig
from models.training.data import (
    expression_votes,
    hold_out,
    read_fer2013,
    read_rows_to_drop,
    read_votes,
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--data", type=Path, required=True, help="fer2013.csv or fer2013.csv.gz")
    parser.add_argument("--output", type=Path, required=True, help="folder for the run")
    parser.add_argument("--model", choices=ARCHITECTURES, default="expression")
    parser.add_argument("--votes", type=Path, help="FER+ votes, fer2013new.csv")
    parser.add_argument("--drop-rows", type=Path, help="file of 0-based rows to leave out")
    parser.add_argument("--not-faces", type=Path, help="folder of pictures that hold no face")
    parser.add_argument(
        "--teachers", type=Path, nargs="+", default=[], help="trained models to learn from too"
    )
    parser.add_argument(
        "--answers",
        type=Path,
        nargs="+",
        default=[],
        help="answers of further teachers, .npy float32[rows, 7], row for row with the data",
    )
    parser.add_argument("--teacher-weight", type=float, default=0.5, help="their share, 0 to 1")
    parser.add_argument("--start", type=Path, help="trained model to begin with")
    parser.add_argument("--imagenet", type=Path, help="MobileNetV2's ImageNet weights, .h5")
    parser.add_argument(
        "--begin-with", type=Path, help="dlib's face-recognition ResNet, .dat, for dlib-trunk"
    )
    parser.add_argument("--imbalance", choices=IMBALANCE, default="none")
    parser.add_argument("--epochs", type=int, default=110)
    parser.add_argument("--learning-rate", type=float, default=2e-3, help="at its peak")
    parser.add_argument("--batch-size", type=int, default=128)
    parser.add_argument("--mixup", type=float, default=0.3, help="0 for none")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--precision", choices=PRECISIONS, default="float32")


def run(options: argparse.Namespace) -> None:
    """Train; the run's folder receives checkpoint, history, ``run.json`` and the model."""
    from models.training.copies import without_copies
    from models.training.teachers import add_teachers, read_answers, teach
    from models.training.trainer import Crops, soft_targets, train

    config = TrainingConfig(
        model=options.model,
        imagenet=options.imagenet,
        begin_with=options.begin_with,
        imbalance=options.imbalance,
        epochs=options.epochs,
        batch_size=options.batch_size,
        mixup=options.mixup,
        teacher_weight=options.teacher_weight,
        learning_rate=options.learning_rate,
        seed=options.seed,
        precision=options.precision,
    )
    faces = read_fer2013(options.data, "Training")
    if options.drop_rows:
        faces = faces.without(read_rows_to_drop(options.drop_rows))
    votes = None
    if options.votes:
        votes = expression_votes(read_votes(options.votes))
        faces = faces.without(np.flatnonzero(votes.sum(axis=1) == 0))
    training, held_out = hold_out(faces)
    calibration = without_copies(held_out, training)
    if len(calibration) == 0:
        print("every face kept for the calibration has a copy to train on: it will flatter")
        calibration = held_out
    targets = soft_targets(
        training.labels, None if votes is None else votes[training.rows], config.vote_weight
    )
    taught = [teach(open_classifier(path), training) for path in options.teachers]
    taught += [read_answers(path, training) for path in options.answers]
    if taught:
        targets = add_teachers(targets, taught, config.teacher_weight)
    not_faces = np.empty((0, 48, 48), dtype=np.uint8)
    if options.not_faces:
        from models.training.not_faces import read_not_faces

        not_faces = read_not_faces(options.not_faces, test=False, progress=tqdm)
    print(f"{len(training)} faces and {len(not_faces)} crops of none to train on", flush=True)
    train(
        Crops(training, targets, not_faces, len(taught)),
        config,
        options.output,
        calibration=calibration,
        validation=read_fer2013(options.data, "PublicTest"),
        start=options.start,
    )
