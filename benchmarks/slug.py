"""``python -m benchmarks.slug``: megabytes of what a Heroku build would ship.

It installs requirements.txt into a clean folder, takes out what bin/post_compile takes out, adds
the tree less .slugignore, and compresses each package. ``--with tensorflow-cpu`` adds a package.
"""

import argparse
import gzip
import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable
from importlib.metadata import Distribution, distributions
from pathlib import Path
from typing import Any

from benchmarks.report import Rows, table
from testkit.server import ROOT

LEVEL = 6  # of gzip
LISTED = 15  # packages; the rest is one row


class _Counter(io.RawIOBase):
    """A file that keeps nothing but its length."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        length = len(memoryview(content))  # type: ignore[arg-type]
        self.size += length
        return length


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--with", dest="extra", action="append", default=[], metavar="PACKAGE")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        install = ["-m", "pip", "install", "--quiet", "--target", folder]
        wanted = ["--requirement", str(ROOT / "requirements.txt"), *options.extra]
        command = [sys.executable, *install, *wanted]
        subprocess.run(command, check=True)  # noqa: S603  # our own words
        trim = [str(ROOT / "bin" / "post_compile"), folder]
        subprocess.run(trim, check=True)  # noqa: S603  # our own script
        rows = [_row(one.metadata["Name"], _installed(one)) for one in distributions(path=[folder])]
    rows.append(_row("the app itself", shipped_files()))
    rows.sort(key=lambda row: -row["compressed, MB"])
    rest = rows[LISTED:]
    total = [_sum(f"{len(rest)} smaller ones", rest), _sum("all", rows)] if rest else []
    print(table([*rows[:LISTED], *total]))


def shipped_files() -> list[Path]:
    """The files under version control that .slugignore does not keep out."""
    listed = subprocess.run(
        ["git", "ls-files"],  # noqa: S607  # whichever the path has
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\n")
    lines = (ROOT / ".slugignore").read_text(encoding="utf-8").splitlines()
    ignored = [line.strip("/ ") for line in lines if line and not line.startswith("#")]
    return [
        ROOT / name
        for name in listed
        if name and not any(name == one or name.startswith(f"{one}/") for one in ignored)
    ]


def _installed(distribution: Distribution) -> list[Path]:
    located = [Path(str(distribution.locate_file(file))) for file in distribution.files or ()]
    return [path for path in located if path.is_file()]


def _row(name: str, files: Iterable[Path]) -> dict[str, Any]:
    counter, unpacked = _Counter(), 0
    with (
        gzip.GzipFile(fileobj=counter, mode="wb", compresslevel=LEVEL) as packed,
        tarfile.open(fileobj=packed, mode="w|") as archive,
    ):
        for path in files:
            archive.add(path)
            unpacked += path.stat().st_size
    return {"package": name, "compressed, MB": counter.size / 1e6, "unpacked, MB": unpacked / 1e6}


def _sum(name: str, rows: Rows) -> dict[str, Any]:
    sizes = ("compressed, MB", "unpacked, MB")
    return {"package": name, **{size: sum(row[size] for row in rows) for size in sizes}}


if __name__ == "__main__":
    main()
