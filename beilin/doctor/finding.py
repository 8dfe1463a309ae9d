"""One thing that Beilin uses, and its state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    subject: str
    state: Literal["ok", "missing", "optional"]  # "missing" prevents building or serving; "optional" affects less
    detail: str
    hint: str = ""  # what to do if something is lacking


def ok(subject: str, detail: str) -> Finding:
    """A finding that nothing is lacking."""
    return Finding(subject, "ok", detail)
