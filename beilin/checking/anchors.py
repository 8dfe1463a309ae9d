"""Links to a heading: whether the page that they lead to has it."""

from __future__ import annotations

import difflib
import posixpath
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote

from beilin.checking.bodies import Look
from beilin.model import Record, Reference
from beilin.planning.includes import headings_with_parts
from beilin.planning.links import Targets
from beilin.problems.problem import Problem
from beilin.text.slugs import heading_slug

# Footnotes have these ids, and what begins with "_" is the theme's own.
_ALWAYS_THERE = re.compile(r"(?:fn(?:ref)?\d.*|_.*|top|)\Z")


def dead_anchors(
    records: Iterable[Record], targets: Targets, known: Mapping[str, Record], looks: Mapping[str, Look]
) -> Iterator[Problem]:
    """A warning for each link in one of the records to a heading that is not there. `known` has all files by path."""
    by_address = {address: path for path, address in targets.articles.items()}
    ids: dict[str, set[str]] = {}

    def ids_of(path: str) -> set[str]:
        if path not in ids:
            parts = {part: known[part] for part in targets.parts}
            ids[path] = {heading.id for heading in headings_with_parts(known[path], parts)}
            ids[path] |= set(looks[path].ids) if path in looks else set()
        return ids[path]

    for record in records:
        path = record.summary.path
        for reference in record.references:
            at, fragment = _page_and_fragment(path, reference, targets, by_address)
            if at in known and not _is_there(fragment, ids_of(at)):
                yield _problem(path, reference, fragment, at, ids_of(at))
        for anchor in looks[path].anchors if path in looks else ():
            fragment = unquote(anchor.value.removeprefix("#"))
            if not _is_there(fragment, ids_of(path)):
                hint = _nearest(fragment, ids_of(path))
                message = f"no heading of this page has the id {fragment!r}"
                yield Problem("dead-anchor", message, path, anchor.line, anchor.column, hint, anchor.source)


def _page_and_fragment(
    path: str, reference: Reference, targets: Targets, by_address: Mapping[str, str]
) -> tuple[str, str]:
    """The Markdown file that the reference leads to, "" where it is none, and the id that it names."""
    target, _, fragment = reference.target.partition("#")
    if not fragment or reference.is_image or reference.kind == "part":
        return "", ""
    if reference.kind == "wiki":
        name = unicodedata.normalize("NFC", " ".join(target.split()))
        found = targets.wiki.find(name) if name else []
        return (found[0].path if len(found) == 1 else "" if name else path), heading_slug(fragment)
    target = target.partition("?")[0]
    if target.startswith("/"):
        return by_address.get(target) or by_address.get(f"{target}/", ""), fragment
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), target)), fragment


def _is_there(fragment: str, ids: set[str]) -> bool:
    return fragment in ids or _ALWAYS_THERE.match(fragment) is not None


def _problem(path: str, reference: Reference, fragment: str, at: str, ids: set[str]) -> Problem:
    written = f"[[{reference.target}]]" if reference.kind == "wiki" else reference.target
    message = f"the link {written!r} leads to {at}, where no heading has the id {fragment!r}"
    return Problem("dead-anchor", message, path, reference.line, hint=_nearest(fragment, ids))


def _nearest(fragment: str, ids: set[str]) -> str:
    near = difflib.get_close_matches(fragment, sorted(ids), n=1, cutoff=0.5)
    return f"Did you mean {near[0]!r}?" if near else "An id is the heading's text, with hyphens for its spaces."
