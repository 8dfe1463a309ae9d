"""Two states of an archive, compared by article."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from beilin.preserving.articles import ArticleEntry

# What tells two states of an article apart beside its bytes, in the order in which it is said.
_NAMED = ("id", "address", "title", "date", "updated", "expires", "draft", "withdrawn")


class Pair(NamedTuple):
    """An article in both states."""

    old: ArticleEntry
    new: ArticleEntry

    @property
    def differences(self) -> tuple[str, ...]:
        """What differs, in words; empty if the article is the same."""
        old, new = self
        if old.sha256 == new.sha256 and old.address == new.address:
            return ()
        named = tuple(name for name in _NAMED if getattr(old, name) != getattr(new, name))
        named += ("text",) if old.text_sha256 != new.text_sha256 else ()
        return named or ("front matter or comments",)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What became of the articles of a bag."""

    same: int
    changed: tuple[Pair, ...]
    missing: tuple[ArticleEntry, ...]
    new: tuple[ArticleEntry, ...]

    def __bool__(self) -> bool:
        return bool(self.changed or self.missing or self.new)


def compare(old: Sequence[ArticleEntry], new: Sequence[ArticleEntry]) -> Comparison:
    """What became of each article: it is known again by its id, else by its address, else by its file.

    Articles that both have an id, and different ones, are never the same.
    """
    left = {entry.path: entry for entry in new}
    pairs: dict[str, ArticleEntry] = {}
    for key in ("id", "address", "path"):
        known = {value: entry for entry in left.values() if (value := getattr(entry, key))}
        for entry in old:
            other = known.get(getattr(entry, key)) if entry.path not in pairs else None
            if other and other.path in left and not (entry.id and other.id and entry.id != other.id):
                pairs[entry.path] = left.pop(other.path)
    both = [Pair(entry, pairs[entry.path]) for entry in old if entry.path in pairs]
    changed = tuple(pair for pair in both if pair.differences)
    return Comparison(
        len(both) - len(changed),
        changed,
        tuple(entry for entry in old if entry.path not in pairs),
        tuple(left.values()),
    )


def describe_change(pair: Pair) -> str:
    """`/articles/a/ (title, text)`, or `/articles/a/ → /articles/b/ (address)` of an article that moved."""
    old, new = pair
    where = name_of(old) if old.address == new.address else f"{name_of(old)} → {name_of(new)}"
    return f"{where} ({', '.join(pair.differences)})"


def name_of(entry: ArticleEntry) -> str:
    """The address of the article; the file if it has none."""
    return entry.address or entry.path


def published(entries: Iterable[ArticleEntry], today: str) -> list[ArticleEntry]:
    """The articles that are on the site on the day `today` (YYYY-MM-DD)."""
    return [
        entry
        for entry in entries
        if entry.address
        and not (entry.draft or entry.withdrawn)
        and not (entry.expires and entry.expires[:10] <= today)
        and not entry.date[:10] > today
    ]
