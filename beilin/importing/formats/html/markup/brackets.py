"""Brackets in the texts of links and images, which have to match (CommonMark 0.31, sections 6.3 and 6.4)."""

from __future__ import annotations

import re

_BRACKET = re.compile(r"\\.|[\[\]]", re.DOTALL)


def with_matched_brackets(text: str) -> str:
    """The Markdown with a backslash before each bracket that has no counterpart."""
    opened: list[int] = []
    unmatched: set[int] = set()
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif match[0] == "]" and opened:
            opened.pop()
        elif match[0] == "]":
            unmatched.add(match.start())
    unmatched.update(opened)
    return "".join(f"\\{character}" if index in unmatched else character for index, character in enumerate(text))
