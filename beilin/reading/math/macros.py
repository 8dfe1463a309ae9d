"""The macros of an article's formulas."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from beilin.reading.math.tokens import tokens_of


class Macro(NamedTuple):
    """A command that stands for other TeX."""

    parameters: int
    body: list[str]
    default: list[str] | None = None  # of its first parameter, which is then optional


# In place of commands that math-core does not know: what they are, and the number of their arguments.
SYNONYMS = {
    name: Macro(count, tokens_of(tex))
    for name, count, tex in (
        (r"\dotsb", 0, r"\cdots"),
        (r"\dotsc", 0, r"\ldots"),
        (r"\dotsm", 0, r"\cdots"),
        (r"\ensuremath", 1, "#1"),
        (r"\hspace*", 1, r"\hspace{#1}"),
        (r"\mathbbm", 1, r"\mathbb{#1}"),
        (r"\mathds", 1, r"\mathbb{#1}"),
        (r"\mathnormal", 1, "#1"),
        (r"\pmb", 1, r"\boldsymbol{#1}"),
        (r"\sfrac", 2, "{#1}/{#2}"),
        (r"\smash", 1, "{#1}"),
        (r"\strut", 0, ""),
        (r"\substack", 1, r"\begin{subarray}{c}#1\end{subarray}"),
    )
}


@dataclass(slots=True)
class Macros:
    """The macros that the formulas of an article have defined so far, and the synonyms."""

    by_name: dict[str, Macro] = field(default_factory=lambda: dict(SYNONYMS))
    used: int = 0  # tokens that macros took and gave
