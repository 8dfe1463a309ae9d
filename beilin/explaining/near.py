"""Suggestions for a name that means nothing."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from beilin.explaining.site import Site
from beilin.explaining.theme import theme_folders
from beilin.text.nearest import nearest_of_many

MAX_NEAR = 3


def known_names(site: Site) -> Iterator[str]:
    """The addresses and files that a name could have meant."""
    yield from ("/" + page.output.removesuffix("index.html") for page in site.planned.pages)
    yield from site.inputs.content.rows
    yield from (path for path, _ in site.inputs.data_files)
    yield from (file.source for file in site.theme.assets.values())
    for folder in theme_folders(site):
        yield from (
            f"{folder}/messages/{path.name}" for path in sorted((site.root / folder / "messages").glob("*.yaml"))
        )
    yield from sorted({template.file for template in site.theme.templates.values()})


def near_names(name: str, known: Sequence[str]) -> list[str]:
    """A few of the known names: those that end as the name does, and the nearest."""
    last = _last(name)
    ends = {_last(other): other for other in reversed(known) if _last(other)}
    found = [other for other in known if last and _last(other) == last][:MAX_NEAR]
    found += [nearest_of_many(name, known), ends.get(nearest_of_many(last, ends), "")]
    return list(dict.fromkeys(other for other in found if other))[:MAX_NEAR]


def _last(name: str) -> str:
    return posixpath.splitext(posixpath.basename(name.removesuffix("index.html").rstrip("/")))[0]
