"""What a book is made from: frozen values without the texts, which are loaded one at a time."""

from __future__ import annotations

from msgspec import Struct

from beilin.planning.views import BodyRef


class BookImage(Struct, frozen=True):
    """An image of the archive that an article shows."""

    url: str  # whole, as the body has it
    file: str  # from the archive's root
    digest: str  # of the bytes that the site publishes


class Chapter(Struct, frozen=True):
    """An article in a book."""

    title: str
    url: str  # of its page, whole
    language: str
    date: str | None  # ISO 8601, a day or a time
    authors: tuple[str, ...]
    source: str  # "" for none, as below
    source_url: str
    rights: str  # and licence
    body: BodyRef  # with whole URLs
    images: tuple[BookImage, ...] = ()


class Cover(Struct, frozen=True):
    """What the cover is lettered with, beside the title."""

    below: tuple[str, ...]  # lines, the first of them the larger
    font: str = ""  # the font file, from the archive's root; "" for a drawing in which the reader's device letters
    digest: str = ""  # SHA-256 of its bytes


class Book(Struct, frozen=True):
    """`book`: everything that a book shows, but for the texts of bodies and the bytes of images."""

    title: str
    url: str  # of the page of what it holds, whole
    identifier: str  # the same in every edition
    language: str
    creators: tuple[str, ...]
    publisher: str
    chapters: tuple[Chapter, ...]  # in the order in which they are read
    cover: Cover
    also_identified: tuple[str, ...] = ()
    description: str = ""
    subjects: tuple[str, ...] = ()
    date: str = ""  # of the newest article, ISO 8601; "" if none has one
    modified: str = ""  # when an article last changed in substance, RFC 3339; "" if no article has a date
    source: str = ""  # where its article was first published
    rights: str = ""
    series: str = ""  # that it is, or that its article belongs to
    number: int = 0  # the place of its article there, from 1; 0 if it is the series
    by_year: bool = False  # whether the articles of each year follow a page with its number
