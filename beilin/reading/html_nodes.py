"""The elements that an editor wrote in HTML, the steps of writing them, and what they cannot reach out of."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from markdown_it.token import Token

from beilin.reading.html_tags import Piece


@dataclass(slots=True, eq=False)
class Element:
    """An element that an editor wrote, and where."""

    piece: Piece  # its start tag
    line: int  # of the body, from 0
    container: Container
    parent: Element | None  # the innermost one that is open, perhaps in an enclosing container
    is_child: bool  # whether the parent is in the same container
    ended: bool = False
    media: list[Element] = field(default_factory=list)  # its children that show files
    has_blocks: bool = False
    may_have_blocks: bool = False  # made by Markdown since the last HTML of its container: perhaps it ended before
    has_link: bool = False  # made by Markdown
    has_heading: bool = False  # likewise
    has_foreign_content: bool = False  # directly in it, what a table cannot have between its parts
    # What is decided from the outside in, when it is written:
    tag: str = ""  # its name on the page; "" if its tags are not there
    is_escaped: bool = False  # whether its tags are shown as written
    is_replaced: bool = False  # whether links take the place of what it would show
    is_within: bool = False  # another one whose tags are on the page
    within_link: bool = False
    within_heading: bool = False
    depth: int = 0


class Item(NamedTuple):
    """A step of writing a fragment."""

    kind: Literal["piece", "start", "end", "stray"]  # "stray": an end tag of nothing
    line: int  # of the body, from 0
    piece: Piece | None = None  # None for an end that is implied
    element: Element | None = None

    @property
    def name(self) -> str:
        """The name of the tag."""
        return self.piece.name if self.piece else ""


@dataclass(slots=True, eq=False)
class Fragment:
    """One token of raw HTML."""

    token: Token
    line: int  # of the body, from 0
    container: Container
    parent: Element | None  # the innermost one that is open before it
    items: list[Item] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Container:
    """What HTML cannot reach out of."""

    base: int  # how many elements were open when it began
    is_block: bool  # whether HTML in it is read in blocks, with end tags that may be left out
    holds_blocks: bool = True  # otherwise an element such as `div` would end the paragraph
    within_link: bool = False
    within_heading: bool = False
    names: Counter[str] = field(default_factory=Counter)  # of the open elements in it
    last: Fragment | None = None
