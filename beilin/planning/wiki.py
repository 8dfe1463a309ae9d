"""What wiki links mean: the article or page with that slug, file name, title or former slug."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import NamedTuple

from beilin.model import Record, Reference, Summary
from beilin.planning.addresses import url
from beilin.text.lazily import overlaid
from beilin.text.nearest import nearest_of_many
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


def _file_name(path: str) -> str:
    return unicodedata.normalize("NFC", path.rpartition("/")[2].removesuffix(".md"))


# What an article may be called: the first that knows a name decides.
_CLAIMS: tuple[Callable[[Summary], Collection[str]], ...] = (
    lambda summary: (summary.slug,),
    lambda summary: (_file_name(summary.path),),
    lambda summary: (_plain(summary.title),),
    lambda summary: summary.aliases,
)


@dataclass(frozen=True)
class WikiTargets:
    """What wiki links may mean, looked up by name."""

    shown: Mapping[str, Summary]  # what is published, by Markdown file
    addresses: Mapping[str, str]  # of these
    hidden: Iterable[Summary]  # drafts, and what is not published yet or any more
    _named: list[dict[str, list[Summary]]] = field(default_factory=list, repr=False, compare=False)

    def changed(self, summaries: Mapping[str, Summary]) -> WikiTargets:
        """The targets with these summaries in place of those of the same files."""
        shown = {path: summary for path, summary in summaries.items() if path in self.addresses}
        hidden = [summaries.get(summary.path, summary) for summary in self.hidden]
        return WikiTargets(overlaid(self.shown, shown), self.addresses, hidden)

    def find(self, name: str) -> list[Summary]:
        """The best of what the name means; more than one where they are equally good, none where it means nothing."""
        for number in range(len(_CLAIMS)):
            if found := self._names(number).get(name):
                return found
        return []

    def is_hidden(self, name: str) -> bool:
        """Whether the name means something that is not published."""
        return name in self._hidden_names

    def hint(self, name: str) -> str:
        """What to do where the name means nothing."""
        known = {name for number in range(len(_CLAIMS)) for name in self._names(number)}
        nearest = nearest_of_many(name, known)
        return (
            f"Did you mean [[{nearest}]]?" if nearest else "Write a slug, a file's name without .md, or a whole title."
        )

    def _names(self, number: int) -> Mapping[str, list[Summary]]:
        """The articles by what that claim calls them; made when it is asked for, which most links do for slugs only."""
        while len(self._named) <= number:
            named: dict[str, list[Summary]] = {}
            for summary in self.shown.values():
                for name in _CLAIMS[len(self._named)](summary):
                    named.setdefault(name, []).append(summary)
            self._named.append(named)
        return self._named[number]

    @cached_property
    def _hidden_names(self) -> frozenset[str]:
        return frozenset(name for summary in self.hidden for claim in _CLAIMS for name in claim(summary))


def other_meanings(records: Iterable[Record], before: WikiTargets, now: WikiTargets) -> set[str]:
    """The files of which a link by name means another thing than before, or one of which other things are shown."""

    def is_other(reference: Reference) -> bool:
        if reference.kind != "wiki":
            return False
        name = _plain(reference.target.partition("#")[0])
        found = now.find(name)
        return bool(name and not found) or found != before.find(
            name
        )  # what a link that leads nowhere may have meant is a hint

    return {record.summary.path for record in records if any(map(is_other, record.references))}


def resolve_wiki(
    summary: Summary, reference: Reference, targets: WikiTargets, base: str, *, with_hint: bool = True
) -> tuple[str, Fault | None]:
    """The link as HTML, or its text alone where it has no one target; and what is wrong with it.

    URLs begin with `base`. Only `with_hint` the nearest name is looked for. Whether a heading is there is not looked
    at: headings belong to bodies, and a change of a body is to cost no more than the pages that show it.
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
    return text, Fault("broken-link", "leads nowhere", targets.hint(name) if with_hint else "")


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))
