"""The HTML of a body with its punctuation set right, each original kept: `<span data-o=",">，</span>`.

A span has the characters that a stretch of the text has in the file, with the spaces that its full-width marks bring
along. The page can show the original from it, and `text_blocks.originals` gives back the HTML as it was. An article
cannot have such a span of its own: attributes named `data-…` are not among those that it may have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape
from typing import NamedTuple

import msgspec

from beilin.model import Article, Body, Heading
from beilin.reading.text_blocks import is_block
from beilin.text.cjk import contains_han
from beilin.text.languages import base_language, script_of
from beilin.text.tidying.line import LINE_BREAK, OBJECT
from beilin.text.tidying.tidy import Change, changes_of, is_tidied_language, may_need_tidying, tidied

# Elements whose content is code, a formula, a reading beside characters, or set right already.
_OPAQUE = frozenset({"code", "kbd", "samp", "var", "tt", "pre", "math", "rt", "rp"})
_OBJECTS = frozenset({"img", "input", "audio", "video"})
_PIECE = re.compile(r"<(?P<slash>/?)(?P<name>[a-z][a-z0-9-]*)(?P<attributes>[^>]*)>|&[#\w]+;|\0(?P<reference>\d+)\0")
_HEADING = re.compile(r"<h[1-6][^>]*>(.*?)</h[1-6]>", re.DOTALL)
_LANGUAGE = re.compile(r' lang="([^"]*)"')
_ADDRESS = re.compile(r"\s*(?:[A-Za-z][A-Za-z0-9+.-]*:|www\.)")
_UNSEEN = re.compile(r' class="footnote-(?:ref|backref)"')


def tidied_article(article: Article) -> Article:
    """The article as its page shows it: with its punctuation set right if its summary says so.

    Title and summary stay, and so does the text: `tidied` makes what pages show from the former.
    """
    summary, body = article.summary, article.body
    if not summary.tidy:
        return article
    names = [reference.text or reference.target for reference in body.references]
    html = tidied_html(body.html, names, summary.language)
    if html == body.html:
        return article
    headings = _tidied_headings(body, summary.language)
    tidied_body = Body(html, headings, body.references)
    return replace(article, summary=replace(summary, tidied=True), body=tidied_body, links=None)


def _tidied_headings(body: Body, language: str) -> tuple[Heading, ...]:
    """The headings with the texts that tables of contents show. One with an element that may be code stays."""
    contents = _HEADING.findall(body.html)
    if len(contents) != len(body.headings):
        return body.headings
    return tuple(
        heading if "<" in content else msgspec.structs.replace(heading, text=tidied(heading.text, language))
        for heading, content in zip(body.headings, contents, strict=True)
    )


def tidied_html(html: str, names: Sequence[str], language: str) -> str:
    """The HTML of a body with its punctuation set right.

    `names` are what its references show or lead to, by number.
    """
    if not (is_tidied_language(language) and may_need_tidying(html)):
        return html
    writer = _Writer(html, language)
    position = 0
    while piece := _PIECE.search(html, position):
        writer.add_text(position, piece.start())
        position = piece.end()
        if piece["name"]:
            position = _add_tag(writer, piece)
        elif piece["reference"]:
            writer.add("〇" if contains_han(names[int(piece["reference"])]) else OBJECT)
        else:
            writer.add(unescape(piece[0]))
    writer.add_text(position, len(html))
    writer.end_block()
    return writer.result()


def _add_tag(writer: _Writer, tag: re.Match[str]) -> int:
    """What the tag is to the text; returns the position behind it, or behind its element if that is left as it is."""
    name, attributes = tag["name"], tag["attributes"]
    if is_block(name):
        writer.end_block()
    if tag["slash"]:
        return tag.end()
    if name == "br":
        writer.add(LINE_BREAK)
    elif name in _OBJECTS:
        writer.add(OBJECT)
    elif name in _OPAQUE or (attributes and _is_apart(tag, writer.language)):
        if not _UNSEEN.match(attributes):
            writer.add(OBJECT)
        return _end_of_element(writer.html, name, tag.end())
    return tag.end()


def _is_apart(tag: re.Match[str], language: str) -> bool:
    """Whether the element is a note's mark, shows an address, or is in another language or script."""
    attributes = tag["attributes"]
    if "footnote-" in attributes and _UNSEEN.search(attributes):
        return True
    if tag["name"] == "a" and _ADDRESS.match(tag.string, tag.end()):
        return True
    other = _LANGUAGE.search(attributes)
    return other is not None and _variety(other[1]) != _variety(language)


def _variety(language: str) -> tuple[str, str]:
    return base_language(language), script_of(language)


def _end_of_element(html: str, name: str, position: int) -> int:
    """The position behind the end tag of the element whose content begins at the position."""
    depth = 1
    for tag in re.compile(rf"<(/?){name}(?=[ >])").finditer(html, position):
        depth += -1 if tag[1] else 1
        if not depth:
            return html.index(">", tag.end()) + 1
    return position


class _Writer:
    """Collects the text of one block after the other, and writes the HTML with the changes of each."""

    def __init__(self, html: str, language: str) -> None:
        """Begin at the start of the HTML."""
        self.html, self.language = html, language
        self._pieces: list[str] = []
        self._written = 0  # how much of the HTML is in the pieces
        self._text: list[str] = []  # of the block
        self._length = 0
        self._stretches: list[_Stretch] = []  # of the block's text that stand in the HTML as they are

    def add(self, text: str) -> None:
        """Add to the block what stands for something else in the HTML."""
        self._text.append(text)
        self._length += len(text)

    def add_text(self, start: int, end: int) -> None:
        """Add that stretch of the HTML, which is text without tags and references, to the block."""
        if start < end:
            self._stretches.append(_Stretch(self._length, start, end - start))
            self.add(self.html[start:end])

    def end_block(self) -> None:
        """Set the text of the block right."""
        if self._stretches and may_need_tidying(text := "".join(self._text)):
            self._write(changes_of(text, self.language))
        self._text.clear()
        self._stretches.clear()
        self._length = 0

    def result(self) -> str:
        """The HTML with what was set right."""
        return "".join([*self._pieces, self.html[self._written :]])

    def _write(self, changes: Sequence[Change]) -> None:
        stretches = iter(self._stretches)
        stretch = next(stretches)
        originals: list[str] = []  # of a run of changes without anything between them
        marks: list[str] = []
        for change in changes:
            while change.at >= stretch.start + stretch.length:
                stretch = next(stretches)
            # Spaces beyond a tag stay.
            first = stretch.position + max(change.start - stretch.start, 0)
            end = stretch.position + min(change.end - stretch.start, stretch.length)
            if first > self._written or not marks:
                if marks:
                    self._close(originals, marks)
                self._pieces.append(self.html[self._written : first])
            originals.append(self.html[first:end])
            marks.append(change.mark)
            self._written = end
        if marks:
            self._close(originals, marks)

    def _close(self, originals: list[str], marks: list[str]) -> None:
        self._pieces.append(f'<span data-o="{"".join(originals)}">{"".join(marks)}</span>')
        originals.clear()
        marks.clear()


class _Stretch(NamedTuple):
    """A stretch of a block's text."""

    start: int  # in the text
    position: int  # in the HTML
    length: int
