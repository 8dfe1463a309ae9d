"""What reading a file depends on beside its bytes."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReaderSettings:
    """All of the configuration that reading a file depends on."""

    language: str  # of files that name none
    time_zone: str
