"""The list of all tags: in groups, and those of which the use over time says something."""

from __future__ import annotations

from collections.abc import Sequence

from beilin.planning.archive import Archive
from beilin.planning.groups import Group
from beilin.planning.picture_views import TagGroup
from beilin.planning.pictures import says_something
from beilin.planning.views import TagView
from beilin.reading.tags import names_of
from beilin.text.collation import collation_key
from beilin.text.languages import in_language
from beilin.text.names import simplified

MAX_TRENDS = 12
MIN_TRENDS = 4  # fewer cannot be compared


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
