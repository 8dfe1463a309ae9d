"""The text of an article in a field of a source, which may be HTML, Markdown or plain text → blocks."""

from __future__ import annotations

import re

from beilin.importing.formats.html.markup.convert import convert_html
from beilin.importing.formats.html.markup.fragment import Fragment, Origin
from beilin.importing.formats.html.markup.parsing import all_text, clean, parse_html
from beilin.importing.formats.recognition.html import is_html
from beilin.importing.formats.recognition.opening import opening_of
from beilin.importing.markdown.escaping import escape
from beilin.importing.model import Block
from beilin.importing.source.lines import clean_line


def convert_content(text: str, origin: Origin) -> Fragment:
    """The blocks of the text; what it is written in is recognised by itself."""
    return convert_html(text, origin) if is_markup(text) else convert_text(text)


def convert_text(text: str) -> Fragment:
    """The blocks of plain text: a paragraph for each line that is not blank."""
    lines = (clean_line(number, raw).text for number, raw in enumerate(re.split("\r\n|\r|\n", text)))
    blocks = tuple(Block("paragraph", line, escape(line, "paragraph")) for line in lines if line)
    return Fragment(blocks, (), {}, (), clean(text))


def is_markup(text: str) -> bool:
    """Whether the text is HTML, a fragment or a page."""
    return "<" in text and is_html(opening_of("", text.encode(errors="replace")))


def text_of(text: str) -> str:
    """What readers see of the text: that of its elements, if it is HTML."""
    return clean(all_text(parse_html(text)) if is_markup(text) else text)


def letters_of(text: str) -> str:
    """The letters and digits of the text, by which two readings of one article are compared."""
    return "".join(filter(str.isalnum, text))
