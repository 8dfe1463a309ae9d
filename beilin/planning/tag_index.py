"""The list of all tags: by letters or strokes, in groups, and those of which the use over time says something."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from beilin.planning import addresses
from beilin.planning.archive import Archive
from beilin.planning.groups import Group
from beilin.planning.picture_views import IndexPart, TagGroup
from beilin.planning.pictures import says_something
from beilin.planning.views import TagView
from beilin.reading.tags import names_of
from beilin.text.collation import collation_key
from beilin.text.initials import Initial, initial_of
from beilin.text.languages import in_language
from beilin.text.names import simplified

MIN_INDEXED = 40  # tags that an eye finds its way in without letters
MAX_TRENDS = 12
MIN_TRENDS = 4  # fewer cannot be compared

# The tags in the order of the index, each with the part in which it stands and the number of that part from 0.
Entries = tuple[tuple[Initial, int, TagView], ...]


def entries_of(tags: Sequence[TagView], language: str) -> Entries:
    """The tags in the order of an index in the language."""
    initial, key = initial_of(language), collation_key(language)
    ordered = sorted(((initial(tag.name), key(tag.name), tag) for tag in tags), key=lambda entry: entry[:2])
    parts = groupby(ordered, lambda entry: entry[0])
    return tuple((part, number, tag) for number, (part, found) in enumerate(parts) for _, _, tag in found)


def index_parts(entries: Entries, number: int, size: int, url: str) -> tuple[IndexPart, ...]:
    """The parts on the page with that number of the index at `url`, which lists `size` tags a page."""
    shown = entries[(number - 1) * size : number * size]
    page = addresses.numbered(url, number)
    if len(entries) <= MIN_INDEXED:
        return (IndexPart("", 0, "_all", page, tuple(tag for _, _, tag in shown)),)
    return tuple(
        _part(initial, at, page, tuple(tag for _, _, tag in found))
        for (at, initial), found in groupby(shown, lambda entry: (entry[1], entry[0]))
    )


def index_letters(entries: Entries, size: int, url: str) -> tuple[IndexPart, ...]:
    """Every part of the index, without its tags; none if nothing divides it."""
    if len(entries) <= MIN_INDEXED:
        return ()
    firsts: dict[int, tuple[Initial, int]] = {}
    for position, (initial, at, _) in enumerate(entries):
        firsts.setdefault(at, (initial, position // size + 1))
    return tuple(_part(initial, at, addresses.numbered(url, page), ()) for at, (initial, page) in firsts.items())


def _part(initial: Initial, number: int, page: str, tags: tuple[TagView, ...]) -> IndexPart:
    id = f"_i{number}"
    return IndexPart(initial.letter, initial.strokes, id, f"{page}#{id}", tags)


def tag_groups(archive: Archive, tags: Sequence[TagView], language: str) -> tuple[TagGroup, ...]:
    """The tags that have a broader term, below it; both in the order of the language."""
    children: dict[str, list[TagView]] = {}
    parents = {}
    for group, tag in zip(archive.tags, tags, strict=True):
        if group.parent:
            parents[group.parent.term] = group.parent
            children.setdefault(group.parent.term, []).append(tag)
    views = {group.term.term: tag for group, tag in zip(archive.tags, tags, strict=True) if group.term}
    key = collation_key(language)
    found = []
    for name, parent in parents.items():
        view = views.get(name)
        title = view.name if view else in_language(parent.names, language) or name
        below = sorted(children[name], key=lambda tag: key(tag.name))
        found.append(TagGroup(title, view.url if view else None, view.count if view else 0, tuple(below)))
    return tuple(sorted(found, key=lambda group: key(group.name)))


def trends(tags: Sequence[TagView]) -> tuple[TagView, ...]:
    """The most frequent of the tags, those with the most articles first, whose use over time says something."""
    telling = [tag for tag in tags[: 2 * MAX_TRENDS] if says_something(tag.uses)][:MAX_TRENDS]
    return tuple(telling) if len(telling) >= MIN_TRENDS else ()


def other_names(group: Group, name: str) -> tuple[str, ...]:
    """The names of a tag besides the one that is shown, with its form in Simplified Chinese."""
    names = names_of(group.term) if group.term else ()
    every = dict.fromkeys((*names, *group.spellings, simplified(name)))
    every.pop(name, None)
    return tuple(every)
