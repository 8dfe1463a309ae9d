"""What a verification of a bag found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

What = Literal["changed", "missing", "unexpected"]


class Finding(NamedTuple):
    """A file of a bag that is not as it was made."""

    what: What
    path: str
    why: str = ""


@dataclass(slots=True)
class Verification:
    """What a verification found."""

    findings: list[Finding] = field(default_factory=list)  # in the order of the paths
    notes: list[str] = field(default_factory=list)  # what is allowed, and may surprise
    files: int = 0  # that were read
    size: int = 0  # bytes of them
    digest: str = ""  # SHA-256 of the tag manifest, which fixes the whole bag

    def add(self, what: What, path: str, why: str = "") -> None:
        """Note a finding."""
        self.findings.append(Finding(what, path, why))
