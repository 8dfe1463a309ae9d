"""What readability-lxml and trafilatura take for the article of a page.

Both get a copy of the elements and give texts; which blocks those are is found by comparing letters. Both are run for
pages of a bounded size only, because their time grows faster than the page.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass

import trafilatura
from lxml.etree import iterwalk
from lxml.html import HtmlElement, fromstring
from readability import Document as ReadabilityDocument

from beilin.importing.formats.html.markup.elements import BLOCKS
from beilin.importing.formats.html.page.letters import letter_key

MAX_ELEMENTS = 20_000
MAX_CHILDREN = 5_000  # of one element; trafilatura's time grows with the square of their number
MAX_DEPTH = 200  # of elements; both libraries recurse
MAX_CHARACTERS = 2_000_000
# Readability searches tags by expressions whose time grows with the square of their length.
_MAX_ATTRIBUTE = 300  # characters
_MAX_ATTRIBUTES = 40  # of one element
# What readability would remove by such an expression, again and again.
_NOT_FOR_READABILITY = re.compile(r"width|height|style|.*color|background.*|on.*", re.IGNORECASE)
_MIN_CONTAINED = 25  # letters; a shorter text must be a whole paragraph of the reading


@dataclass(frozen=True, slots=True)
class Reading:
    """What one library takes for the article."""

    paragraphs: frozenset[str]  # letters only
    text: str  # all of them

    def has(self, letters: str) -> bool:
        """Whether the text is part of the article."""
        if len(letters) < _MIN_CONTAINED:
            return letters in self.paragraphs
        return letters in self.text


EMPTY = Reading(frozenset(), "")


def is_readable(root: HtmlElement) -> bool:
    """Whether the page is small enough for the libraries."""
    elements = depth = characters = 0
    level = [root]
    while level:
        depth += 1
        elements += len(level)
        characters += sum(len(element.text or "") + len(element.tail or "") for element in level)
        if elements > MAX_ELEMENTS or depth > MAX_DEPTH or characters > MAX_CHARACTERS:
            return False
        if max(map(len, level)) > MAX_CHILDREN:
            return False
        level = [child for element in level for child in element]
    return True


def read_by_readability(root: HtmlElement) -> Reading:
    """The article as readability-lxml sees it; nothing if it finds none."""
    copy = _bounded_copy(root)
    for element in copy.iter("*"):
        for name in element.attrib:
            if _NOT_FOR_READABILITY.fullmatch(name):
                del element.attrib[name]
    with _silence():
        try:
            summary = ReadabilityDocument(copy).summary(html_partial=True)
            return _reading(_texts(fromstring(summary))) if summary.strip() else EMPTY
        except Exception:
            return EMPTY


def read_by_trafilatura(root: HtmlElement) -> Reading:
    """The article as trafilatura sees it; nothing if it finds none."""
    with _silence():
        try:
            found = trafilatura.bare_extraction(_bounded_copy(root), include_comments=False, include_tables=True)
        except Exception:
            return EMPTY
    if not isinstance(found, trafilatura.metadata.Document) or found.body is None:
        return EMPTY
    texts = ["".join(element.itertext()) for element in found.body.iter("*")][1:]
    return _reading([*texts, found.text or ""], whole=found.text or "")


def _reading(texts: list[str], whole: str = "") -> Reading:
    paragraphs = [letter_key(text) for text in texts]
    return Reading(frozenset(paragraphs), letter_key(whole) if whole else "\n".join(paragraphs))


def _bounded_copy(root: HtmlElement) -> HtmlElement:
    copy = deepcopy(root)
    for element in copy.iter("*"):
        for number, (name, value) in enumerate(element.attrib.items()):
            if number >= _MAX_ATTRIBUTES:
                del element.attrib[name]
            elif len(value) > _MAX_ATTRIBUTE:
                element.set(name, value[:_MAX_ATTRIBUTE])
    return copy


def _texts(root: HtmlElement) -> list[str]:
    """The texts of the blocks in a page that a library wrote."""
    texts: list[str] = []
    pieces: list[str] = []

    def end() -> None:
        if text := "".join(pieces).strip():
            texts.append(text)
        pieces.clear()

    for action, element in iterwalk(root, events=("start", "end")):
        is_block = element.tag in BLOCKS
        if is_block:
            end()
        if action == "start" and element.text:
            pieces.append(element.text)
        elif action == "end" and element.tail:
            pieces.append(element.tail)
    end()
    return texts


@contextmanager
def _silence() -> Iterator[None]:
    """Without the messages that both libraries log about pages; none says more than the record does."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
