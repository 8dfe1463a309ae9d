"""Lists of names that are looked up: by letters, pinyin or strokes, as the language has it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

from beilin.planning import addresses
from beilin.planning.picture_views import GroupView, IndexPart
from beilin.planning.views import TagView
from beilin.text.collation import collation_key
from beilin.text.initials import Initial, initial_of

MAX_PLAIN = 40  # names that an eye finds its way in without letters

Named: TypeAlias = TagView | GroupView
# What has a name, in the order of the index, each with the part in which it stands and the number of that part from 0.
Entries: TypeAlias = tuple[tuple[Initial, int, Named], ...]


def entries_of(named: Sequence[Named], language: str) -> Entries:
    """Tags or groups in the order of an index in the language."""
    initial, key = initial_of(language), collation_key(language)
    ordered = sorted(((initial(one.name), key(one.name), one) for one in named), key=lambda entry: entry[:2])
    parts = groupby(ordered, lambda entry: entry[0])
    return tuple((part, number, one) for number, (part, found) in enumerate(parts) for _, _, one in found)


def index_parts(entries: Entries, number: int, size: int, url: str) -> tuple[IndexPart, ...]:
    """The parts on the page with that number of the index at `url`, which lists `size` names a page."""
    shown = entries[(number - 1) * size : number * size]
    page = addresses.numbered(url, number)
    if len(entries) <= MAX_PLAIN:
        return (IndexPart("", 0, "_all", page, tuple(one for _, _, one in shown)),)
    return tuple(
        _part(initial, at, page, tuple(one for _, _, one in found))
        for (at, initial), found in groupby(shown, lambda entry: (entry[1], entry[0]))
    )


def index_letters(entries: Entries, size: int, url: str) -> tuple[IndexPart, ...]:
    """Every part of the index, without its names; none if nothing divides it."""
    if len(entries) <= MAX_PLAIN:
        return ()
    firsts: dict[int, tuple[Initial, int]] = {}
    for position, (initial, at, _) in enumerate(entries):
        firsts.setdefault(at, (initial, position // size + 1))
    return tuple(_part(initial, at, addresses.numbered(url, page), ()) for at, (initial, page) in firsts.items())


def _part(initial: Initial, number: int, page: str, named: tuple[Named, ...]) -> IndexPart:
    id = f"_i{number}"
    return IndexPart(initial.letter, initial.strokes, id, f"{page}#{id}", named)
