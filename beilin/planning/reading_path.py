"""The articles that the reading path in site.yaml names."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping, Sequence

from beilin.config import CONFIG_FILE, PathEntry
from beilin.layout import ARTICLES
from beilin.model import Record
from beilin.planning.archive import Archive
from beilin.planning.unpublished import reason_of
from beilin.problems.problem import Problem
from beilin.text.file_names import name_of
from beilin.text.nearest import nearest_of_many

# The line and column of an entry of the reading path in site.yaml, by its number from 0; None if they are unknown.
PlaceOf = Callable[[int], tuple[int | None, int | None]]


def resolve_path(
    entries: Sequence[PathEntry], archive: Archive, articles: Mapping[str, Record], place_of: PlaceOf
) -> tuple[tuple[int | None, ...], list[Problem]]:
    """The position of the article of each entry, None for one that is not published; and what is wrong with them.

    `articles` are all that could be read, published or not. An entry that names none is an error. One whose article is
    held back is a warning, since a day alone can bring that about.
    """
    names = article_names({path: record.summary.slug for path, record in articles.items()})
    positions = {path: position for position, path in enumerate(archive.articles)}
    unpublished = {held.path: held for held in archive.unpublished}
    found: list[int | None] = []
    problems = []
    for number, entry in enumerate(entries):
        path = names.get(entry.article, "")
        found.append(positions.get(path))
        line, column = place_of(number) if path not in positions else (None, None)
        if not path:
            message = f"the reading path names {entry.article!r}, and no article has that slug or file name"
            near = nearest_of_many(entry.article, names)
            hint = f"Did you mean {near!r}?" if near else "`build.py list` lists all articles."
            problems.append(Problem("no-path-article", message, CONFIG_FILE, line, column, hint))
        elif path not in positions:
            message = f"the reading path names {path}, which is not published: {reason_of(unpublished[path])}"
            hint = "The front page leaves it out until it is published."
            if unpublished[path].state == "withdrawn":
                hint = "The front page leaves it out. Remove the entry."
            problems.append(Problem("path-not-published", message, CONFIG_FILE, line, column, hint))
    return tuple(found), problems


def article_names(slugs: Mapping[str, str]) -> dict[str, str]:
    """What an entry may call each article → its file: the slug, else a name of the file. `slugs` are by file."""
    names: dict[str, str] = {}
    for path, slug in slugs.items():
        names.setdefault(slug, path)
    for path in slugs:
        for name in file_names(path):
            names.setdefault(name, path)
    return names


def file_names(path: str) -> tuple[str, ...]:
    """What an entry may call the Markdown file: by path, by name, or without the extension."""
    return (path, path.removeprefix(ARTICLES), posixpath.basename(path), name_of(path))
