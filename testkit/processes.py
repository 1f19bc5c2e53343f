"""The processes that a process has started, as Linux tells them."""

from pathlib import Path


def children(pid: int) -> list[int]:
    """Those of ``pid`` that have not been waited for; none where it has ended itself."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [
            int(child) for thread in threads for child in (thread / "children").read_text().split()
        ]
    except (FileNotFoundError, ProcessLookupError):
        return []


def servers(module: str, parent: int) -> list[int]:
    """The fork servers of ``module`` that the process ``parent`` has started."""
    found = []
    for child in children(parent):
        try:
            command = Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):  # it has ended since
            continue
        if b"hosting.fork_server" in command and module.encode() in command:
            found.append(child)
    return found
