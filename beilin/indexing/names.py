"""Names: which query is the name of a tag, an author, a source, a series, or the title of an article.

A file has the names whose hash begins alike: {key: [entry, …]}, sorted by key, which is the folded name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

from beilin.indexing.hashes import text_hash
from beilin.indexing.sizes import file_number
from beilin.text.folding import search_key

NameKind = Literal["tag", "author", "source", "series"]
Entry: TypeAlias = list[Any]  # [kind, name, address, other names of a tag], or ["title", number]
Entries: TypeAlias = dict[str, list[Entry]]  # by key
_RANKS = {kind: rank for rank, kind in enumerate(("tag", "author", "source", "series", "title"))}
_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(Entries).decode


class NameEntry(NamedTuple):
    """Something with a page of its own that a query may name."""

    kind: NameKind
    name: str
    address: str  # from the site's root
    others: tuple[str, ...] = ()  # further names, as written, by which it is found


def title_keys(titles: Mapping[int, str]) -> list[tuple[str, Entry]]:
    """The titles of articles, by number, each with its key."""
    return [(search_key(title), ["title", number]) for number, title in titles.items()]


def name_keys(names: Iterable[NameEntry]) -> Iterator[tuple[str, Entry]]:
    """Every name of all entries, each with its key."""
    for kind, name, address, others in names:
        entry: Entry = [kind, name, address, *([list(others)] if kind == "tag" else [])]
        for key in dict.fromkeys(map(search_key, (name, *others))):
            yield key, entry


def name_files(keyed: Iterable[tuple[str, Entry]], bits: int) -> dict[int, bytes]:
    """The bytes of every file, by its number. What has no key, because nothing of it is searched, is left out."""
    files: list[Entries] = [defaultdict(list) for _ in range(1 << bits)]
    for key, entry in keyed:
        if key:
            files[file_of(key, bits)][key].append(entry)
    return {number: _name_file(entries) for number, entries in enumerate(files)}


def file_of(key: str, bits: int) -> int:
    """The number of the file that has the key."""
    return file_number(text_hash(key), bits)


def renamed(data: bytes, key: str, entry: Entry, *, add: bool) -> bytes | None:
    """The file with an entry added under the key, or removed; None if it is damaged, or has it already, or lacks it."""
    try:
        entries = _decode(data)
    except msgspec.MsgspecError:
        return None
    under = entries.setdefault(key, [])
    if (entry in under) == add:
        return None
    if add:
        under.append(entry)
    else:
        under.remove(entry)
    return _name_file(entries)


def _name_file(entries: Entries) -> bytes:
    return _encode({key: sorted(entries[key], key=_place) for key in sorted(entries) if entries[key]})


def _place(entry: Entry) -> tuple[int, int, str]:
    """Tags first and titles last, of which the newest first."""
    rank = _RANKS.get(entry[0], len(_RANKS))
    return (rank, -entry[1], "") if entry[0] == "title" else (rank, 0, f"{entry[1]}\t{entry[2]}")
