"""Which checks a body needs: most bodies have no trace of most slips, and are not parsed for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

HEAD = 16  # characters of a line that show how it begins


class Gate(NamedTuple):
    """What a body must contain to be looked at.

    Any of the needles, if there are any, and what matches the expression, if there is one. Those that begin with a line
    break are looked for among the beginnings of lines, without indentation and marks of quotes.
    """

    needles: tuple[str, ...] = ()
    expression: str = ""


def heads_of(lines: Sequence[str]) -> str:
    """The beginnings of the lines, each after a line break."""
    return "".join(["\n" + line.lstrip(" \t>")[:HEAD] for line in lines])


def is_open(gate: Gate, body: str, heads: str) -> bool:
    """Whether the body, whose lines have those beginnings, may contain what the gate is for."""
    if gate.needles and not any(needle in (heads if needle[0] == "\n" else body) for needle in gate.needles):
        return False
    if not gate.expression:
        return True
    return compiled(gate.expression).search(heads if gate.expression.startswith("\\n") else body) is not None


@cache
def compiled(expression: str) -> re.Pattern[str]:
    """The expression, in which ^ begins a line."""
    return re.compile(expression, re.MULTILINE)
