"""Pieces of Markdown and HTML, written so that no character of a text becomes markup."""

from __future__ import annotations

import re
from html import escape

_MARKS = re.compile(r"([\\`*_\[\]<&$])")
_OUTSIDE = re.compile(r"[\s()<>]")
_RUN = re.compile(r"`+")


def plain(text: str) -> str:
    """The text as Markdown that shows it, on one line."""
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def target(address: str) -> str:
    """The address as the target of a link or image."""
    address = address.strip().replace("\n", "")
    if not address or _OUTSIDE.search(address):
        return "<" + address.replace("<", "%3C").replace(">", "%3E") + ">"
    return address


def link(text: str, address: str) -> str:
    """A link with a text that is not Markdown."""
    return f"[{plain(text) or plain(address)}]({target(address)})"


def image(address: str, alt: str = "", title: str = "", to: str = "") -> str:
    """An image, and around it a link if `to` is an address. The title is its caption if it is alone in a paragraph."""
    caption = ' "' + " ".join(title.split()).replace("\\", "\\\\").replace('"', '\\"') + '"' if title.strip() else ""
    written = f"![{plain(alt)}]({target(address)}{caption})"
    return f"[{written}]({target(to)})" if to else written


def code_span(code: str) -> str:
    """Code in a line."""
    code = " ".join(code.split())
    mark = "`" * (max((len(run[0]) for run in _RUN.finditer(code)), default=0) + 1)
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    return f"{mark}{pad}{code}{pad}{mark}"


def fence_for(code: str) -> str:
    """A fence that no line of the code closes."""
    return "`" * max(3, max((len(run[0]) for run in _RUN.finditer(code)), default=0) + 1)


def code_block(code: str, info: str = "") -> str:
    """A fenced block of code."""
    fence = fence_for(code)
    return f"{fence}{info}\n{code.strip(chr(10))}\n{fence}"


def attribute(name: str, value: str) -> str:
    """An attribute of an element with a blank before it, or "" without a value."""
    return f' {name}="{escape(" ".join(value.split()))}"' if value.strip() else ""
