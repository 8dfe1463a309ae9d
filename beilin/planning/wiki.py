"""Links by name (`[[…]]`): the article or page with that slug, file name, title or former slug."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from typing import NamedTuple

from beilin.model import Reference, Summary
from beilin.planning.addresses import url
from beilin.planning.shown_titles import shown_title
from beilin.planning.unpublished import Unpublished, reason_of
from beilin.planning.view_fields import with_fields
from beilin.text.file_names import name_of
from beilin.text.mentions import Mention
from beilin.text.nearest import nearest_of_many
from beilin.text.overlay import overlaid
from beilin.text.slugs import heading_slug

_MARK = re.compile("\0(\\d+)\0")  # of a link by name, in a Mention
WITHDRAWN = 'data-withdrawn=""'  # the attribute by which themes mark a link to the notice of a withdrawn article


class Fault(NamedTuple):
    """What is wrong with a link."""

    code: str
    words: str
    hint: str
    target: str = ""  # as in `Problem`


def hidden_fault(held: Unpublished) -> Fault:
    """What is wrong with a link to an article that is not published."""
    hint = "Publish that article, or remove the link."
    if held.state == "scheduled":
        hint = f"The link leads there from that day on. To publish the article now, correct `date` in {held.path}."
    return Fault("hidden-target", f"leads to an article that is not published: {reason_of(held)}", hint)


def _file_name(path: str) -> str:
    return unicodedata.normalize("NFC", name_of(path))


# What an article may be called: the first of these with a match decides.
_CLAIMS: tuple[Callable[[Summary], Collection[str]], ...] = (
    lambda summary: (summary.slug,),
    lambda summary: (_file_name(summary.path),),
    lambda summary: (_plain(summary.title),),
    lambda summary: summary.aliases,
)


def names_of(summary: Summary) -> list[str]:
    """Every name that a link may have for the article or page."""
    return list(dict.fromkeys(name for claim in _CLAIMS for name in claim(summary)))


@dataclass(frozen=True)
class WikiTargets:
    """The articles and pages to which links by name may lead."""

    summaries: Mapping[str, Summary]  # of every Markdown file, by path
    addresses: Mapping[str, str]  # of the published ones
    hidden: Mapping[str, Unpublished]  # the files that are not published
    tombstones: Mapping[str, str] = field(default_factory=dict)  # the addresses of withdrawn articles, by path
    _named: list[dict[str, list[Summary]]] = field(default_factory=list, repr=False, compare=False)

    def changed(self, summaries: Mapping[str, Summary]) -> WikiTargets:
        """The targets with these summaries instead of those of the same files."""
        return WikiTargets(overlaid(self.summaries, summaries), self.addresses, self.hidden, self.tombstones)

    def address_of(self, path: str) -> str | None:
        """The address of the article or page, or of the notice in its place; None if it has neither."""
        return self.addresses.get(path) or self.tombstones.get(path)

    def find(self, name: str) -> list[Summary]:
        """What the name means; several if they are equally good, none if it means nothing.

        A withdrawn article keeps its names, so that a link leads to the notice, unless a published one has as good a
        claim, such as its replacement with the same title.
        """
        for number in range(len(_CLAIMS)):
            if matches := self._names(number).get(name):
                return matches
        return []

    def find_hidden(self, name: str) -> Unpublished | None:
        """What the name means among the files that are not published."""
        path = self._hidden_names.get(name)
        return self.hidden[path] if path else None

    def answer_digest(self, name: str) -> str:
        """A digest of everything that a link by that name shows of its target; it differs when the link would differ.

        It is "" if the name means nothing: then the link has a hint, which depends on all names.
        """
        matches, hidden = self.find(name), self.find_hidden(name)
        if not matches and not hidden:
            return ""
        shown = "\0".join(f"{summary.path}\0{shown_title(summary)}" for summary in matches)
        if not matches and hidden:
            shown = f"\0{hidden.path}"  # which a warning names
        return hashlib.blake2b(shown.encode(), digest_size=8).hexdigest()

    def hint(self, name: str) -> str:
        """What to do about a name that means nothing."""
        names = {name for number in range(len(_CLAIMS)) for name in self._names(number)}
        nearest = nearest_of_many(name, names)
        return (
            f"Did you mean [[{nearest}]]?" if nearest else "Write a slug, a file's name without .md, or a whole title."
        )

    def _names(self, number: int) -> Mapping[str, list[Summary]]:
        """The articles by the names that this claim gives them; built on demand, since most links use slugs."""
        while len(self._named) <= number:
            claim = _CLAIMS[len(self._named)]
            named, withdrawn = self._named_by(claim, self.addresses), self._named_by(claim, self.tombstones)
            self._named.append(withdrawn | named if withdrawn else named)
        return self._named[number]

    def _named_by(self, claim: Callable[[Summary], Collection[str]], paths: Iterable[str]) -> dict[str, list[Summary]]:
        """The articles at the paths by the names that the claim gives them."""
        named: dict[str, list[Summary]] = {}
        for summary in (self.summaries[path] for path in paths):
            for name in claim(summary):
                named.setdefault(name, []).append(summary)
        return named

    @cached_property
    def _hidden_names(self) -> dict[str, str]:
        """What hidden files may be called, and the file; the strongest claim counts."""
        hidden = [self.summaries[path] for path in self.hidden]
        return {name: summary.path for claim in reversed(_CLAIMS) for summary in hidden for name in claim(summary)}


def linked_name(reference: Reference) -> str:
    """The name in a link by name, without its heading; "" for a link within the file."""
    return _plain(reference.target.partition("#")[0])


def resolve_wiki(
    summary: Summary, reference: Reference, targets: WikiTargets, base: str, *, with_hint: bool = True
) -> tuple[str, Fault | None]:
    """The link as HTML, or only its text if it lacks a single target; and what is wrong with it.

    URLs begin with `base`. The nearest name is searched for only `with_hint`. Whether the heading exists is left to
    `check`: headings belong to bodies, and an edited body should cost no more than the pages that show it.
    """
    name, heading = linked_name(reference), _linked_heading(reference)
    matches = targets.find(name) if name else [summary]
    fragment = f"#{heading_slug(heading)}" if heading else ""
    text = escape(_text(reference, matches, targets))
    if _is_link(name, matches, targets):
        (other,) = matches
        address = url(base, targets.address_of(other.path) or "") if name else ""
        language = "" if reference.text or other.language == summary.language else f' lang="{escape(other.language)}"'
        if name and other.path in targets.tombstones:
            return f'<a href="{escape(address)}"{language} {WITHDRAWN}>{text}</a>', None
        return f'<a href="{escape(address + fragment)}"{language}>{text}</a>', None
    if matches:
        paths = " and ".join(sorted(other.path for other in matches))
        hint = "Write the slug or the file name of the one that is meant."
        return text, Fault("ambiguous-link", f"may mean {paths}", hint)
    if hidden := targets.find_hidden(name):
        return text, hidden_fault(hidden)
    return text, Fault("broken-link", "leads nowhere", targets.hint(name) if with_hint else "", name)


def shown_text(summary: Summary, reference: Reference, targets: WikiTargets) -> str:
    """The text of the link on the page, whether or not it leads anywhere."""
    name = linked_name(reference)
    return _text(reference, targets.find(name) if name else [summary], targets)


def with_names(
    mention: Mention,
    summary: Summary,
    references: Sequence[Reference],
    targets: WikiTargets,
    note_name: Callable[[str], None],
) -> Mention:
    """The sentence in the file with the summary, with the text of each link by name.

    `note_name` is called with each of the names.
    """
    if "\0" not in f"{mention.before}{mention.words}{mention.after}":
        return mention

    def shown(mark: re.Match[str]) -> str:
        reference = references[int(mark[1])]
        if name := linked_name(reference):
            note_name(name)
        return shown_text(summary, reference, targets)

    before, words, after = (_MARK.sub(shown, part) for part in (mention.before, mention.words, mention.after))
    return with_fields(mention, before=before, words=words, after=after)


def _text(reference: Reference, matches: list[Summary], targets: WikiTargets) -> str:
    if reference.text:
        return reference.text
    name = linked_name(reference)
    if not _is_link(name, matches, targets):
        return reference.target.lstrip("#")
    return " § ".join(part for part in (shown_title(matches[0]) if name else "", _linked_heading(reference)) if part)


def _is_link(name: str, matches: list[Summary], targets: WikiTargets) -> bool:
    """Whether a link by that name has a single target with a page."""
    return len(matches) == 1 and (not name or targets.address_of(matches[0].path) is not None)


def _linked_heading(reference: Reference) -> str:
    return reference.target.partition("#")[2].strip()


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))
