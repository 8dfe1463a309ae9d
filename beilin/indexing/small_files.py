"""The files of an index beside its shards: cards, columns of facets, names, foldings, and what describes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Protocol

from msgspec.structs import replace

from beilin.indexing.cards import CardValues, card_file
from beilin.indexing.facets import Column, column_file
from beilin.indexing.meta import Years, meta_file
from beilin.indexing.names import Entry, NameEntry, file_of, name_files, name_keys, renamed, title_keys
from beilin.indexing.sizes import CARDS_PER_BLOCK, card_blocks, card_path, column_path, name_bits, name_path
from beilin.indexing.state import FOLDING, META, IndexState
from beilin.indexing.targets import IndexTarget, Write, Written
from beilin.indexing.tools import IndexTools
from beilin.parallel.executor import batches
from beilin.text.folding import fold_file


class IndexValues(Protocol):
    """What the small files show. Picklable: other processes ask for cards."""

    def card(self, number: int) -> CardValues:
        """The card of the article with that number."""

    def columns(self) -> Mapping[str, Column]:
        """The columns of the facets, by name."""

    def names(self) -> Sequence[NameEntry]:
        """What has a page of its own beside the articles."""

    def years(self) -> Years:
        """The years of the articles."""


def write_small_files(state: IndexState, values: IndexValues, target: IndexTarget, tools: IndexTools) -> IndexState:
    """Write all of them; returns the state with what it knows of them."""
    count = len(state.rows)
    cards = partial(write_cards, values.card, count, target.write)
    keyed: list[tuple[str, Entry]] = []
    for written, keys in tools.workers.map(cards, batches(range(card_blocks(count))), count):
        for one in written:
            target.note(one)
        keyed += keys
        tools.progress(count, count)
    names, columns = values.names(), values.columns()
    bits = name_bits(count + sum(1 + len(name.others) for name in names))
    state = replace(state, name_bits=bits, columns=list(columns))
    files = {name_path(number): data for number, data in name_files([*name_keys(names), *keyed], bits).items()}
    files |= {column_path(name): column_file(column) for name, column in columns.items()}
    files |= {META: meta_file(state, values.years()), FOLDING: _fold_file(state, names)}
    for path, data in files.items():
        target.note(target.write(path, data))
    return state


def write_cards(
    card: Callable[[int], CardValues], count: int, write: Write, blocks: Sequence[int]
) -> tuple[list[Written], list[tuple[str, Entry]]]:
    """Write blocks of cards; returns also the titles on them with their keys. Raises OSError."""
    written, titles = [], dict[int, str]()
    for block in blocks:
        first = block * CARDS_PER_BLOCK
        cards = {number: card(number) for number in range(first, min(first + CARDS_PER_BLOCK, count))}
        titles |= {number: one.title for number, one in cards.items()}
        written.append(write(card_path(block), card_file(cards.values())))
    return written, title_keys(titles)


def characters_in(state: IndexState) -> set[str]:
    """All characters that occur in the articles, as written."""
    return {character for segment in state.segments for character in segment.characters}


def _fold_file(state: IndexState, names: Iterable[NameEntry]) -> bytes:
    """The foldings of all characters in texts and in names, which scripts look up folded as well."""
    in_names = {character for name in names for text in (name.name, *name.others) for character in text}
    return fold_file(characters_in(state) | in_names).encode()


def patched_small_files(
    before: IndexState, after: IndexState, titles: Mapping[int, str], values: IndexValues,
    target: IndexTarget,
) -> dict[str, bytes] | None:  # fmt: skip
    """The files that may differ if only some articles were edited; None if one of these is not intact.

    `titles` are the old ones of these articles, by number.
    """
    count = len(after.rows)
    files: dict[str, bytes] = {}
    for block in {number // CARDS_PER_BLOCK for number in titles}:
        numbers = range(block * CARDS_PER_BLOCK, min((block + 1) * CARDS_PER_BLOCK, count))
        files[card_path(block)] = card_file(map(values.card, numbers))
    new_titles = {number: values.card(number).title for number in titles}
    for (old, entry), (new, _) in zip(title_keys(titles), title_keys(new_titles), strict=True):
        for key, add in ((old, False), (new, True)) if old != new else ():
            path = name_path(file_of(key, after.name_bits))
            data = files.get(path) or target.read(path)
            renewed = renamed(data, key, entry, add=add) if data and key else data
            if renewed is None:
                return None
            files[path] = renewed
    if characters_in(before) != characters_in(after):
        files[FOLDING] = _fold_file(after, values.names())
    return files
