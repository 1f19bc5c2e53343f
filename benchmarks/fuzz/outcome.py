"""What became of the cases of one kind."""

import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Tally:
    """Cases of one kind, counted by how they ended."""

    kind: str
    folder: Path  # for the cases that surprise
    outcomes: Counter[str] = field(default_factory=Counter)
    surprises: list[str] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")  # seconds, and which case
    seconds: float = 0.0  # of all together
    notes: list[str] = field(default_factory=list)

    @property
    def cases(self) -> int:
        """How many there were."""
        return self.outcomes.total()

    def add(self, case: str, outcome: str, seconds: float) -> None:
        """Count a case that ended as it may."""
        self.outcomes[outcome] += 1
        self.slowest = max(self.slowest, (seconds, case))

    def surprised(self, case: str, why: str, content: bytes) -> None:
        """Keep a case that ended as it may not."""
        self.outcomes["SURPRISE"] += 1
        self.folder.mkdir(parents=True, exist_ok=True)
        kept = self.folder / case
        kept.write_bytes(content)
        self.surprises.append(f"{kept}: {why}")

    def lines(self) -> list[str]:
        """To print."""
        ended = ", ".join(f"{outcome} {count}" for outcome, count in self.outcomes.most_common())
        return [
            f"{self.kind}: {self.cases} cases in {self.seconds:.0f} s",
            f"  {ended}",
            f"  slowest: {self.slowest[0]:.2f} s, {self.slowest[1]}",
            *(f"  {note}" for note in self.notes),
            *(f"  SURPRISE {surprise}" for surprise in self.surprises),
        ]


@dataclass(frozen=True)
class Budget:
    """How long it goes on."""

    until: float  # of time.monotonic()
    cases: int  # of each kind

    def lasts(self, tally: Tally) -> bool:
        """Whether there is another case."""
        return tally.cases < self.cases and time.monotonic() < self.until
