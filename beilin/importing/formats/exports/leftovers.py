"""What of an export was not imported, counted for the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from beilin.problems.problem import Problem

_MAX_NAMED = 80  # characters of what is counted, part of which may be the export's own words


def left_out(display_name: str, counts: Mapping[str, int]) -> Iterator[Problem]:
    """A warning that says how many of each kind were left out: `{"revisions": 12}`; none if nothing was."""
    parts = [f"{' '.join(what.split())[:_MAX_NAMED]} ({count:,})" for what, count in counts.items() if count]
    if parts:
        message = f"not imported, because they are not articles: {', '.join(parts)}"
        yield Problem("not-imported", message, display_name, hint="Nothing to do, unless articles are among them.")
