"""What a page states, settled: one value for each key, and doubts where the page disagrees with itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from beilin.importing.formats.html.page.facts.dates import read_date
from beilin.importing.formats.html.page.facts.stated import Stated, by_key
from beilin.importing.formats.html.page.letters import letter_key
from beilin.importing.model import NOWHERE, Fact, Finding
from beilin.text.cjk import contains_han

_MAX_TAGS = 30
_FOR_SEARCH = re.compile(r"keywords\Z")  # words for which a page wants to be found, rather than its tags
_NOT_AUTHORS = frozenset(
    {"admin", "administrator", "webmaster", "editor", "root", "user", "guest", "unknown", "null", "none"}
)


@dataclass(frozen=True, slots=True)
class Settled:
    """The facts of a page, and its disagreements."""

    facts: tuple[Fact, ...]
    doubts: tuple[Finding, ...]


def settle(stated: Sequence[Stated], first_words: str) -> Settled:
    """The first valid value of each key. `first_words` are the letters with which the article begins."""
    facts: list[Fact] = []
    doubts: list[Finding] = []
    for key in ("date", "updated"):
        dates = [
            Stated(key, (day,), entry.where) for entry in by_key(stated, key) if (day := read_date(entry.values[0]))
        ]
        if dates:
            facts.append(_fact(dates[0]))
            doubts += _disagreements(dates, [day_of(entry) for entry in dates])
    authors = list(_authors(stated))
    if authors:
        facts.append(_fact(authors[0]))
        doubts += _disagreements(authors, [frozenset(map(letter_key, entry.values)) for entry in authors])
    sources = [entry for key in ("source", "site") for entry in by_key(stated, key)]
    if sources:
        facts.append(replace(_fact(sources[0]), key="source"))
        if sources[0].key == "source":
            doubts += _disagreements(sources, [letter_key(entry.values[0]) for entry in sources])
    facts += [_fact(entry) for key in ("summary", "tags") for entry in _texts(stated, key, first_words)]
    return Settled(tuple(facts), tuple(doubts))


def _fact(stated: Stated) -> Fact:
    is_proposed = stated.key == "tags" and _FOR_SEARCH.search(stated.where) is not None
    return Fact(NOWHERE, stated.key, stated.values, f"{stated.where}: {', '.join(stated.values)}", is_proposed)


def day_of(stated: Stated) -> str:
    """The day of a date."""
    return stated.values[0][:10]


def _disagreements(entries: Sequence[Stated], compared: Sequence[object]) -> Iterator[Finding]:
    """A doubt for each different value after the first."""
    seen = {compared[0]}
    for entry, value in zip(entries, compared, strict=True):
        if value not in seen:
            seen.add(value)
            first, other = ", ".join(entries[0].values), ", ".join(entry.values)
            evidence = f"{entries[0].where} says {first}, {entry.where} says {other}; the first is used"
            yield Finding(NOWHERE, entry.key, evidence, False)


def _authors(stated: Sequence[Stated]) -> Iterator[Stated]:
    """The statements about authors, without names of the site and of accounts."""
    sites = {letter_key(name) for entry in by_key(stated, "site") for name in entry.values}
    for entry in by_key(stated, "author"):
        names = tuple(
            dict.fromkeys(
                name
                for name in names_in(entry.values)
                if letter_key(name) not in sites and name.lower() not in _NOT_AUTHORS
            )
        )
        if names:
            yield Stated("author", names, entry.where)


def names_in(values: Sequence[str]) -> Iterator[str]:
    """The names, those that stand in one value separated. A comma may also be within a name: `Smith, John`."""
    for value in values:
        for part in re.split(r"\s*[、；;／|]\s*|\s+(?:and|und|et|&)\s+", value):
            pieces = [piece.strip() for piece in re.split(r"[,，]", part)]
            is_row = len(pieces) > 1 and all(contains_han(piece) or " " in piece for piece in pieces)
            yield from filter(letter_key, pieces if is_row else [part.strip()])


def _texts(stated: Sequence[Stated], key: str, first_words: str) -> Iterator[Stated]:
    """The summary, unless it only repeats the beginning of the article; the tags of all statements."""
    entries = list(by_key(stated, key))
    if key == "tags" and entries:
        own = [entry for entry in entries if not _FOR_SEARCH.search(entry.where)]
        tags = tuple(dict.fromkeys(tag for entry in own or entries for tag in entry.values if letter_key(tag)))
        if tags:
            yield Stated(key, tags[:_MAX_TAGS], (own or entries)[0].where)
    if key == "summary":
        for entry in entries[:1]:
            letters = letter_key(entry.values[0].rstrip(".… "))
            if letters and not first_words.startswith(letters[: max(20, len(letters) // 2)]):
                yield entry
