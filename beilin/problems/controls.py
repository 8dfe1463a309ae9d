"""Characters that no text of an archive needs, and what the terminal gets in their place.

Controls and noncharacters cannot stand in XML (XML 1.0, section 2.2), or are not for interchange (Unicode Standard,
section 23.7); a terminal obeys some of them. Controls of direction make text look different from what it says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator

_CONTROLS = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # all but the tab and line breaks
_REFUSED_BMP = f"{_CONTROLS}\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_PLANE_ENDS = [chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF)]
_REFUSED = _REFUSED_BMP + "".join(_PLANE_ENDS)
NONCHARACTERS = "\ufdd0-\ufdef\ufffe\uffff" + "".join(_PLANE_ENDS)  # for a set in a regular expression
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"

REFUSED = re.compile(f"[{_REFUSED}]")
DIRECTIONS = re.compile(f"[{_DIRECTIONS}]")
_EITHER = re.compile(f"[{_REFUSED}{_DIRECTIONS}]")
_EITHER_BMP = re.compile(f"[{_REFUSED_BMP}{_DIRECTIONS}]")
_UNSAFE = re.compile(f"[{_REFUSED}{_DIRECTIONS}\t\n\r\u2028\u2029]")
_LINE_END = re.compile("\r\n|\n|\r(?!\n)")
CONTROL_REMEDY = "Remove it: it cannot be seen, and may stand for a lost character."
DIRECTION_REMEDY = "Remove it unless the text needs it: what readers see may differ from what is written."


def has_controls(text: str) -> bool:
    """Whether the text has a character that is refused, or a control of direction."""
    # A set of characters in the first plane is searched seven times as fast as one with others.
    return _EITHER_BMP.search(text) is not None or any(end in text for end in _PLANE_ENDS)


def named(character: str) -> str:
    """`U+0007 (control character)`, for messages."""
    code = ord(character)
    if DIRECTIONS.match(character):
        what = "control of text direction"
    elif 0xD800 <= code <= 0xDFFF:
        what = "lone surrogate"
    else:
        what = "control character" if code < 0xA0 else "noncharacter"
    return f"U+{code:04X} ({what})"


def refusal_message(character: str) -> str:
    """The message of the error that the character is refused; its hint is CONTROL_REMEDY."""
    return f"the character {named(character)} is not allowed"


def direction_message(character: str) -> str:
    """The message of the warning about a control of direction; its hint is DIRECTION_REMEDY."""
    return f"the character {named(character)} changes the direction of text"


def positions(pattern: re.Pattern[str], text: str, first_line: int = 1) -> Iterator[tuple[str, int, int]]:
    """(character, line, column) of each match in a text that begins on `first_line` of its file, both from 1."""
    line, start, counted = first_line, 0, 0
    for match in pattern.finditer(text):
        at = match.start()
        for line_end in _LINE_END.finditer(text, counted, at):
            line, start = line + 1, line_end.end()
        counted = at
        yield match[0], line, at - start + 1


def printable(text: str, *, keep: str = "") -> str:
    """The text with escapes for controls, line ends and tabs among them, as far as they are not to be kept."""
    return _UNSAFE.sub(lambda match: match[0] if match[0] in keep else ascii(match[0])[1:-1], text)


def printable_path(path: str) -> str:
    r"""The path of a file with `\xff` for each byte that is not UTF-8, and escapes as in `printable`."""
    if path.isascii() and path.isprintable():
        return path
    return printable(os.fsencode(path).decode("utf-8", "backslashreplace"))


def printable_json(text: str) -> str:
    """JSON with escapes for the controls that it may have in its strings."""
    return _EITHER.sub(lambda match: _json_escape(ord(match[0])), text)


def _json_escape(code: int) -> str:
    if code < 0x10000:
        return f"\\u{code:04x}"
    return f"\\u{0xD800 + (code - 0x10000 >> 10):04x}\\u{0xDC00 + (code & 0x3FF):04x}"
