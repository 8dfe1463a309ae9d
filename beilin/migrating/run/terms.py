"""The terms of the old site that the tag authority does not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from beilin.migrating.model import Facts
from beilin.reading.tags import TagAuthority


def unlisted_terms(authority: TagAuthority, facts: Iterable[Facts]) -> dict[str, int]:
    """The names of terms, with the number of documents that have each, the most used first."""
    counts = Counter(name for found in facts for name in {term.name[-1] for term in found.terms if term.name})
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return {name: count for name, count in ranked if authority.find(name) is None}
