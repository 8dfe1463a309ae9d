"""The prose of a body: what is left without code, addresses and markup that is not text."""

from __future__ import annotations

import re

_NOT_PROSE = re.compile(r"`[^`\n]*`|https?://[^\s)>]*|<[^<>\n]*>|\]\([^()\n]*\)|\{[{%][^{}%\n]*[%}]\}")
_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")


def prose_of(body: str) -> str:
    """The lines outside of fenced and indented code, with a space for each stretch that is not text."""
    lines, fence = [], ""
    for line in body.split("\n"):
        marker = _FENCE.match(line)
        if fence:
            fence = "" if marker and marker[1].startswith(fence) else fence
        elif marker:
            fence = marker[1]
        elif not line.startswith(("    ", "\t")):
            lines.append(line)
    return _NOT_PROSE.sub(" ", "\n".join(lines))
