"""Images on other hosts become links, because a page requests nothing from third parties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

from markdown_it.token import Token

from beilin.reading.body_context import BodyContext
from beilin.reading.headings import OF_IMAGE
from beilin.reading.inline_lines import line_of
from beilin.text.link_targets import is_external
from beilin.text.urls import read_url

# The parser encodes a backslash, and `\\` in Markdown is one.
_BACKSLASHES = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?/?(?:%5C)+/?", re.IGNORECASE)


def link_remote_images(tokens: Sequence[Token], context: BodyContext) -> None:
    """Replace each image on another host by a link to it, in a link by its text, and report it."""
    for block in tokens:
        children: list[Token] = []
        links = 0  # that are open
        for token in block.children or ():
            links += (token.type == "link_open") - (token.type == "link_close")
            source = str(token.attrs["src"]) if token.type == "image" else ""
            address = _remote_address(source, context.references.base_url)
            if not address:
                children.append(token)
                continue
            place = "only its text is shown, because it is in a link" if links else "is shown as a link"
            message = f"the image {unquote(address)!r} is on another host, and {place}"
            hint = "Save the image under content/ and refer to it there."
            context.report("remote-image", message, line_of(token, block, context.definitions), hint)
            shown = token.content or unquote(address)
            text = Token("text", "", 0, content=shown, level=token.level + 1, meta={OF_IMAGE: True})
            if links:
                children.append(text)
                continue
            attributes: dict[str, str | int | float] = {"href": address}
            if title := token.attrs.get("title"):
                attributes["title"] = title
            opening = Token("link_open", "a", 1, attrs=attributes, level=token.level)
            children += [opening, text, Token("link_close", "a", -1, level=token.level)]
        if block.children is not None:
            block.children = children


def _remote_address(source: str, base_url: str) -> str:
    """The address if it leads to another host, else ""."""
    if match := _BACKSLASHES.match(source):
        slashes = re.sub("%5C", "/", match[0], flags=re.IGNORECASE)
        source = ("/" + slashes if slashes.startswith("/") else slashes) + source[match.end() :].replace("%5C", "/")
    address = read_url(source)
    return address.text if address.is_remote and is_external(address.text, base_url) else ""
