"""Licences of what ships: of each package, and of the libraries in other languages in its wheel."""

import re
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path, PurePath

from packaging.requirements import Requirement

from audit.outcome import Outcome

# Ask for no more than that their text and names go along.
FREE = {
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MIT-CMU",
    "PSF-2.0",
    "Zlib",
}
# How packages without an SPDX expression spell theirs; a classifier's name or its own words.
SPELLINGS = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "3-Clause BSD License": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "MIT License": "MIT",
}
# More than that, and why the package ships all the same.
EXPLAINED = {
    "certifi": "MPL-2.0: its list of certificates ships unchanged",
    "tqdm": "MPL-2.0 AND MIT: it ships unchanged",
}
# The libraries that wheels bring in a folder of their own, by the start of a file's name.
FREE_LIBRARIES = (
    *("libSvtAv1Enc", "libXau", "libaom", "libavif", "libbrotli", "libcrc32c", "libdav1d"),
    *("libdrm", "libfreetype", "libharfbuzz", "libjpeg", "liblcms2", "liblzma"),
    *("libopencore-amr", "libopenblas", "libopenjp2", "libopus", "libpng16", "libscipy_openblas"),
    *("libsharpyuv", "libtiff", "libvpl", "libvpx", "libwebp", "libxcb", "libzstd"),
)
EXPLAINED_LIBRARIES = {
    ("libx264", "libx265"): "GPL-2.0-or-later: encoders, in separate files of the wheel",
    ("libav", "libsw"): "LGPL: FFmpeg; linked with x264, as in av, the GPL holds for both",
    ("libasound", "libmp3lame"): "LGPL: in a file that can be replaced",
    ("libgmp", "libgnutls", "libhogweed", "libnettle", "libunistring"): (
        "LGPL: in a file that can be replaced"
    ),
    ("libde265", "libheif"): "LGPL-3.0-or-later: in a file that can be replaced",
    ("libgfortran", "libquadmath"): "GPL with GCC's exception for what is compiled with it",
    ("libcrypto", "libssl"): "OpenSSL's own, which asks to be named; 1.1.1 is no longer mended",
}
HASH = re.compile(r"-[0-9a-f]{8}.*|\.so.*")


def check_licences(lock: Path) -> Outcome:
    """Look at what ``lock`` pins, as it is installed here."""
    outcome = Outcome("Licences of what ships")
    for line in lock.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.lstrip().startswith(("#", "--hash=")):
            continue
        pin = Requirement(line.partition(" #")[0].removesuffix(" \\"))
        if pin.marker is not None and not pin.marker.evaluate():
            continue
        try:
            package = distribution(pin.name)
        except PackageNotFoundError:
            outcome.findings.append(f"{pin.name} is not installed: nothing is known of it")
            continue
        _look_at(pin.name, licence_of(package), outcome)
        _look_into(pin.name, bundled(package), outcome)
    return outcome


def licence_of(package: Distribution) -> str:
    """As an SPDX expression where it can be told, else in the package's own words."""
    about = package.metadata
    if "License-Expression" in about:
        return str(about["License-Expression"])
    classifiers = [name.split(" :: ") for name in about.get_all("Classifier") or []]
    told = [parts[-1] for parts in classifiers if parts[0] == "License"]
    own = str(about["License"]) if "License" in about else ""
    if own and "\n" not in own and own not in ("UNKNOWN", "Dual License"):
        told = [own]
    return " AND ".join(SPELLINGS.get(one, one) for one in told) or "unknown"


def is_free(expression: str) -> bool:
    """Whether every part, or one of each choice, asks for no more than its text.

    >>> is_free("Apache-2.0 OR GPL-2.0-only"), is_free("MIT AND GPL-2.0-only")
    (True, False)
    """
    if "(" in expression:
        return False  # none has one yet: look at it yourself
    choices = [part.split(" AND ") for part in expression.split(" OR ")]
    return any(all(name.strip() in FREE for name in names) for names in choices)


def bundled(package: Distribution) -> list[str]:
    """Names of the shared libraries in the wheel's ``.libs`` folder, without version and hash."""
    paths = [PurePath(str(path)) for path in package.files or []]
    names = {
        HASH.sub("", path.name)
        for path in paths
        if path.parts[0].endswith((".libs", ".dylibs")) and ".so" in path.name
    }
    return sorted(names)


def _look_at(name: str, licence: str, outcome: Outcome) -> None:
    if name in EXPLAINED:
        outcome.remarks.append(f"{name}: {EXPLAINED[name]}")
    elif not is_free(licence):
        outcome.findings.append(f"{name}: {licence}")


def _look_into(name: str, libraries: Iterable[str], outcome: Outcome) -> None:
    reasons: dict[str, list[str]] = {}
    for library in libraries:
        if library.startswith(FREE_LIBRARIES):
            continue
        for starts, reason in EXPLAINED_LIBRARIES.items():
            if library.startswith(starts):
                reasons.setdefault(reason, []).append(library)
                break
        else:
            outcome.findings.append(f"{name} brings {library}: nothing is known of it")
    for reason, found in reasons.items():
        outcome.remarks.append(f"{name} brings {', '.join(found)}: {reason}")
