"""Images on other hosts become links, because a page requests nothing from third parties (but see `remote_images`)."""

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

# The attributes of one that is shown: the other host does not learn from which page it is asked.
OF_REMOTE_IMAGE = {"loading": "lazy", "referrerpolicy": "no-referrer"}
_OTHER_SCHEMES = ("data",)  # whose images are in the address itself
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
            if address and context.references.shows(read_url(address)):
                token.attrs |= {"src": address, **OF_REMOTE_IMAGE}
                address = ""
            if not address:
                children.append(token)
                continue
            place = "only its text is shown, because it is in a link" if links else "is shown as a link"
            where = "on another host" if read_url(address).is_remote else "not a file of the archive"
            message = f"the image {unquote(address)!r} is {where}, and {place}"
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
    """The address if it leads to another host, or has a scheme that no image in the archive has; else ""."""
    if match := _BACKSLASHES.match(source):
        slashes = re.sub("%5C", "/", match[0], flags=re.IGNORECASE)
        source = ("/" + slashes if slashes.startswith("/") else slashes) + source[match.end() :].replace("%5C", "/")
    url = read_url(source)
    if url.scheme in _OTHER_SCHEMES or not (url.is_remote or url.scheme):
        return ""
    return url.text if is_external(url.text, base_url) else ""
