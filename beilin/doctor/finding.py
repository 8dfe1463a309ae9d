"""What was found of one thing that Beilin uses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    what: str
    state: Literal["ok", "missing", "optional"]  # "missing" hinders building or serving, "optional" something else
    words: str  # what is there
    hint: str = ""  # what to do, where something is lacking


def ok(what: str, words: str) -> Finding:
    """It is there."""
    return Finding(what, "ok", words)
