"""Licences that ask for more than a copy of their text are told or refused."""

import sys
from importlib.metadata import Distribution
from pathlib import Path

import pytest

from audit.licences import bundled, check_licences, is_free, licence_of

LOCK = Path(__file__).parents[2] / "requirements.txt"


def install(folder: Path, name: str, about: str, *files: str) -> Distribution:
    """A package of that name, as a wheel leaves it."""
    place = folder / f"{name}-1.0.dist-info"
    place.mkdir()
    (place / "METADATA").write_text(f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n{about}\n")
    (place / "RECORD").write_text("".join(f"{file},,\n" for file in files))
    for file in files:  # Python leaves those out that are not there
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).touch()
    return Distribution.at(place)


def test_what_ships_is_free_or_explained() -> None:
    outcome = check_licences(LOCK)
    assert outcome.findings == []
    assert any("libx264" in remark and "GPL" in remark for remark in outcome.remarks)


@pytest.mark.parametrize(
    ("expression", "free"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-2.0-only", True),
        ("BSD-3-Clause AND MIT", True),
        ("MIT AND GPL-2.0-only", False),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only OR SSPL-1.0", False),
        ("(MIT OR GPL-2.0-only) AND LGPL-2.1-only", False),
        ("unknown", False),
        ("", False),
    ],
)
def test_an_expression(expression: str, free: bool) -> None:
    assert is_free(expression) is free


@pytest.mark.parametrize(
    ("about", "licence"),
    [
        ("License-Expression: ISC\nLicense: GPL", "ISC"),
        ("License: Apache 2.0", "Apache-2.0"),
        ("Classifier: License :: OSI Approved :: MIT License", "MIT"),
        ("License: UNKNOWN\nClassifier: License :: OSI Approved :: BSD License", "BSD-3-Clause"),
        ("Classifier: Programming Language :: Python", "unknown"),
        ("License: GPL v3", "GPL v3"),
    ],
)
def test_how_packages_tell_theirs(tmp_path: Path, about: str, licence: str) -> None:
    assert licence_of(install(tmp_path, "one", about)) == licence


def test_refused_licences_and_libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "copyleft", "License-Expression: GPL-3.0-or-later")
    strange = install(
        tmp_path,
        "strange",
        "License-Expression: MIT",
        "strange.libs/libvpx-edb6de90.so.12.0.0",
        "strange.libs/libmystery-0123abcd.so.1",
        "strange/__init__.py",
    )
    assert bundled(strange) == ["libmystery", "libvpx"]
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    lock = tmp_path / "lock.txt"
    lock.write_text(
        "# written by a test\ncopyleft==1.0  # via nothing\nstrange==1.0\nabsent-one==1.0\n"
        "only-there==1.0 ; sys_platform == 'nowhere'\n"
    )
    assert check_licences(lock).findings == [
        "copyleft: GPL-3.0-or-later",
        "strange brings libmystery: nothing is known of it",
        "absent-one is not installed: nothing is known of it",
    ]
