"""Conditions on an article's front matter, for lists and searches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from beilin.model import Summary
from beilin.reading.tags import TagAuthority
from beilin.text.names import same_name
from beilin.text.yaml.schema import did_you_mean

UNDATED = "undated"  # as a year


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions that an article must meet, all of them; an empty one is met by every article."""

    tags: Sequence[str] = ()  # each by any of its names
    year: str = ""  # four digits, or UNDATED
    source: str = ""
    author: str = ""
    language: str = ""
    series: str = ""


def meets(summary: Summary, filters: Filters, authority: TagAuthority) -> bool:
    """Whether the article meets the conditions."""
    if filters.year and (summary.date or UNDATED)[: len(filters.year)] != filters.year:
        return False
    if filters.source and not same_name(summary.source or "", filters.source):
        return False
    if filters.author and not any(same_name(author, filters.author) for author in summary.authors):
        return False
    if filters.series and not same_name(summary.series or "", filters.series):
        return False
    if filters.language and not f"{summary.language.lower()}-".startswith(f"{filters.language.lower()}-"):
        return False
    return all(any(_same_tag(authority, tag, wanted) for tag in summary.tags) for wanted in filters.tags)


def unmet(summaries: Sequence[Summary], filters: Filters, authority: TagAuthority) -> Iterator[str]:
    """A note for each name in the filters that no article has, with the nearest existing one."""
    sources = dict.fromkeys(summary.source for summary in summaries if summary.source)
    authors = dict.fromkeys(author for summary in summaries for author in summary.authors)
    series = dict.fromkeys(summary.series for summary in summaries if summary.series)
    tags = dict.fromkeys(tag for summary in summaries for tag in summary.tags)
    named = (
        ("source", filters.source, sources),
        ("author", filters.author, authors),
        ("series", filters.series, series),
    )
    for noun, name, existing in named:
        if name and not any(same_name(name, other) for other in existing):
            yield f"No article has the {noun} {name!r}. {did_you_mean(name, existing)}".rstrip()
    for name in filters.tags:
        if not any(_same_tag(authority, name, tag) for tag in tags):
            names = [*tags, *(term.term for term in authority.terms)]
            nearest = "" if authority.find(name) else did_you_mean(name, names)
            yield f"No article has the tag {name!r}. {nearest}".rstrip()


def _same_tag(authority: TagAuthority, one: str, other: str) -> bool:
    """Whether the two are names of one term, or spellings of one name that is not a term."""
    terms = authority.find(one), authority.find(other)
    return terms[0] == terms[1] if any(terms) else same_name(one, other)
