"""The JSON file beside the weights that says what they are, checked before they are used."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from models.errors import ModelError
from models.labels import LABELS
from models.network_input import INPUT_SIZE, PREPROCESSING

MANIFEST_NAME = "expression.json"


@dataclass(frozen=True)
class Manifest:
    """What the shipped weights were made for, and the digest of each file."""

    labels: list[str]
    input_size: int  # pixels a side
    preprocessing: str
    sha256: dict[str, str]  # file name -> hex digest


def write_manifest(folder: Path, names: list[str]) -> None:
    """Describe the weights files ``names`` of ``folder`` as this code's own."""
    digests = {name: _digest((folder / name).read_bytes()) for name in names}
    manifest = Manifest(list(LABELS), INPUT_SIZE, PREPROCESSING, digests)
    (folder / MANIFEST_NAME).write_text(
        json.dumps(asdict(manifest), indent=2) + "\n", encoding="utf-8"
    )


def read_weights(folder: Path, name: str) -> bytes:
    """The content of ``folder/name``, once the manifest vouches for it.

    The digest is checked first because the runtime may crash on a truncated file. Raises
    ``ModelError`` where a file is missing, truncated, changed, or made for other labels, another
    input size or another preprocessing.
    """
    manifest = _read_manifest(folder / MANIFEST_NAME)
    for field, expected, found in (
        ("labels", list(LABELS), manifest.labels),
        ("input_size", INPUT_SIZE, manifest.input_size),
        ("preprocessing", PREPROCESSING, manifest.preprocessing),
    ):
        if found != expected:
            raise ModelError(f"{MANIFEST_NAME}: expected {field} {expected!r}, got {found!r}")
    if name not in manifest.sha256:
        raise ModelError(f"{MANIFEST_NAME} does not list {name}")
    try:
        content = (folder / name).read_bytes()
    except OSError as error:
        raise ModelError(f"The weights file {name} cannot be read: {error.strerror}") from None
    if _digest(content) != manifest.sha256[name]:
        raise ModelError(
            f"The weights file {name} ({len(content)} bytes) is not the one that {MANIFEST_NAME} "
            "describes: it is truncated or belongs to another model"
        )
    return content


def _read_manifest(path: Path) -> Manifest:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelError(f"{path.name} cannot be read: {error.strerror}") from None
    except ValueError as error:
        raise ModelError(f"{path.name} is not valid JSON: {error}") from None
    expected = {field.name for field in fields(Manifest)}
    if not isinstance(content, dict) or set(content) != expected:
        raise ModelError(f"{path.name}: expected the keys {', '.join(sorted(expected))}")
    return Manifest(**content)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
