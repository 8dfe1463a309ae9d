"""What WordPress and its plugins write in their own way → plain HTML."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from beilin.importing.formats.exports.verse import make_lines

_CRAYON = re.compile(r"\blang:([\w+#-]{1,40})")


def tidy(root: HtmlElement) -> None:
    """Change the elements: languages of code, poems, and galleries that are lists."""
    for pre in list(root.iter("pre")):
        classes = (pre.get("class") or "").split()
        if "wp-block-verse" in classes:
            make_lines(pre)
        elif language := pre.get("lang") or _language_of(pre):
            pre.set("data-lang", language)  # WP-Syntax, and Crayon Syntax Highlighter
    for gallery in root.xpath("//ul[contains(@class, 'blocks-gallery-grid')]"):
        if all(item.xpath(".//img") for item in gallery):
            for item in list(gallery):
                item.tag = "div"
            gallery.tag = "div"


def _language_of(pre: HtmlElement) -> str:
    match = _CRAYON.search(pre.get("class") or "")
    return match[1] if match else ""
