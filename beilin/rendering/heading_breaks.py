"""The headings of a body with the places where their lines may be broken (see text/phrases.py).

They are put into pages alone: the body as it is read, and what feeds and the search make of it, has none.
"""

from __future__ import annotations

import re

from beilin.text.phrases import insert_breaks

# Deeper headings are no larger than text, and have as many characters to a line.
_HEADING = re.compile(r"(<h[23](?: [^>]*)?>)(.*?)(?=</h[23]>)", re.DOTALL)
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)[^>]*>")
# Elements whose text is not the language's, or is set above other text.
_OPAQUE = frozenset({"code", "kbd", "math", "ruby", "samp", "var"})


def with_heading_breaks(html: str) -> str:
    """The HTML of a body with `<wbr>` between the phrases of its larger headings."""
    return _HEADING.sub(lambda heading: heading[1] + _broken(heading[2]), html) if "<h" in html else html


def _broken(content: str) -> str:
    if "<" not in content:
        return insert_breaks(content)
    pieces, position, depth = [], 0, 0
    for tag in _TAG.finditer(content):
        text = content[position : tag.start()]
        pieces += [text if depth else insert_breaks(text), tag[0]]
        position = tag.end()
        if tag[2] in _OPAQUE:
            depth += -1 if tag[1] else 1
    text = content[position:]
    return "".join([*pieces, text if depth else insert_breaks(text)])
