"""The pages of years and articles of a book, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from beilin.model import Body, Heading
from beilin.planning.book_views import Book, Chapter
from beilin.reading.body_words import words_for
from beilin.rendering.epub.addresses import Places
from beilin.rendering.epub.attributes import ids_in
from beilin.rendering.epub.content import content_of
from beilin.rendering.epub.package import Entry
from beilin.rendering.epub.pages import article_page, year_page, year_title
from beilin.rendering.render import fill_in_body

MAX_TITLES = 1000  # in the table of contents; of more articles, the pages of years have the titles
_REMEMBERED = 64  # articles whose ids are kept, for links to them

BodyOf = Callable[[str, str], Body]


class TextPage(NamedTuple):
    """A page of a year or of an article."""

    file: str
    xhtml: str
    has_formulas: bool = False
    entry: Entry | None = None  # its line in the table of contents, unless that stands below another page's


class _Sheet(NamedTuple):
    """Where a page is and what it shows: an article, or the year before its articles."""

    file: str
    year: str  # "" for articles without a date
    chapter: Chapter | None = None

    @property
    def name(self) -> str:
        """The file seen from other pages."""
        return self.file.rpartition("/")[2]

    @property
    def entry(self) -> Entry:
        """The line of an article in the table of contents."""
        return Entry(self.chapter.title if self.chapter else "", self.file)


class TextPages:
    """Makes the pages of one book, one at a time."""

    def __init__(self, book: Book, images: Mapping[str, str], body_of: BodyOf) -> None:
        """`images` are the files of images in the book by URL; `body_of` returns bodies by file and digest."""
        self._book, self._images, self._body_of = book, images, body_of
        self._sheets = _sheets(book)
        shown = [(sheet, sheet.chapter) for sheet in self._sheets if sheet.chapter]
        self._files = {chapter.url: sheet.name for sheet, chapter in shown}
        self._chapters = {chapter.url: chapter for _, chapter in shown}
        self._ids: dict[str, Collection[str]] = {}  # of the articles last linked to

    def all(self) -> Iterator[TextPage]:
        """Every page in order. Raises InputChangedError."""
        of_year = {year: list(sheets) for year, sheets in groupby(self._sheets, lambda sheet: sheet.year)}
        for sheet in self._sheets:
            if sheet.chapter:
                yield self._of_article(sheet, sheet.chapter)
            else:
                yield self._of_year(sheet, of_year[sheet.year][1:])

    def _of_year(self, sheet: _Sheet, sheets: Sequence[_Sheet]) -> TextPage:
        language = self._book.language
        title = year_title(sheet.year, language)
        links = [(one.name, one.chapter.title, one.chapter.language) for one in sheets if one.chapter]
        has_titles = len(self._book.chapters) <= MAX_TITLES
        entry = Entry(title, sheet.file, tuple(one.entry for one in sheets) if has_titles else ())
        return TextPage(sheet.file, year_page(title, language, links), entry=entry)

    def _of_article(self, sheet: _Sheet, chapter: Chapter) -> TextPage:
        words = words_for(chapter.language)
        places = Places(chapter.url, self._files, self._ids_of, self._images)
        content = content_of(fill_in_body(chapter.body, self._body_of), places, words)
        entry = None
        if not self._book.by_year:
            is_alone = len(self._chapters) == 1
            entry = sheet.entry._replace(entries=_nested(sheet.file, content.headings) if is_alone else ())
        xhtml = article_page(chapter, content, words)
        return TextPage(sheet.file, xhtml, content.has_formulas, entry)

    def _ids_of(self, url: str) -> Collection[str]:
        """The ids of another article in the book, by its whole URL."""
        if url not in self._ids:
            if len(self._ids) >= _REMEMBERED:
                self._ids.clear()
            self._ids[url] = ids_in(fill_in_body(self._chapters[url].body, self._body_of))
        return self._ids[url]


def _sheets(book: Book) -> list[_Sheet]:
    """The pages of the book in the order in which they are read."""
    shown: list[tuple[str, Chapter | None]] = []
    for year, chapters in groupby(book.chapters, _year_of):
        if book.by_year:
            shown.append((year, None))
        shown += [(year, chapter) for chapter in chapters]
    width = len(str(len(shown)))
    return [_Sheet(f"pages/{number:0{width}}.xhtml", year, chapter) for number, (year, chapter) in enumerate(shown, 1)]


def _year_of(chapter: Chapter) -> str:
    return (chapter.date or "")[:4]


def _nested(file: str, headings: Sequence[Heading]) -> tuple[Entry, ...]:
    """The headings of an article, each with the lower ones that follow it below it."""
    entries: list[Entry] = []
    at = 0
    while at < len(headings):
        heading, end = headings[at], at + 1
        while end < len(headings) and headings[end].level > heading.level:
            end += 1
        entries.append(Entry(heading.text, f"{file}#{heading.id}", _nested(file, headings[at + 1 : end])))
        at = end
    return tuple(entries)
