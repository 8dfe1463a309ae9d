"""What alone has changed since everything was planned, and which pages are to be planned again for it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changed:
    """What alone is another than when everything was planned: what pages show, never which pages there are."""

    files: frozenset[str]  # Markdown files of which anything is another, their body or where its links by name lead
    positions: frozenset[int]  # of the articles among them
    views: frozenset[int]  # of those articles of which a view is another, which other pages show

    def is_shown(self, positions: Iterable[int]) -> bool:
        """Whether one of these articles has another view."""
        return not self.views.isdisjoint(positions)


# What is to be planned for; None for everything.
Only = Changed | None


def shows(only: Only) -> Callable[[Iterable[int]], bool]:
    """What tells whether a page that shows these articles is to be planned."""
    return (lambda _positions: True) if only is None else only.is_shown
