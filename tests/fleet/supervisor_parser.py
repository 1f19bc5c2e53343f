"""What supervisord itself reads in a configuration."""

import json
import subprocess
from pathlib import Path
from typing import Any

from tests.fleet.needs import tool

# Debian's supervisord is a script for Debian's Python, which its first line names.
READ = """
import json, sys
from supervisor.options import ServerOptions
options = ServerOptions()
options.realize(["--configuration", sys.argv[1]])
groups = options.process_group_configs
print(json.dumps([vars(one) for group in groups for one in group.process_configs], default=str))
"""


def programs(configuration: Path) -> dict[str, dict[str, Any]]:
    """Each process by its name, with its options. Raises where supervisord refuses the file."""
    python = (
        Path(tool("supervisord"))
        .read_text(encoding="utf-8")
        .splitlines()[0]
        .removeprefix("#!")
        .split()
    )
    command = [*python, "-W", "ignore", "-c", READ, str(configuration)]
    read = subprocess.run(command, capture_output=True, text=True, check=False)
    assert read.returncode == 0, read.stderr
    return {one["name"]: one for one in json.loads(read.stdout)}
