"""An export of Blogger → its posts and pages as items, each with its comments."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote

from beilin.importing.formats.blogger.entries import address_of, html_of, kind_of, parent_of, slug_of, status_of
from beilin.importing.formats.exports.decoding import declared_encoding, decode_item
from beilin.importing.formats.exports.elements import Element, read_element
from beilin.importing.formats.exports.leftovers import left_out
from beilin.importing.formats.exports.naming import first_name
from beilin.importing.formats.exports.splitting import SplitElement, split_elements
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Item
from beilin.problems.problem import Problem

_COMMENT_MARKS = (b"kind#comment", b"<blogger:type>COMMENT")
_MAX_COMMENTS = 16_000_000  # bytes of the comments on one post
_KINDS = {"comment": "comments on posts that are not in the export", "template": "templates", "settings": "settings"}


@dataclass(slots=True)
class _Blog:
    """What is read of the file before its posts."""

    title: str = ""
    address: str = ""
    encoding: str = ""
    comments: dict[str, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))  # offset and length


def items(path: Path, display_name: str, settings: FormatSettings) -> Iterator[Item | Problem]:
    """The posts and pages in the file, in order; at the end a warning that counts what else was in it."""
    blog = _survey(path, settings.encoding)
    counts: Counter[str] = Counter()
    with path.open("rb") as stream, path.open("rb") as comments:
        for number, split in enumerate(split_elements(stream, ("entry",)), start=1):
            if split.fault:
                yield _unreadable(display_name, split, f"entry {number}: {split.fault}", "Export that post again.")
                continue
            entry = _read(split.data, blog, settings.encoding)
            if isinstance(entry, Problem):
                yield _unreadable(display_name, split, f"entry {number}: {entry.message}", entry.hint)
            elif what := _what_else(entry):
                counts[what] += what != _KINDS["comment"]  # those without a post are counted at the end
            else:
                below = blog.comments.pop(entry.text_of("id"), [])
                data = b"\n".join([split.data, *_ranges(comments, below)])
                yield _item(split, entry, data, blog, display_name)
    counts[_KINDS["comment"]] = sum(map(len, blog.comments.values()))
    yield from left_out(display_name, counts)


def _survey(path: Path, encoding: str) -> _Blog:
    blog = _Blog()
    with path.open("rb") as stream:
        blog.encoding = declared_encoding(stream.read(1000))
        stream.seek(0)
        for split in split_elements(stream, ("entry", "author", "title", "link")):
            if split.name == "entry" and not any(mark in split.data for mark in _COMMENT_MARKS):
                continue
            element = _read(split.data, blog, encoding)
            if isinstance(element, Problem):
                continue
            if split.name == "title":
                blog.title = blog.title or element.text
            elif split.name == "link" and element.attributes.get("rel") == "alternate":
                blog.address = blog.address or element.attributes.get("href", "")
            elif split.name == "entry" and kind_of(element) == "comment":
                blog.comments[parent_of(element)].append((split.offset, len(split.data)))
    return blog


def _read(data: bytes, blog: _Blog, encoding: str) -> Element | Problem:
    decoded = decode_item("", data, encoding, blog.encoding)
    return decoded if isinstance(decoded, Problem) else read_element(decoded[0])


def _ranges(file: BinaryIO, ranges: list[tuple[int, int]]) -> Iterator[bytes]:
    total = 0
    for offset, length in ranges:
        total += length
        if total > _MAX_COMMENTS:
            return
        file.seek(offset)
        yield file.read(length)


def _what_else(entry: Element) -> str:
    """What an entry is that is not an article; "" for an article."""
    kind = kind_of(entry)
    if kind not in ("post", "page"):
        return _KINDS.get(kind, f"entries of the kind {kind or 'unknown'}")
    if "trashed" in status_of(entry):
        return "posts in the trash"
    return "" if html_of(entry).strip() else "posts without text"


def _item(split: SplitElement, entry: Element, data: bytes, blog: _Blog, display_name: str) -> Item:
    id, address = entry.text_of("id"), address_of(entry, blog.address)
    return Item(
        kind="blogger",
        source=display_name,
        data=data,
        name=first_name(unquote(slug_of(address)), entry.text_of("title"), f"post-{id.rpartition('-')[2]}"),
        place=f"post {id.rpartition('-')[2]}",
        line=split.line,
        identity=id or address,
        context={"site": blog.title, "address": blog.address, "encoding": blog.encoding},
    )


def _unreadable(display_name: str, split: SplitElement, message: str, hint: str) -> Problem:
    return Problem("unreadable-item", message, display_name, split.line, hint=hint)
