"""What one check of the audit came to."""

from dataclasses import dataclass, field


@dataclass
class Outcome:
    """A check's title with what it found and what else has to be said."""

    title: str
    findings: list[str] = field(default_factory=list)  # each fails the audit
    remarks: list[str] = field(default_factory=list)
    is_checked: bool = True  # False where what it needs is not to be had here

    def told(self) -> str:
        """As lines of the report."""
        many = "1 finding" if len(self.findings) == 1 else f"{len(self.findings) or 'no'} findings"
        return "\n".join(
            [
                f"{self.title}: {many if self.is_checked else 'NOT CHECKED'}",
                *(f"  FINDING {finding}" for finding in self.findings),
                *(f"  {remark}" for remark in self.remarks),
            ]
        )
