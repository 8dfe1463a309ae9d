"""A book → the bytes of an EPUB, one article after the other."""

from __future__ import annotations

import zipfile
from pathlib import Path

from beilin.files.regular import read_regular
from beilin.model import InputChangedError
from beilin.planning.book_views import Book
from beilin.reading.body_words import words_for
from beilin.rendering.epub.cover import cover_of
from beilin.rendering.epub.images import MEDIA_TYPES, for_readers
from beilin.rendering.epub.package import CONTAINER, NAV, NCX, Entry, Item, navigation_document, ncx, package_document
from beilin.rendering.epub.pages import STYLE, cover_page
from beilin.rendering.epub.text_pages import TextPages
from beilin.rendering.epub.zip_file import BookFile
from beilin.rendering.written import Sources

_ROOT = "EPUB/"
_XHTML = "application/xhtml+xml"


def write(book: Book, sources: Sources, path: Path) -> None:
    """Write the EPUB to the path. Raises InputChangedError if a source changed since it was read, OSError."""
    with zipfile.ZipFile(path, "w") as file:
        _add_files(book, sources, BookFile(file))


def _add_files(book: Book, sources: Sources, file: BookFile) -> None:
    words = words_for(book.language)
    cover = cover_of(sources.root, book)
    cover_file = f"cover.{cover.ending}"
    file.add(f"{_ROOT}{cover_file}", cover.data)
    file.add(f"{_ROOT}cover.xhtml", cover_page(book.title, book.language, cover_file))
    items = [
        Item("cover-image", cover_file, MEDIA_TYPES[cover.ending], "cover-image"),
        Item("cover", "cover.xhtml", _XHTML),
    ]
    images, of_images = _add_images(sources.root, book, file)
    items += of_images
    entries, of_pages = _add_pages(TextPages(book, images, sources.body_of), file)
    items += of_pages
    first = of_pages[0].file if of_pages else "cover.xhtml"
    entries = entries or [Entry(book.title, first)]  # no list may be empty
    items += [
        Item("nav", NAV, _XHTML, "nav"), Item("ncx", NCX, "application/x-dtbncx+xml"), Item("style", STYLE, "text/css"),
    ]  # fmt: skip
    spine = ["cover", "nav", *(item.id for item in of_pages)]
    file.add(f"{_ROOT}publication.opf", package_document(book, items, spine, has_images=bool(of_images)))
    file.add(f"{_ROOT}{STYLE}", (Path(__file__).parent / STYLE).read_bytes())
    file.add(f"{_ROOT}{NCX}", ncx(book, entries))
    file.add(f"{_ROOT}{NAV}", navigation_document(book, entries, "cover.xhtml", first, words))
    file.add("META-INF/container.xml", CONTAINER)


def _add_images(root: Path, book: Book, file: BookFile) -> tuple[dict[str, str], list[Item]]:
    """Add the images of all articles; their files in the book by URL, seen from a page."""
    shown = [image for chapter in book.chapters for image in chapter.images]
    files = {image.digest: image.file for image in reversed(shown)}
    packed: dict[str, str] = {}
    items = []
    for digest, source in sorted(files.items()):
        try:
            data = read_regular(root / source)
        except FileNotFoundError:
            raise InputChangedError(source) from None
        if made := for_readers(data):
            name = f"images/{digest[:20]}.{made.ending}"
            file.add(f"{_ROOT}{name}", made.data)
            packed[digest] = f"../{name}"
            items.append(Item(f"i{digest[:20]}", name, MEDIA_TYPES[made.ending]))
    return {image.url: packed[image.digest] for image in shown if image.digest in packed}, items


def _add_pages(pages: TextPages, file: BookFile) -> tuple[list[Entry], list[Item]]:
    """Add the pages of years and articles; the lines of the table of contents, and the pages."""
    entries, items = [], []
    for number, page in enumerate(pages.all(), 1):
        file.add(f"{_ROOT}{page.file}", page.xhtml)
        items.append(Item(f"p{number}", page.file, _XHTML, "mathml" if page.has_formulas else ""))
        if page.entry:
            entries.append(page.entry)
    return entries, items
