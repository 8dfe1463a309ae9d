"""The value that every rule returns."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one line, and why."""

    line: int  # counted from 0
    rule: str
    evidence: str
    is_sure: bool  # if not, the line stays and the editor is asked to look at it
