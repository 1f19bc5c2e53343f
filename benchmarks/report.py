"""Figures as a table to read and as JSON to keep."""

import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

Rows = Sequence[dict[str, Any]]


def table(rows: Rows) -> str:
    """Rows that share their keys, in Markdown."""
    names = list(rows[0])
    lines = [names, ["---"] * len(names), *([_cell(row[name]) for name in names] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def machine() -> str:
    """What the figures were taken on."""
    names = [
        line.split(":", 1)[1].strip()
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        if line.startswith("model name")
    ]
    system = f"{platform.system()}, Python {platform.python_version()}"
    return f"{len(os.sched_getaffinity(0))} cores of {names[0] if names else 'unknown'}, {system}"


def write_json(figures: dict[str, Rows], path: Path) -> None:
    """Every benchmark's rows, and the machine."""
    path.write_text(
        json.dumps({"machine": machine(), **figures}, indent=2) + "\n", encoding="utf-8"
    )


def _cell(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
