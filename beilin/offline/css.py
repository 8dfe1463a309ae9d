"""CSS with the addresses of a copy."""

from __future__ import annotations

import re
from collections.abc import Callable

# Comments and strings are matched too, so that no address is found inside one (CSS Syntax 3, section 4).
_ADDRESS = re.compile(
    r"""/\*.*?(?:\*/|\Z)|@import\s+(["'])(?P<imported>.*?)\1|\burl\(\s*(["']?)(?P<url>[^"')]*?)\3\s*\)"""
    r"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'""",
    re.DOTALL | re.IGNORECASE,
)


def css_with(text: str, address: Callable[[str], str]) -> str:
    """The style sheet, or the value of a style attribute, with what the function gives for each address in it."""

    def replace(match: re.Match[str]) -> str:
        written = match["imported"] or match["url"]
        if not written or "\\" in written:
            return match[0]
        start, end = match.span("imported" if match["imported"] else "url")
        new = address(written)
        return match[0] if new == written else f"{text[match.start() : start]}{new}{text[end : match.end()]}"

    return _ADDRESS.sub(replace, text) if "url(" in text.lower() or "@import" in text.lower() else text
