"""pip-audit's answers, also those that say nothing."""

import json

from audit.weaknesses import NOT_REACHED, read_answer

CLEAN = {"name": "av", "version": "18.1.0", "vulns": []}
SKIPPED = {"name": "cffi", "skip_reason": "Dependency not found on PyPI and could not be audited"}
WEAK = {
    "name": "pillow",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"]}, {"id": "PYSEC-2", "fix_versions": []}],
}


def answer(*packages: object) -> str:
    return json.dumps({"dependencies": packages, "fixes": []})


def test_a_weakness_is_a_finding() -> None:
    outcome = read_answer(answer(CLEAN, WEAK))
    assert outcome.findings == [
        "pillow 1.0: PYSEC-1, mended in 1.1",
        "pillow 1.0: PYSEC-2, mended in no version",
    ]
    assert "2 findings" in outcome.told()


def test_what_the_database_does_not_know_is_told() -> None:
    outcome = read_answer(answer(CLEAN, SKIPPED))
    assert (outcome.findings, outcome.is_checked) == ([], True)
    assert outcome.remarks == ["The database does not know cffi."]


def test_without_the_database_nothing_is_called_clean() -> None:
    for said in ("", "Traceback", "{}", answer(), answer(SKIPPED, SKIPPED)):
        outcome = read_answer(said)
        assert outcome.remarks == [NOT_REACHED]
        assert outcome.findings == []
        assert "NOT CHECKED" in outcome.told()
