"""What the site shows of Markdown, without what is only there for its looks: to compare it with the text of a source.

Left out are white space, characters that cannot be seen, the marks of footnotes and their links back, the names of
alerts' kinds, and the words for images, which stand for no text of the source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from html import escape

from beilin.importing.source.stripped import INVISIBLE, STRIPPABLE
from beilin.model import Body
from beilin.problems.controls import REFUSED
from beilin.reading.alerts import KINDS
from beilin.reading.body_words import words_for
from beilin.reading.settings import ReaderSettings
from beilin.reading.text_blocks import text_of

NOTE_MARK = "\x1e"  # stands for the mark of a footnote
FORMULA_MARK = "\x1f"  # stands before and after a formula
_MARKS = re.compile(f"([{NOTE_MARK}{FORMULA_MARK}])")

_LINE_END = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_LANGUAGES = ("zh-Hant", "zh-Hans", "en")  # those in which the reader has names for alerts
# As `mdit_py_plugins.footnote` and `reading/math/convert.py` write them.
_NOTE_MARK = re.compile(r'<sup class="footnote-ref">.*?</sup>', re.DOTALL)
_BACK_LINK = re.compile(r'<a href="#fnref[^"]*" class="footnote-backref"[^>]*>[^<]*</a>')
_NOTES = '<div class="footnotes" role="doc-endnotes"'
_NOTE = re.compile(r'<li id="fn[0-9]+" class="footnote-item">')
_NOTES_END = re.compile(r"</li>\s*(?:</ol>\s*</div>\s*)?\Z")
FORMULA_SHOWN = re.compile(r"<math[ >].*?<annotation[^>]*>([^<]*)</annotation></semantics></math>", re.DOTALL)
_ALERT_TITLE = re.compile(r'<p class="markdown-alert-title">([^<]*)</p>')


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows."""

    text: str  # of all but its notes
    notes: Counter[str]


def solid(text: str) -> str:
    """The text without white space and without characters that cannot be seen."""
    return REFUSED.sub("", STRIPPABLE[INVISIBLE].sub("", "".join(text.split())))


def code_of(text: str) -> str:
    """The text of a listing as pages show it: with all its spaces, but without control characters."""
    return REFUSED.sub("", _LINE_END.sub("\n", text)).strip("\n")


def without_marks(shown: str) -> str:
    """The text without the signs for footnotes and formulas."""
    return _MARKS.sub("", shown)


def without_formula_marks(shown: str) -> str:
    """The text without the signs for formulas."""
    return shown.replace(FORMULA_MARK, "")


def marks_split(shown: str) -> list[str]:
    """The stretches between the signs, and the signs themselves."""
    return _MARKS.split(shown)


def reader_for_proof(reader: ReaderSettings) -> ReaderSettings:
    """The settings with which remote images are not replaced by their words."""
    return replace(reader, shows_remote_images=True)


def shown_of(body: Body) -> Shown:
    """What a page shows of the body, with `NOTE_MARK` and `FORMULA_MARK`."""
    main, _, notes = body.html.partition(_NOTES)
    each = (_text(body, _NOTES_END.sub("", part)) for part in _NOTE.split(notes)[1:])
    return Shown(_text(body, main), Counter(each))


def plain_texts(body: Body) -> list[str]:
    """The texts that a page shows of the body, with their spaces, but without notes and signs."""
    return [without_marks(text) for text in _texts(body, body.html.partition(_NOTES)[0])]


def _text(body: Body, html: str) -> str:
    return _solid_of(_texts(body, html))


def _texts(body: Body, html: str) -> list[str]:
    html = _ALERT_TITLE.sub(_given_title, _BACK_LINK.sub("", html))
    html = FORMULA_SHOWN.sub(rf"{FORMULA_MARK}\1{FORMULA_MARK}", _NOTE_MARK.sub(NOTE_MARK, html))
    return [block.text for block in text_of(replace(body, html=html))]


def _given_title(match: re.Match[str]) -> str:
    """The title of an alert, but not the name of its kind, which the reader writes."""
    return "" if match[1] in _names_of_alerts() else match[0]


@cache
def _names_of_alerts() -> frozenset[str]:
    """The names of all kinds of alerts in all languages, as HTML."""
    return frozenset(escape(words_for(language)[word]) for language in _LANGUAGES for _, word in KINDS.values())


def _solid_of(texts: Iterable[str]) -> str:
    # The marks are control characters, which `solid` leaves out.
    pieces = _MARKS.split("\n".join(texts))
    return "".join(piece if _MARKS.fullmatch(piece) else solid(piece) for piece in pieces)
