"""The audit as a command: what it prints and how it ends."""

from pathlib import Path

import pytest

from audit.__main__ import main
from audit.calls import check_calls
from audit.outcome import Outcome


def test_a_finding_fails_it(capsys: pytest.CaptureFixture[str]) -> None:
    good = Outcome("Good", remarks=["Said."])
    bad = Outcome("Bad", findings=["it is bad"])
    assert main((lambda: good, lambda: bad)) == 1
    printed = capsys.readouterr().out
    assert "Good: no findings\n  Said.\n" in printed
    assert "Bad: 1 finding\n  FINDING it is bad\n" in printed
    assert main((lambda: good,)) == 0


def test_a_dangerous_call_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "polite.py").write_text("print(1)\n")
    assert check_calls(tmp_path).findings == []
    (tmp_path / "rude.py").write_text("print(eval(input()))\n")
    (finding,) = check_calls(tmp_path).findings
    assert "suspicious-eval-usage" in finding
