"""Prints the audit's report; ends with 1 where it found something."""

import sys
from collections.abc import Callable
from pathlib import Path

from audit.calls import check_calls
from audit.committed import check_committed
from audit.licences import check_licences
from audit.outcome import Outcome
from audit.weaknesses import check_weaknesses

ROOT = Path(__file__).parents[1]
LOCK = ROOT / "requirements.txt"
CHECKS: tuple[Callable[[], Outcome], ...] = (
    lambda: check_weaknesses(LOCK),
    lambda: check_licences(LOCK),
    lambda: check_calls(ROOT),
    lambda: check_committed(ROOT),
)


def main(checks: tuple[Callable[[], Outcome], ...] = CHECKS) -> int:
    """Run the checks and tell of each as soon as it is done."""
    found = 0
    for check in checks:
        outcome = check()
        print(outcome.told(), end="\n\n", flush=True)
        found += len(outcome.findings)
    print(f"{found or 'No'} findings in all that could be checked.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
