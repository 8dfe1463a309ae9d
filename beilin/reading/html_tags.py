"""HTML written by an editor → tags, comments and text, without any repair.

A tag is what CommonMark calls one (section 6.6), except that unquoted values may contain what HTML's own may (HTML,
section 13.2.5.37), and that attributes need no white space between them. Everything else is text, so that it can be
shown as written. Every character of the input is in exactly one piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Literal, NamedTuple

# Elements whose content a browser does not show, up to their end tag.
SCRIPTS = ("script", "style")
# What begins here and never ends would hide the rest from a browser; with the end that it lacks.
UNCLOSED = {"<!--": "-->", "<![CDATA[": "]]>", "<?": "?>"}


class Piece(NamedTuple):
    """A part of the HTML."""

    kind: Literal["text", "open", "close", "comment", "script", "unclosed", "other"]
    raw: str
    start: int  # position of `raw` in the HTML
    name: str = ""  # of a tag or script, in lower case
    attributes: tuple[tuple[str, str], ...] = ()  # names in lower case, values decoded; the first of equal names
    is_empty: bool = False  # whether the tag ends in "/>"


_TAG_NAME = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*+)(?=[\t\n\f\r />])")
_ATTRIBUTE = re.compile(
    r"""[\t\n\f\r /]*+([A-Za-z_:@][A-Za-z0-9:._@-]*+)"""
    r"""(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+("[^"]*+"|'[^']*+'|[^\t\n\f\r "'=<>`][^\t\n\f\r "'<>`]*+))?"""
)
_TAG_END = re.compile(r"[\t\n\f\r /]*+>")
_COMMENT = re.compile(r"<!---?>|<!--.*?-->", re.DOTALL)
_INSTRUCTION = re.compile(r"<\?.*?\?>|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_DECLARATION = re.compile(r"<![A-Za-z][^<>]*+>")
_SCRIPT_END = {name: re.compile(rf"</{name}[\t\n\f\r ]*+>", re.IGNORECASE) for name in SCRIPTS}
# A reference without a semicolon before "=" or a letter is part of an address (HTML, section 13.2.5.73).
_REFERENCE_IN_VALUE = re.compile(r"&(?:#\w+;?|\w+;|\w+(?![\w=]))")


def pieces_of(html: str) -> Iterator[Piece]:
    """The pieces of the HTML, in order. The time is linear in its length."""
    text_start = position = 0
    unclosed: set[str] = set()  # what is known not to end in the rest of the HTML
    while (position := html.find("<", position)) >= 0:
        piece = _piece_at(html, position, unclosed)
        if isinstance(piece, int):
            position = piece
            continue
        if text_start < position:
            yield Piece("text", html[text_start:position], text_start)
        yield piece
        text_start = position = position + len(piece.raw)
    if text_start < len(html):
        yield Piece("text", html[text_start:], text_start)


def decoded_text(raw: str) -> str:
    """The text with its character references resolved."""
    return unescape(raw) if "&" in raw else raw


def _piece_at(html: str, position: int, unclosed: set[str]) -> Piece | int:
    """The piece that begins with the `<` there; if that is text, the position up to which no piece begins."""
    following = html[position + 1 : position + 2]
    if following in ("!", "?"):
        return _declaration_at(html, position, unclosed)
    match = _TAG_NAME.match(html, position)
    if match is None:
        return position + 1
    slash, name = match[1], match[2].lower()
    attributes: dict[str, str] = {}
    end = match.end()
    while attribute := _ATTRIBUTE.match(html, end):
        end = attribute.end()
        attributes.setdefault(attribute[1].lower(), _decoded_value(attribute[2] or ""))
    closing = _TAG_END.match(html, end)
    if closing is None or (slash and attributes):
        return end
    raw = html[position : closing.end()]
    if slash:
        return Piece("close", raw, position, name)
    if name in SCRIPTS and name not in unclosed:
        if script_end := _SCRIPT_END[name].search(html, closing.end()):
            return Piece("script", html[position : script_end.end()], position, name, tuple(attributes.items()))
        unclosed.add(name)
    return Piece("open", raw, position, name, tuple(attributes.items()), closing[0].endswith("/>"))


def _declaration_at(html: str, position: int, unclosed: set[str]) -> Piece | int:
    opening = next((opening for opening in UNCLOSED if html.startswith(opening, position)), "")
    if not opening:
        declaration = _DECLARATION.match(html, position)
        return Piece("other", declaration[0], position) if declaration else position + 1
    if opening not in unclosed:
        is_comment = opening == "<!--"
        if match := (_COMMENT if is_comment else _INSTRUCTION).match(html, position):
            return Piece("comment" if is_comment else "other", match[0], position)
        unclosed.add(opening)
    return Piece("unclosed", opening, position)


def _decoded_value(written: str) -> str:
    value = written[1:-1] if written[:1] in ("'", '"') else written
    return _REFERENCE_IN_VALUE.sub(lambda reference: unescape(reference[0]), value) if "&" in value else value
