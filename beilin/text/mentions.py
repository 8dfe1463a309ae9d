"""What is kept of the links of a text: where each stands, and in which words."""

from __future__ import annotations

from typing import NamedTuple

import msgspec


class Mention(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A link into the archive, and the sentence in which it stands, as plain text.

    In it NUL, the number of a reference, NUL stands for a link by name that has no text of its own.
    """

    reference: int  # its index among those of the body
    id: str  # of the element that it is in or follows; "" before any
    before: str
    words: str  # of the link
    after: str


class OutsideLink(msgspec.Struct, frozen=True, gc=False):
    """A link to an address on another host."""

    url: str  # as in the body
    text: str  # its words; if these are only its address, its title; may be ""
    domain: str  # its host, without `www.`
    id: str  # as in Mention
    paragraph: int  # the number of the paragraph that it is in, from 1; 0 if it is in none
    note: int  # the number of the footnote that it is in; 0 if it is in none


class Links(NamedTuple):
    """The links of a body."""

    mentions: tuple[Mention, ...]  # for each place to which it links, the first link
    outside: tuple[OutsideLink, ...]  # for each address on another host, the first link
