"""What lies in the memory of another process, by Linux's /proc."""

from pathlib import Path

# Bytes: glibc keeps some of the smaller pieces that are freed, as they are, for the next ones.
PIECE = 1040


def count_in_memory(pid: int, marks: list[bytes]) -> int:
    """How many of the ``marks`` stand anywhere in what the process may write to."""
    found: set[bytes] = set()
    process = Path(f"/proc/{pid}")
    with (process / "mem").open("rb", buffering=0) as memory:
        for line in (process / "maps").read_text().splitlines():
            addresses, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            start, end = (int(address, 16) for address in addresses.split("-"))
            try:
                memory.seek(start)
                content = memory.read(end - start)
            except OSError:  # let go of since it was listed
                continue
            found.update(mark for mark in marks if mark in content)
    return len(found)


def marks_of(content: bytes, count: int = 8, size: int = PIECE) -> list[bytes]:
    """Pieces of a file, spread over it, by which it is known again."""
    starts = range(len(content) // (2 * count), len(content) - size, len(content) // count)
    return [content[start : start + size] for start in starts]
