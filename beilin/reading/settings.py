"""What reading a file depends on, apart from its bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """The configuration that reading a file depends on."""

    language: str  # of files that do not state one
    time_zone: str
