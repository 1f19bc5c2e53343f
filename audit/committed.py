"""Secrets in what is or ever was committed, by detect-secrets."""

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from detect_secrets import SecretsCollection
from detect_secrets.settings import default_settings

from audit.outcome import Outcome

CHECKSUMS = "models/weights/expression.json"  # of the weights, which look like secrets
MADE_UP = Path(__file__).with_name("made_up.txt")


def check_committed(repository: Path) -> Outcome:
    """Look at each version of each file that a branch or tag leads to, and at the working tree."""
    outcome = Outcome("Secrets in what is or was committed (detect-secrets)")
    if shutil.which("git") is None or not (repository / ".git").exists():
        outcome.is_checked = False
        outcome.remarks.append("There is no git repository here, or no git.")
        return outcome
    made_up = {line.partition(" ")[0] for line in MADE_UP.read_text(encoding="utf-8").splitlines()}
    seen: set[tuple[str, str]] = set()
    versions = 0
    with tempfile.TemporaryDirectory() as folder, default_settings():
        for path, content in _versions(repository):
            versions += 1
            if path == CHECKSUMS:
                continue
            for kind, sha1, line in _secrets(Path(folder) / Path(path).name, content):
                if sha1 not in made_up and (path, sha1) not in seen:
                    seen.add((path, sha1))
                    outcome.findings.append(f"{path}:{line}: {kind} (SHA-1 {sha1})")
    outcome.remarks.append(f"{versions} versions of files were looked at.")
    return outcome


def _versions(repository: Path) -> Iterator[tuple[str, bytes]]:
    """Path and content, the working tree first."""
    for path in _git(repository, "ls-files", "-z").decode().split("\0"):
        if path and (repository / path).is_file():
            yield path, (repository / path).read_bytes()
    for line in _git(repository, "rev-list", "--objects", "--all").decode().splitlines():
        name, _, path = line.partition(" ")
        if path and _git(repository, "cat-file", "-t", name).strip() == b"blob":
            yield path, _git(repository, "cat-file", "blob", name)


def _secrets(file: Path, content: bytes) -> list[tuple[str, str, int]]:
    """Kind, SHA-1 and line of each; ``file`` is written, for its name tells the kind of file."""
    if b"\0" in content:
        return []  # pictures and weights
    file.write_bytes(content)
    found = SecretsCollection()
    found.scan_file(str(file))
    file.unlink()
    return [
        (secret.type, hashlib.sha1(secret.secret_value.encode()).hexdigest(), secret.line_number)  # noqa: S324
        for _, secret in found
    ]


def _git(repository: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(repository), *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout  # noqa: S603
