"""The locked versions are those that the ranges allow, on each Python that the app runs on."""

import re
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements", "requirements-train", "requirements-dev")
PYTHONS = ("3.11", "3.12", "3.13")


def choices(name: str) -> list[Requirement]:
    """The ranges of a file, with those of the files that it builds on."""
    wanted = []
    for line in (ROOT / name).read_text().splitlines():
        if line.startswith("-r "):
            wanted += choices(line.removeprefix("-r "))
        elif line and not line.startswith("#"):
            wanted.append(Requirement(line))
    return wanted


def locked(name: str, python: str) -> dict[str, Requirement]:
    """What a lock holds for Linux and that Python."""
    lines = [
        line for line in (ROOT / name).read_text().splitlines() if line[:1] not in ("", " ", "#")
    ]
    environment = {key: str(value) for key, value in default_environment().items()} | {
        "python_version": python,
        "python_full_version": f"{python}.0",
        "sys_platform": "linux",
        "platform_system": "Linux",
    }
    pins = [Requirement(line.removesuffix(" \\")) for line in lines]
    fitting = [pin for pin in pins if pin.marker is None or pin.marker.evaluate(environment)]
    names = [canonicalize_name(pin.name) for pin in fitting]
    assert len(set(names)) == len(names)
    return dict(zip(names, fitting, strict=True))


def version(pin: Requirement) -> str:
    (specifier,) = pin.specifier
    assert specifier.operator == "=="
    return specifier.version


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_every_choice_within_its_range(lock: str, python: str) -> None:
    pins = locked(f"{lock}.txt", python)
    wanted = choices(f"{lock}.in")
    assert wanted
    for choice in wanted:
        assert version(pins[canonicalize_name(choice.name)]) in choice.specifier


@pytest.mark.parametrize("python", PYTHONS)
def test_what_is_trained_and_tested_is_what_serves(python: str) -> None:
    tested = {name: version(pin) for name, pin in locked("requirements-dev.txt", python).items()}
    for lock in LOCKS:
        pins = {name: version(pin) for name, pin in locked(f"{lock}.txt", python).items()}
        assert pins.items() <= tested.items()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_takes_no_file_but_those_that_were_looked_at(lock: str) -> None:
    text = (ROOT / f"{lock}.txt").read_text().replace("\\\n", "")
    pins = [line for line in text.splitlines() if "==" in line and not line.startswith((" ", "#"))]
    assert pins
    assert not [line for line in pins if not re.search(r" --hash=sha256:[0-9a-f]{64}\b", line)]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_says_how_to_renew_it_and_names_no_host(lock: str) -> None:
    text = (ROOT / f"{lock}.txt").read_text()
    assert "make lock" in text.partition("==")[0]
    assert "://" not in text
    # An option could name an index, and " @ " another source.
    assert not [line for line in text.splitlines() if line.startswith("-") or " @ " in line]


def test_what_the_workflows_run_is_named_by_its_commit() -> None:
    workflows = (ROOT / ".github" / "workflows").glob("*.yml")
    used = [name for one in workflows for name in re.findall(r"uses: *(\S+)", one.read_text())]
    assert used
    assert not [name for name in used if not re.fullmatch(r"[\w/.-]+@[0-9a-f]{40}", name)]
