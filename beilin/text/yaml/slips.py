"""Slips of the keyboard in YAML that cannot be read: full-width punctuation, tabs, a missing space.

libyaml often notices such a slip lines later, or takes the whole text for one scalar.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from beilin.text.yaml.nodes import YamlError

_WIDE_COLONS = "：︰﹕∶꞉"
_WIDE_SPACES = "\u3000\u00a0\u2000-\u200b\u202f\u205f\ufeff"
_DASHES = "‐‑‒–—―−－﹣﹘•·・●○◦▪※"
_KEY = rf"[^\s:{_WIDE_COLONS}#\"'\[\]{{}},，、&*!|>%@`-][^\s:{_WIDE_COLONS}，。；]{{0,39}}"

_WIDE_COLON = re.compile(rf"[ ]*(?:-[ ]+)?[\"'“”‘’]?(?P<key>{_KEY}?)[\"'“”‘’]?[ ]*(?P<slip>[{_WIDE_COLONS}])")
_NO_SPACE = re.compile(r"[ ]*(?P<key>[^\W\d][\w-]{0,39})[ ]*(?P<slip>:)(?![\s/:]|$)")
_OTHER_SIGN = re.compile(r"(?P<key>[^\W\d][\w-]{0,39})[ ]*(?P<slip>[;；﹔=＝])[ ]*\S")
_WIDE_SEPARATOR = re.compile(r"[^\[]*\[.*[\"'\]}][ ]*(?P<slip>[，、；])")
_WIDE_BRACKET = re.compile(r"[^\[\]]*\[[^\]]*(?P<slip>[］】〕」）])[ ]*$")
_WIDE_SPACE = re.compile(rf"(?:[ ]*|[ ]*(?:-[ ]+)?{_KEY}:[ ]?|[ ]*-)(?P<slip>[{_WIDE_SPACES}])")
_TAB = re.compile(r"[ ]*(?P<slip>\t)[ \t]*\S")
_WIDE_DASH = re.compile(rf"[ ]*(?P<slip>[{_DASHES}])")
_WIDE_HASH = re.compile(r"[ ]*(?P<slip>[＃﹟])")
_INDENTED = re.compile(rf"(?P<indent>[ ]+)(?P<slip>{_KEY}?):(?:[ ]|$)")
_WITH_VALUE = re.compile(rf"(?P<indent>[ ]*){_KEY}?:[ ]+[^\s#\[{{\"'|>]")
_BLOCK_TEXT = re.compile(r"([ ]*)(?:-[ ]+)*(?:[^\s#][^#]*:[ ]+)?[|>][-+0-9]*[ ]*(?:#.*)?$")


def find_slips(lines: Sequence[str], first_line: int) -> list[YamlError]:
    """The slips in lines of YAML that is known to be invalid, at most one for each line.

    `lines` are without line ends; `first_line` is the number of the first one in its file. Text that is written as a
    block (`|`, `>`) is not looked at.
    """
    slips = []
    block_indent: int | None = None  # of the line that began a block
    for number, line in enumerate(lines, first_line):
        indent = len(line) - len(line.lstrip(" "))
        if block_indent is not None and (indent > block_indent or not line.strip()):
            continue
        block = _BLOCK_TEXT.match(line)
        block_indent = indent if block else None
        found = [*_slip(line), *_indentation(line, lines[number - first_line - 1] if number > first_line else "")]
        slips += [YamlError("yaml-syntax", message, number, column, hint) for message, column, hint in found[:1]]
    return slips


def _slip(line: str) -> Iterator[tuple[str, int, str]]:
    """(message, column, hint) of each slip that the line may have, the likeliest first."""
    if match := _TAB.match(line):
        yield "a tab indents this line, which YAML does not allow", _column(match), "Indent with spaces."
    if match := _WIDE_COLON.match(line):
        message = f"a full-width colon ({match['slip']}) follows {match['key']!r}"
        yield message, _column(match), f"Write `{match['key']}: ` with an ASCII colon and a space."
    if match := _WIDE_SPACE.match(line):
        kind = "full-width space" if match["slip"] == "\u3000" else f"special space (U+{ord(match['slip']):04X})"
        yield f"a {kind} stands in place of an ordinary one", _column(match), "Write an ordinary space."
    if match := _NO_SPACE.match(line):
        message = f"there is no space after the colon of {match['key']!r}"
        yield message, _column(match), f"Write `{match['key']}: ` with a space after the colon."
    if match := _OTHER_SIGN.match(line):
        message = f"{match['slip']!r} follows {match['key']!r}, where a colon is needed"
        yield message, _column(match), f"Write `{match['key']}: ` with a colon and a space."
    if match := _WIDE_SEPARATOR.match(line):
        message = f"{match['slip']!r} stands in place of a comma"
        yield message, _column(match), "Write an ASCII comma between the items of a list."
    if match := _WIDE_BRACKET.match(line):
        yield f"{match['slip']!r} does not close a bracket", _column(match), "Write an ASCII bracket: ]"
    if match := _WIDE_DASH.match(line):
        message = f"{match['slip']!r} stands in place of a hyphen"
        yield message, _column(match), "Begin each item of a list with a hyphen and a space: - one"
    if match := _WIDE_HASH.match(line):
        yield f"a full-width number sign ({match['slip']}) does not begin a comment", _column(match), "Write #."


def _indentation(line: str, above: str) -> Iterator[tuple[str, int, str]]:
    """A key below `key: value` that is indented more, so that it would continue the value."""
    match, before = _INDENTED.match(line), _WITH_VALUE.match(above)
    if match and before and len(match["indent"]) > len(before["indent"]):
        message = f"{match['slip']!r} is indented more than the key above it"
        yield message, _column(match), "Indent all keys equally."


def _column(match: re.Match[str]) -> int:
    return match.start("slip") + 1
