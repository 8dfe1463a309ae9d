"""What a query names: a tag, an author, a source or a series, whose page answers before any article does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from beilin.model import Record, TagTerm
from beilin.planning.groupings import AUTHOR, SERIES, SOURCE, TAG, Grouping
from beilin.planning.groups import gather_members, group_of, tag_name
from beilin.reading.tags import TagAuthority, names_of
from beilin.text.folding import search_key


@dataclass(frozen=True, slots=True)
class FirstAnswer:
    """A page that the query names."""

    kind: str  # tag, author, source or series
    name: str
    address: str
    others: tuple[str, ...] = ()  # further names of the tag, to search for too


def first_answers(key: str, published: Sequence[Record], authority: TagAuthority, language: str) -> list[FirstAnswer]:
    """The pages of the published articles, newest first, that have a name with that key. `language`: the site's."""
    if not key:
        return []
    return [
        answer
        for grouping in (TAG, AUTHOR, SOURCE, SERIES)
        for answer in _answers(key, grouping, published, authority, language)
    ]


def _answers(
    key: str, grouping: Grouping, published: Sequence[Record], authority: TagAuthority, language: str
) -> Iterator[FirstAnswer]:
    find = authority.find if grouping is TAG else lambda _name: None
    names = {name for record in published for name in grouping.names_of(record.summary)}
    matching = {name for name in names if _has_key(key, name, find(name))}
    if not matching:
        return
    members = gather_members(published, grouping.names_of, find)
    for group in map(group_of, {id(members[name]): members[name] for name in sorted(matching)}.values()):
        others = [name for name in names_of(group.term) if search_key(name) != key] if group.term else []
        name = tag_name(group, language)
        yield FirstAnswer(grouping.kind, name, grouping.address(group.slug), tuple(others))


def _has_key(key: str, name: str, term: TagTerm | None) -> bool:
    return any(search_key(each) == key for each in (name, *(names_of(term) if term else ())))
