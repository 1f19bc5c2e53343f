"""A secret is found where it stands, and where it once stood."""

import subprocess
from pathlib import Path

from audit.committed import check_committed

KEY = "AKIA" + "Q7XKZ4MRT2WVB5NC"  # of AWS's form; in two parts, so that nobody finds it here


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Test", "-c", "user.email=test@example.com")
    subprocess.run(["git", *who, "-C", str(folder), *arguments], check=True, capture_output=True)


def commit(folder: Path, file: str, text: str) -> None:
    (folder / file).write_text(text)
    git(folder, "add", "--all")
    git(folder, "commit", "--message", "One more")


def test_a_secret_is_found_even_after_it_was_taken_out(tmp_path: Path) -> None:
    git(tmp_path, "init")
    commit(tmp_path, "app.py", "print('hello')\n")
    assert check_committed(tmp_path).findings == []
    commit(tmp_path, "app.py", f"print('hello')\naws = '{KEY}'\n")
    (now,) = check_committed(tmp_path).findings
    assert now.startswith("app.py:2: AWS Access Key (SHA-1 ")
    assert KEY not in now
    commit(tmp_path, "app.py", "print('hello')\n")
    assert check_committed(tmp_path).findings == [now]


def test_without_a_repository_it_says_so(tmp_path: Path) -> None:
    (tmp_path / "app.py").write_text(f"aws = '{KEY}'\n")
    assert "NOT CHECKED" in check_committed(tmp_path).told()
