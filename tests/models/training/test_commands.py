"""From nothing to a model that the app serves, on a tiny drawn data set."""

import json
from pathlib import Path

import pytest

from models.classifier import load_classifier
from models.training.__main__ import main
from models.training.data import read_fer2013
from tests.models.training.drawn_faces import VOTE_HEADER, write_fer2013


def test_train_go_on_export_evaluate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tensorflow", reason="tensorflow-cpu is not installed")
    data, run, weights = tmp_path / "fer2013.csv", tmp_path / "run", tmp_path / "weights"
    write_fer2013(data)
    votes, drop = tmp_path / "votes.csv", tmp_path / "drop.txt"
    votes.write_text("\n".join([VOTE_HEADER, *["Training,a.png,1,1,1,1,1,1,1,0,0,0"] * 161]))
    drop.write_text("0\n1\n")
    train = ["train", "--data", str(data), "--votes", str(votes), "--drop-rows", str(drop)]

    assert main([*train, "--output", str(run), "--epochs", "1"]) == 0
    assert "138 faces to train on" in capsys.readouterr().out
    assert main([*train, "--output", str(run), "--epochs", "2"]) == 0
    history = (run / "history.csv").read_text().splitlines()
    assert [line.split(",")[0] for line in history] == ["epoch", "0", "1"]

    model = run / "expression.keras"
    assert main(["export", "--model", str(model), "--output", str(weights)]) == 0
    served = load_classifier(folder=weights)
    assert served.predict(read_fer2013(data, "PublicTest").images).shape == (21, 7)

    capsys.readouterr()
    evaluate = ["evaluate", "--data", str(data), "--split", "PublicTest", "--json"]
    assert main([*evaluate, "--model", str(weights / "expression.tflite")]) == 0
    lite = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert main([*evaluate, "--model", str(model)]) == 0
    keras = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert lite["n"] == keras["n"] == 21
    assert lite["nll"] == pytest.approx(keras["nll"], abs=0.01)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["evaluate", "--data", "nowhere.csv"], "nowhere.csv"),
        (["evaluate", "--data", "nowhere.csv", "--model", "gone.tflite"], "gone.tflite"),
    ],
)
def test_what_the_user_can_mend_is_told_in_one_line(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith("error: ")
    assert message in error
    assert len(error.splitlines()) == 1
