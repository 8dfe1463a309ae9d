"""What is known of a kind of problem."""

from __future__ import annotations

from typing import Literal, NamedTuple

Severity = Literal["error", "warning", "note"]


class Kind(NamedTuple):
    """A kind of problem. The texts are Markdown."""

    code: str
    severity: Severity  # an error prevents publishing; a note is for information only
    title: str  # what is wrong, as a heading
    meaning: str  # when it is reported, and its consequences
    remedy: str
    key: str = ""  # of the front matter, if a whole article has the problem: `check` shows the line of that key
