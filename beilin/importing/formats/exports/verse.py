"""Poems and other text whose line breaks count, which editors store as `<pre>`."""

from __future__ import annotations

from lxml import html
from lxml.html import HtmlElement


def make_lines(pre: HtmlElement) -> None:
    """Put a paragraph with its line breaks in the place of the element; what is nested in it stays."""
    written = html.tostring(pre, encoding="unicode", with_tail=False).strip()
    paragraph = html.fragment_fromstring(written.replace("\n", "<br>"))
    paragraph.tag, paragraph.tail = "p", pre.tail
    pre.getparent().replace(pre, paragraph)
