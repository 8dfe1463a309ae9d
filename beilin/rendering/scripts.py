"""The HTML of a body in the other Chinese script: its text and what images and titles say, never code or addresses."""

from __future__ import annotations

import re

from beilin.text.variants import convert

# In a body, "<" and ">" only delimit tags, and the values of attributes are in double quotes.
_TAG = re.compile(r"(<[^>]*>)")
_NAME = re.compile(r"</?([a-z][a-z0-9]*)")
_SAID = re.compile(r'(?<=\s)((?:alt|title|aria-label)=")([^"]*)(?=")')
# Elements whose text belongs to no language; one that says which language it is in stays likewise.
_OPAQUE = frozenset({"code", "kbd", "math", "pre", "samp", "tt", "var"})
_VOID = frozenset({"br", "col", "hr", "img", "input", "source", "track", "wbr"})
# A unit separator, which is not a character of HTML: all texts are converted at once.
_BETWEEN = "\x1f"


def html_in_script(html: str, configuration: str) -> str:
    """The HTML converted by a configuration of OpenCC."""
    pieces = _TAG.split(html)
    chosen: list[int] = []
    opaque, depth = "", 0
    for position, piece in enumerate(pieces):
        if position % 2 == 0:
            if piece and not depth:
                chosen.append(position)
            continue
        name = match[1] if (match := _NAME.match(piece)) else ""
        if depth:
            if name == opaque:
                depth += -1 if piece.startswith("</") else 1
        elif name not in _VOID and not piece.startswith("</") and (name in _OPAQUE or ' lang="' in piece):
            opaque, depth = name, 1
        elif '="' in piece and ("alt=" in piece or "title=" in piece or "aria-label=" in piece):
            pieces[position] = _SAID.sub(lambda said: said[1] + convert(said[2], configuration), piece)
    if not chosen:
        return "".join(pieces)
    texts = convert(_BETWEEN.join([pieces[position] for position in chosen]), configuration)
    for position, text in zip(chosen, texts.split(_BETWEEN), strict=True):
        pieces[position] = text
    return "".join(pieces)
