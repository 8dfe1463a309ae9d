"""A value that a page states for a key of the front matter, and where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stated:
    """One statement."""

    key: str  # of `Fact`, and `site` for the name of the site
    values: tuple[str, ...]
    where: str  # for the evidence: `JSON-LD datePublished`
    is_rule: bool = False  # whether a rule of the archive says where the value is


def by_key(statements: Iterable[Stated], key: str) -> Iterator[Stated]:
    """The statements for a key, in the given order."""
    return (stated for stated in statements if stated.key == key)


def one_line(text: object) -> str:
    """A value as one line of text; "" if it is not text."""
    if isinstance(text, (int, float)) and not isinstance(text, bool):
        return str(text)
    return " ".join(text.split()) if isinstance(text, str) else ""
