"""Escapes in JSON (RFC 8259, section 7) and in YAML in double quotes (YAML 1.2, section 5.7)."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A backslash is consumed with what follows it; two escapes of surrogates make one character.
_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})"
    r"|x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))",
    re.DOTALL,
)
_SHORT = {"0": "\0", "a": "\a", "b": "\b", "v": "\v", "f": "\f", "e": "\x1b", "N": "\x85"}


def escaped_at(pattern: re.Pattern[str], text: str) -> int | None:
    """The offset in the text of the first escape of a character that the pattern matches."""
    return next((at for at, character in _escapes(text) if pattern.match(character)), None)


def _escapes(text: str) -> Iterator[tuple[int, str]]:
    for match in _ESCAPE.finditer(text):
        high, low, *codes, short = match.groups()
        if high:
            yield match.start(), chr(0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF))
            continue
        code = next(filter(None, codes), None)
        number = int(code, 16) if code else ord(_SHORT.get(short, " "))
        yield match.start(), chr(number) if number < 0x110000 else " "
