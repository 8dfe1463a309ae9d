"""A link within a link is only its text: a browser would end the outer one there (HTML, section 4.5.1)."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token


def unnest_links(tokens: Sequence[Token], _context: object) -> None:
    """Leave out the tags of links within links, as in `[<https://…>](…)`; the text of such a link is its address."""
    for block in tokens:
        children: list[Token] = []
        depth = 0
        for token in block.children or ():
            depth += token.type == "link_open"
            if depth < 2 or token.type not in ("link_open", "link_close"):
                children.append(token)
            depth -= token.type == "link_close"
        if block.children is not None:
            block.children = children
