"""What is indexed: the searchable text of an article, and what identifies it."""

from __future__ import annotations

from typing import NamedTuple

import msgspec


class SearchText(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The searchable text of an article. Blocks are joined by line feeds; nothing is found across the end of one."""

    title: str
    headings: str  # the blocks of the body that are headings
    body: str  # all other blocks


class Document(NamedTuple):
    """An article, as a build knows it before its text is loaded."""

    path: str  # the Markdown file
    address: str  # from the site's root, such as /articles/x/
    key: bytes  # a digest that differs whenever the searchable text differs
