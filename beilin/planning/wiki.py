"""What wiki links mean: the article or page with that slug, file name, title or former slug."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import PurePosixPath
from typing import NamedTuple

from beilin.model import Reference, Summary
from beilin.planning.addresses import url
from beilin.text.slugs import heading_slug


class Fault(NamedTuple):
    """What is wrong with a link."""

    code: str
    words: str
    hint: str


HIDDEN = Fault(
    "hidden-target",
    "leads to an article that is not published",
    "Publish that article, or take the link out.",
)


@dataclass(frozen=True)
class WikiTargets:
    """What wiki links may mean, looked up by name when the first one asks."""

    shown: Mapping[str, Summary]  # what is published, by Markdown file
    addresses: Mapping[str, str]  # of these
    hidden: Iterable[Summary]  # drafts, and what is not published yet or any more

    def find(self, name: str) -> list[Summary]:
        """The best of what the name means; more than one where they are equally good, none where it means nothing."""
        for level in self._levels:
            if name in level:
                return level[name]
        return []

    def is_hidden(self, name: str) -> bool:
        """Whether the name means something that is not published."""
        return any(name in level for level in _levels_of(self.hidden))

    def nearest(self, name: str) -> str:
        """The slug or title most like the name, or ""."""
        known = [known for level in self._levels for known in level]
        return next(iter(difflib.get_close_matches(name, known, n=1, cutoff=0.6)), "")

    @cached_property
    def _levels(self) -> list[dict[str, list[Summary]]]:
        return _levels_of(self.shown.values())


def _levels_of(summaries: Iterable[Summary]) -> list[dict[str, list[Summary]]]:
    """By slug, by file name, by title, by former slug: the first that knows a name decides."""
    levels: list[dict[str, list[Summary]]] = [{}, {}, {}, {}]
    for summary in summaries:
        stem = unicodedata.normalize("NFC", PurePosixPath(summary.path).stem)
        names: list[Collection[str]] = [(summary.slug,), (stem,), (_plain(summary.title),), summary.aliases]
        for level, known in zip(levels, names, strict=True):
            for name in known:
                level.setdefault(name, []).append(summary)
    return levels


def resolve_wiki(summary: Summary, reference: Reference, targets: WikiTargets, base: str) -> tuple[str, Fault | None]:
    """The link as HTML, or its text alone where it has no one target; and what is wrong with it.

    URLs begin with `base`. That a heading is there is not looked at: headings belong to bodies, and a change of a body
    is to cost no more than the pages that show it.
    """
    name, _, heading = reference.target.partition("#")
    name, heading = _plain(name), heading.strip()
    found = targets.find(name) if name else [summary]
    fragment = f"#{heading_slug(heading)}" if heading else ""
    if len(found) == 1 and (found[0].path in targets.addresses or not name):
        (other,) = found
        title = reference.text or (" § ".join(part for part in (other.title if name else "", heading) if part))
        address = url(base, targets.addresses[other.path]) if name else ""
        language = "" if reference.text or other.language == summary.language else f' lang="{escape(other.language)}"'
        return f'<a href="{escape(address + fragment)}"{language}>{escape(title)}</a>', None
    text = escape(reference.text or reference.target.lstrip("#"))
    if found:
        paths = " and ".join(sorted(other.path for other in found))
        hint = "Write the slug or the file's name of the one that is meant."
        return text, Fault("ambiguous-link", f"may mean {paths}", hint)
    if targets.is_hidden(name):
        return text, HIDDEN
    nearest = targets.nearest(name)
    hint = f"Did you mean [[{nearest}]]?" if nearest else "Write a slug, a file's name without .md, or a whole title."
    return text, Fault("broken-link", "leads nowhere", hint)


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))
