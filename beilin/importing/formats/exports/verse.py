"""Poems and other text whose line breaks count, which editors store as `<pre>`."""

from __future__ import annotations

from lxml import html
from lxml.html import HtmlElement


def make_lines(pre: HtmlElement) -> None:
    """Put a paragraph with its line breaks in the place of the element; what is nested in it stays.

    An element with other blocks in it is left as it is.
    """
    written = html.tostring(pre, encoding="unicode", with_tail=False).strip()
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    lines = html.fragments_fromstring(written.replace("\n", "<br>").encode(), parser=parser)
    if len(lines) == 1 and not isinstance(lines[0], str):
        paragraph = lines[0]
        paragraph.tag, paragraph.tail = "p", pre.tail
        pre.getparent().replace(pre, paragraph)
