"""An image that is alone in its paragraph and has a title is a figure, with the title as its caption."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token


def make_figures(tokens: Sequence[Token], _context: object) -> None:
    """Turn each paragraph of one image with a title, which may be in a link, into a figure."""
    for position, token in enumerate(tokens):
        # At the end of a footnote the link back is in the paragraph.
        if token.type != "paragraph_open" or token.hidden or tokens[position + 2].type != "paragraph_close":
            continue
        children = tokens[position + 1].children or []
        images = [child for child in children if child.type == "image"]
        around = [child.type for child in children if child.type != "image"]
        if len(images) != 1 or around not in ([], ["link_open", "link_close"]) or not images[0].attrGet("title"):
            continue
        caption = str(images[0].attrs.pop("title"))
        for block, kind in ((token, "open"), (tokens[position + 2], "close")):
            block.type, block.tag = f"figure_{kind}", "figure"
        children += [
            Token("figcaption_open", "figcaption", 1),
            Token("text", "", 0, content=caption),
            Token("figcaption_close", "figcaption", -1),
        ]
