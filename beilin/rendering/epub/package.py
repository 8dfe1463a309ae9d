"""What a book says of itself: its package document, and its table of contents in the form of EPUB 3 and of EPUB 2."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from beilin.planning.book_views import Book
from beilin.rendering.epub.attributes import language_tag
from beilin.rendering.epub.pages import label, page, written

CONTAINER = """\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/publication.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
NAV, NCX = "toc.xhtml", "toc.ncx"
_NEVER = "1970-01-01T00:00:00Z"  # of a book without a date, since EPUB 3.3 (section 5.5.3.2.3) requires a time


class Item(NamedTuple):
    """A file of the book."""

    id: str
    file: str
    media_type: str
    properties: str = ""


class Entry(NamedTuple):
    """A line of the table of contents."""

    title: str
    file: str  # with a fragment, if it is not a whole page
    entries: tuple[Entry, ...] = ()


def modified_of(book: Book) -> str:
    """When the book changed, in UTC."""
    if not book.modified:
        return _NEVER
    return datetime.fromisoformat(book.modified).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def package_document(book: Book, items: Iterable[Item], spine: Iterable[str], *, has_images: bool) -> str:
    """The package document. `spine` are the ids of the pages in the order in which they are read."""
    manifest = "".join(
        f'<item id="{item.id}" href="{item.file}" media-type="{item.media_type}"'
        + (f' properties="{item.properties}"' if item.properties else "")
        + "/>\n"
        for item in items
    )
    pages = "".join(f'<itemref idref="{id}"/>\n' for id in spine)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="identifier" '
        f'xml:lang="{written(language_tag(book.language))}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f"{''.join(_metadata(book, has_images=has_images))}</metadata>\n"
        f'<manifest>\n{manifest}</manifest>\n<spine toc="ncx">\n{pages}</spine>\n</package>\n'
    )


def _metadata(book: Book, *, has_images: bool) -> Iterable[str]:
    yield f'<dc:identifier id="identifier">{written(book.identifier)}</dc:identifier>\n'
    yield from (_element("identifier", one) for one in book.also_identified)
    yield f'<dc:title id="title">{label(book.title)}</dc:title>\n'
    languages = (book.language, *(chapter.language for chapter in book.chapters))
    yield from (_element("language", language) for language in dict.fromkeys(map(language_tag, languages)))
    for number, creator in enumerate(book.creators, 1):
        yield f'<dc:creator id="creator{number}">{written(creator)}</dc:creator>\n'
        yield f'<meta refines="#creator{number}" property="role" scheme="marc:relators">aut</meta>\n'
    for name, value in (
        ("publisher", book.publisher),
        ("date", book.date),
        ("description", book.description),
        ("source", book.source),
        ("rights", book.rights),
    ):
        if value.strip():
            yield _element(name, value)
    yield from (_element("subject", subject) for subject in book.subjects)
    yield _meta("dcterms:modified", modified_of(book))
    if book.series:
        yield f'<meta property="belongs-to-collection" id="series">{written(book.series)}</meta>\n'
        yield '<meta refines="#series" property="collection-type">series</meta>\n'
        if book.number:
            yield f'<meta refines="#series" property="group-position">{book.number}</meta>\n'
    yield _meta("schema:accessMode", "textual")
    if has_images:
        yield _meta("schema:accessMode", "visual")
    for feature in ("readingOrder", "structuralNavigation", "tableOfContents"):
        yield _meta("schema:accessibilityFeature", feature)
    yield _meta("schema:accessibilityHazard", "unknown")
    yield '<meta name="cover" content="cover-image"/>\n'  # for readers of EPUB 2


def _element(name: str, value: str) -> str:
    return f"<dc:{name}>{written(value)}</dc:{name}>\n"


def _meta(name: str, value: str) -> str:
    return f'<meta property="{name}">{written(value)}</meta>\n'


def navigation_document(book: Book, entries: Sequence[Entry], cover: str, first: str, words: dict[str, str]) -> str:
    """The table of contents of EPUB 3. `cover` and `first` are the files of the cover and of the first page of text."""
    contents = written(words["contents"])
    landmarks = "".join(
        f'<li><a epub:type="{kind}" href="{file}">{label(text)}</a></li>\n'
        for kind, file, text in (
            ("cover", cover, words["cover"]), ("toc", NAV, words["contents"]), ("bodymatter", first, book.title),
        )
    )  # fmt: skip
    body = (
        f'<nav epub:type="toc" role="doc-toc" aria-labelledby="_contents">\n<h1 id="_contents">{contents}</h1>\n'
        f"{''.join(_list(entries))}</nav>\n"
        f'<nav epub:type="landmarks" hidden="hidden">\n<ol>\n{landmarks}</ol>\n</nav>\n'
    )
    return page(book.title, book.language, body, up="")


def _list(entries: Sequence[Entry]) -> Iterable[str]:
    yield "<ol>\n"
    for entry in entries:
        yield f'<li><a href="{entry.file}" dir="auto">{label(entry.title)}</a>'
        if entry.entries:
            yield "\n"
            yield from _list(entry.entries)
        yield "</li>\n"
    yield "</ol>\n"


def ncx(book: Book, entries: Sequence[Entry]) -> str:
    """The table of contents of EPUB 2 (Open Packaging Format 2.0.1, section 2.4.1), for old readers."""
    points = _Points()
    content = "".join(points.written(entries))
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" '
        f'xml:lang="{written(language_tag(book.language))}">\n'
        f'<head>\n<meta name="dtb:uid" content="{written(book.identifier)}"/>\n'
        f'<meta name="dtb:depth" content="{_depth(entries)}"/>\n'
        '<meta name="dtb:totalPageCount" content="0"/>\n<meta name="dtb:maxPageNumber" content="0"/>\n</head>\n'
        f"<docTitle><text>{label(book.title)}</text></docTitle>\n<navMap>\n{content}</navMap>\n</ncx>\n"
    )


def _depth(entries: Sequence[Entry]) -> int:
    return 1 + max((_depth(entry.entries) for entry in entries if entry.entries), default=0)


class _Points:
    """Numbers the points in the order of the book."""

    def __init__(self) -> None:
        self._count = 0

    def written(self, entries: Sequence[Entry]) -> Iterable[str]:
        for entry in entries:
            self._count += 1
            yield (
                f'<navPoint id="p{self._count}" playOrder="{self._count}"><navLabel><text>{label(entry.title)}</text>'
                f'</navLabel><content src="{entry.file}"/>\n'
            )
            yield from self.written(entry.entries)
            yield "</navPoint>\n"
