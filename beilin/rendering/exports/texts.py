"""The texts of exported articles: as HTML that stands alone, and as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from beilin.model import Body, TextBlock
from beilin.planning.written_views import ExportedArticle
from beilin.reading.mentions import BACK_LINK
from beilin.reading.text_blocks import originals, text_of
from beilin.rendering.render import fill_in_body
from beilin.rendering.standalone import stand_alone
from beilin.rendering.written import Sources

# What no format of text can hold, or no program shows: controls but for tabs and line feeds, surrogates, noncharacters.
_UNPRINTABLE = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TIGHT = ("item", "cell", "term", "definition", "footnote")  # blocks of these kinds follow each other line by line


def clean(text: str) -> str:
    """The text without controls but for tabs and line feeds."""
    return _UNPRINTABLE.sub("", text)


def html_of(article: ExportedArticle, sources: Sources) -> str:
    """The article's body for use away from its page, with the punctuation of its file. Raises InputChangedError."""
    if article.body is None:
        return ""
    return clean(stand_alone(originals(fill_in_body(article.body, sources.body_of)), article.url))


def plain_text(html: str) -> str:
    """The text of the HTML of a body: paragraphs with an empty line between them, items and cells without."""
    return _joined(text_of(Body(BACK_LINK.sub("", html) if "footnote-backref" in html else html)))


def _joined(blocks: Iterable[TextBlock]) -> str:
    blocks = tuple(blocks)
    pieces = [block.text for block in blocks[:1]]
    for before, block in pairwise(blocks):
        pieces += "\n" if before.kind == block.kind and block.kind in _TIGHT else "\n\n", block.text
    return "".join(pieces)
