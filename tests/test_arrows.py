"""Imports point one way: from the page down to the network."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT: dict[str, set[str]] = {
    "models": set(),
    "transformers": {"models"},
    "recordings": {"models", "transformers"},
    "hosting": {"models", "transformers"},
    "uploads": {"models", "transformers", "hosting"},
    "rooms": {"models", "transformers", "recordings", "hosting"},
    "views": {"models", "transformers", "recordings", "hosting", "uploads", "rooms"},
    "testkit": {"models", "transformers", "hosting"},
    "audit": set(),
    "fleet": {"hosting"},
}
OURS = {path.parent.name for path in ROOT.glob("*/__init__.py")}


def imported(path: Path) -> Iterator[str]:
    """Our packages that the file imports anywhere in it, those for a type checker too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        else:
            continue
        yield from (name.partition(".")[0] for name in names if name.partition(".")[0] in OURS)


def test_every_package_has_its_place() -> None:
    assert OURS - set(MAY_IMPORT) == {"benchmarks", "tests"}  # which may import everything


@pytest.mark.parametrize("package", MAY_IMPORT)
def test_a_package_imports_what_is_below_it_alone(package: str) -> None:
    files = list((ROOT / package).rglob("*.py"))
    assert files
    wrong = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in files
        for name in imported(path)
        if name != package and name not in MAY_IMPORT[package]
    }
    assert wrong == set()
