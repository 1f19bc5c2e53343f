"""From nothing to a model that the app serves and its card, on a tiny drawn data set."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from benchmarks import in_frames
from models.backend import SHIPPED_MODEL, WEIGHTS_FOLDER, WEIGHTS_NAME
from models.classifier import load_classifier
from models.training.__main__ import main
from models.training.data import SPLITS, DataError, read_fer2013
from tests.models.needs import NEEDS_TENSORFLOW
from tests.models.training.drawn_faces import VOTE_HEADER, write_fer2013

pytestmark = NEEDS_TENSORFLOW

SHIPPED_KERAS = WEIGHTS_FOLDER / WEIGHTS_NAME["keras"]


def run(*arguments: object) -> None:
    assert main([str(argument) for argument in arguments]) == 0


def last_json(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return answer


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data set, its votes, rows to drop, and pictures without a face."""
    folder = tmp_path_factory.mktemp("training")
    write_fer2013(folder / "fer2013.csv", training=160, test=21)
    votes = ["Training,a.png,1,4,1,1,1,1,1,0,0,0", "Training,a.png,6,1,1,1,1,0,0,0,0,0"]
    votes = [*votes, votes[0]] * 60
    votes.append("Training,,0,0,0,0,0,0,0,0,0,10")
    (folder / "votes.csv").write_text("\n".join([VOTE_HEADER, *votes]))
    (folder / "drop.txt").write_text("1\n2\n")
    (folder / "pictures").mkdir()
    random = np.random.default_rng(0)
    for number in range(6):
        picture = random.integers(0, 256, (90, 120, 3), dtype=np.uint8)
        cv2.imwrite(str(folder / "pictures" / f"{number}.png"), picture)
    return folder


def test_from_the_csv_to_a_served_model_and_its_card(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, results = folder / "fer2013.csv", folder / "results"
    train = ["train", "--data", data, "--votes", folder / "votes.csv", "--output", results]
    train += ["--drop-rows", folder / "drop.txt", "--not-faces", folder / "pictures"]
    run(*train, "--epochs", 1)
    # Of 160 faces two are dropped and eight, every twentieth, calibrate.
    assert "150 faces and " in capsys.readouterr().out
    run(*train, "--epochs", 2)
    history = (results / "history.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in history] == ["epoch", "0", "1"]

    calibrate = ["calibrate", "--folder", results, "--data", data]
    run(*calibrate, "--prior-correction", 0.4, "--raise", "Fear=0.5")
    recipe = json.loads((results / "run.json").read_text())
    assert recipe["config"]["prior_correction"] == 0.4
    assert recipe["calibration"]["raised"] == {"Fear": 0.5}
    assert f"temperature {recipe['calibration']['temperature']:.2f}" in capsys.readouterr().out

    model, weights = results / "expression.keras", folder / "weights"
    run("export", "--model", model, "--output", weights, "--data", data, "--report", results)
    assert [kind["name"] for kind in json.loads((results / "export.json").read_text())] == [
        "float32",
        "float16",
        "dynamic-range",
        "int8",
    ]
    served = load_classifier(folder=weights)
    assert served.predict(read_fer2013(data, "PublicTest").images).shape == (21, 7)

    evaluate = ["evaluate", "--data", data, "--split", "PublicTest", "--json"]
    evaluate += ["--votes", folder / "votes.csv", "--not-faces", folder / "pictures"]
    capsys.readouterr()
    run(*evaluate, "--model", weights / "expression.tflite", "--output", results)
    lite = last_json(capsys)
    run(*evaluate, "--model", model)
    keras = last_json(capsys)
    assert lite["n"] == keras["n"] == 21
    assert lite["nll"] == pytest.approx(keras["nll"], abs=0.1)
    assert lite["without_pictures_seen_in_training"]["n"] == 21
    assert lite["refusals"]["n_not_faces"] > 0

    limited = ["--data", data, "--model", model, "--limit", 8, "--output", results]
    assert in_frames.main([str(word) for word in limited]) == 0
    assert in_frames.main(["--data", "no such file"]) == 2
    tuned = [{"expression": "all", "pictures": 4, "without": "50%", "tuned": "75%"}]
    (results / "tuning.json").write_text(json.dumps(tuned))
    other = ["--other", "drawn faces", results / "evaluate.json"]
    run("card", "--figures", results, *other, "--output", folder / "MODEL_CARD.md")
    card = (folder / "MODEL_CARD.md").read_text()
    assert "## How good it is on drawn faces" in card
    assert "| all | 4 | 50% | 75% |" in card
    assert f"{lite['accuracy']:.2%}" in card
    assert "150 faces of FER2013" in card
    assert (folder / "card" / "confusion.png").stat().st_size > 1000
    for chart in ("history", "export", "calibration", "frame"):
        assert cv2.imread(str(results / f"{chart}.png")) is not None


@pytest.mark.parametrize("added", ["Rage=0.5", "Fear", "Fear=much", "Fear=nan", "Fear=inf"])
def test_what_is_no_logit_is_refused_before_anything_is_read(
    added: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    calibrate = ["calibrate", "--folder", str(tmp_path), "--data", str(tmp_path / "none.csv")]
    with pytest.raises(SystemExit):
        main([*calibrate, "--prior-correction", "0.4", "--raise", added])
    assert "argument --raise: expected" in capsys.readouterr().err


def test_models_are_compared_on_several_sets(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = folder / "fer2013.csv"
    models = (SHIPPED_MODEL, SHIPPED_MODEL.with_suffix(".keras"))
    run("compare", *models, "--data", data, "--other", data, "--output", tmp_path)
    heading, _, *rows = (line.split(" | ") for line in capsys.readouterr().out.splitlines())
    assert heading[3] == data.name
    assert {row[0] for row in rows} == {"| weights/expression.tflite", "| weights/expression.keras"}
    assert [row[3] for row in rows] == [row[1] for row in rows]
    assert any(row[4] == "696,512" for row in rows)
    assert cv2.imread(str(tmp_path / "compare.png")) is not None


def test_another_network_learns_from_a_teacher(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--data", folder / "fer2013.csv", "--epochs", 1, "--model", "mini-xception"]
    run("train", *options, "--output", tmp_path / "teacher", "--imbalance", "weights")
    teacher = tmp_path / "teacher" / "expression.keras"
    np.save(tmp_path / "another.npy", np.full((181, 7), 1 / 7, dtype=np.float32))
    run(
        "train",
        *options,
        *("--output", tmp_path / "student", "--imbalance", "oversampling"),
        *("--teachers", teacher, teacher),
        *("--answers", tmp_path / "another.npy"),
        *("--start", teacher),
    )
    report = json.loads((tmp_path / "student" / "run.json").read_text())
    assert report["config"]["model"] == "mini-xception"
    assert report["not_faces"] == 0
    assert (report["start"], report["teachers"]) == ("expression.keras", 3)
    told = capsys.readouterr().out
    assert "s an epoch, 0 minutes left" in told


def test_a_deeper_network_begins_with_the_shipped_one_s_weights(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--data", folder / "fer2013.csv", "--epochs", 1, "--output", tmp_path]
    run("train", *options, "--model", "expression-deep", "--start", SHIPPED_KERAS)
    report = json.loads((tmp_path / "run.json").read_text())
    assert report["start"] == "expression.keras"
    capsys.readouterr()
    other = [*options, "--model", "mini-xception", "--start", SHIPPED_KERAS]
    assert main(["train", *map(str, other)]) == 2
    assert "does not begin mini_xception" in capsys.readouterr().err


def test_explore(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("explore", "--data", folder / "fer2013.csv", "--output", tmp_path)
    report = json.loads((tmp_path / "explore.json").read_text())
    assert report["Training"]["faces"] == 160
    assert report["PublicTest"]["counts"]["Happy"] == 3
    assert report["PublicTest"]["duplicates_of"] == {"Training": 0}
    for name in ("counts", "samples", "means"):
        assert cv2.imread(str(tmp_path / f"{name}.png")) is not None


@pytest.mark.parametrize("split", SPLITS)
def test_a_file_of_one_split_is_enough_to_look_and_to_measure(
    split: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, votes = tmp_path / "one.csv", folder / "votes.csv"
    write_fer2013(data, training=0, test=42, split=split)
    run("explore", "--data", data, "--output", tmp_path)
    assert list(json.loads((tmp_path / "explore.json").read_text())) == [split]
    capsys.readouterr()

    run("evaluate", "--data", data, "--split", split, "--votes", votes, "--json")
    report = last_json(capsys)
    assert report["n"] == 42
    assert report["fer_plus"]["n"] > 0
    alone = split != "Training"
    assert ("has no Training rows" in report.get("left_out", "")) is alone
    assert ("second_reading" not in report["fer_plus"]) is alone
    for name in ("run", "in_frames", "export"):
        (tmp_path / f"{name}.json").write_text("{}")
    run("evaluate", "--data", data, "--split", split, "--output", tmp_path)
    assert ("has no Training rows" in capsys.readouterr().out) is alone
    assert main(["card", "--figures", str(tmp_path), "--output", str(tmp_path / "card.md")]) == 2
    assert "evaluate.json lacks figures" in capsys.readouterr().err


def test_a_split_that_is_not_there_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_fer2013(tmp_path / "fer2013.csv", training=7, test=0)
    arguments = ["evaluate", "--data", str(tmp_path / "fer2013.csv"), "--split", "PublicTest"]
    assert main(arguments) == 2
    assert "fer2013.csv has no PublicTest rows" in capsys.readouterr().err


def test_baselines(folder: Path, tmp_path: Path) -> None:
    run("baselines", "--data", folder / "fer2013.csv", "--limit", 70, "--output", tmp_path)
    report = json.loads((tmp_path / "baselines.json").read_text())
    assert len(report) == 3 + 3 * 2 * 2
    best = max(row["accuracy"] for row in report)
    assert best > 0.9  # the drawn mouths are easily told apart
    assert {row["training_faces"] for row in report} == {70}
    assert cv2.imread(str(tmp_path / "baselines.png")) is not None


def test_baselines_go_on_where_they_were_stopped(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--data", folder / "fer2013.csv", "--limit", 70, "--output", tmp_path]
    run("baselines", *options)
    report = json.loads((tmp_path / "baselines.json").read_text())
    (tmp_path / "baselines.json").write_text(json.dumps(report[:-2]))
    capsys.readouterr()
    run("baselines", *options)
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert json.loads((tmp_path / "baselines.json").read_text()) == report


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["evaluate", "--data", "nowhere.csv"], "nowhere.csv"),
        (["evaluate", "--data", "nowhere.csv", "--model", "gone.tflite"], "gone.tflite"),
        (["explore", "--data", "nowhere.csv", "--output", "here"], "nowhere.csv"),
        (["card", "--figures", "nowhere"], "run.json"),
        (["prepare", "--input", "nowhere.csv"], "nowhere.csv"),
    ],
)
def test_what_the_user_can_mend_is_told_in_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err.strip().splitlines()[-1]
    assert error.startswith("error: ")
    assert message in error


@pytest.mark.parametrize(
    ("accuracy", "agreement", "count", "ships"),
    [
        (0.698, 0.99, 3589, True),
        (0.696, 0.99, 3589, False),
        (0.700, 0.97, 3589, False),
        (0.500, 0.80, 20, True),  # of so few faces, some differ by chance
    ],
)
def test_weights_that_lose_too_much_do_not_ship(
    accuracy: float, agreement: float, count: int, ships: bool
) -> None:
    from models.training.conversion import SHIPPED_KIND, Kind, check_shipped

    exact = Kind("float32", 1, 1.0, 0.7, 1.0, 0.0)
    kinds = [exact, Kind(SHIPPED_KIND, 1, 1.0, accuracy, agreement, 0.1)]
    with nullcontext() if ships else pytest.raises(DataError, match="to lose at most"):
        check_shipped(kinds, count)
