"""What a page has of the words of its source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote

from beilin.model import Body, TextBlock

# A body is well-formed, with ">" and quotes only where tags have them.
_ATTRIBUTE = re.compile(r' (?:alt|title|href|src|cite|aria-label)="([^"\x00]*)"')


def texts_of_page(text: Iterable[TextBlock], body: Body) -> tuple[str, ...]:
    """The text that the page shows, the words for images, and the addresses of links and images."""
    return (
        *(block.text for block in text),
        *(unquote(unescape(value)) for value in _ATTRIBUTE.findall(body.html)),
        *(part for reference in body.references for part in (unquote(reference.target), reference.text) if part),
    )
