"""Images on other hosts become links, because a page requests nothing from third parties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from markdown_it.token import Token

from beilin.reading.body_context import BodyContext
from beilin.text.link_targets import is_external

_REMOTE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//")


def link_remote_images(tokens: Sequence[Token], context: BodyContext) -> None:
    """Replace each image on another host by a link to it, and report it."""
    for block in tokens:
        children: list[Token] = []
        for token in block.children or ():
            source = str(token.attrs["src"]) if token.type == "image" else ""
            if not _REMOTE.match(source) or not is_external(source, context.references.base_url):
                children.append(token)
                continue
            message = f"the image {unquote(source)!r} is on another host, and is shown as a link"
            hint = "Save the image under content/ and refer to it there."
            context.report("remote-image", message, block.map[0] if block.map else 0, hint)
            opening = Token("link_open", "a", 1, attrs={"href": source}, level=token.level)
            text = Token("text", "", 0, content=token.content or source, level=token.level + 1)
            children += [opening, text, Token("link_close", "a", -1, level=token.level)]
        if block.children is not None:
            block.children = children
