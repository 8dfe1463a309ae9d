"""What a rule found of a line."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found of one line."""

    line: int  # counted from 0
    rule: str
    evidence: str
    is_sure: bool  # set the line aside; else keep it and ask the editor
