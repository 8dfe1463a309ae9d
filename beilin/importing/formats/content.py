"""The text of an article in a field of a source, which may be HTML, Markdown or plain text → blocks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from beilin.importing.formats.html.markup.convert import convert_html
from beilin.importing.formats.html.markup.fragment import Fragment, Origin
from beilin.importing.formats.html.markup.parsing import all_text, clean, parse_html
from beilin.importing.formats.html.page.convert import convert_page
from beilin.importing.formats.html.page.page import Page
from beilin.importing.formats.markdown import convert_markdown
from beilin.importing.formats.plain_text import convert_text
from beilin.importing.formats.recognition.html import is_html
from beilin.importing.formats.recognition.markdown import is_markdown_text
from beilin.importing.formats.recognition.opening import opening_of
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document, Fact
from beilin.problems.problem import Problem

_PAGE = re.compile(r"\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype|html)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Content:
    """The text of an article as blocks, and what the text itself states."""

    text: Fragment
    facts: Sequence[Fact] = ()  # on blocks of the text


def read_content(text: str, origin: Origin) -> Content:
    """The blocks of the text; what it is written in is recognised by itself."""
    if is_page(text):
        page = convert_page("", Page(text, url=origin.page_url), FormatSettings())
        return Content(convert_html(text, origin)) if isinstance(page, Problem) else _content(page)
    if is_markup(text):
        return Content(convert_html(text, origin))
    if not is_markdown_text(text):
        return Content(convert_text(text))
    return _content(convert_markdown(text))


def _content(document: Document) -> Content:
    fragment = Fragment(document.blocks, (), document.noise, document.doubts, document.all_text)
    return Content(fragment, document.facts)


def is_page(text: str) -> bool:
    """Whether the text is a whole page."""
    return _PAGE.match(text) is not None and is_markup(text)


def is_markup(text: str) -> bool:
    """Whether the text is HTML, a fragment or a page."""
    return "<" in text and is_html(opening_of("", text.encode(errors="replace")))


def text_of(text: str) -> str:
    """What readers see of the text: that of its elements, if it is HTML."""
    return clean(all_text(parse_html(text)) if is_markup(text) else text)
