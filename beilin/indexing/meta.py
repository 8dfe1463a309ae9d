"""`meta.json`: how the index is divided, which a reader's browser fetches first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from beilin.indexing.sizes import CARDS_PER_BLOCK
from beilin.indexing.state import FORMAT, IndexState

Years = Sequence[tuple[str, int, int]]  # year ("" for undated), the number of its first article, how many it has


def years_of(dates: Iterable[str | None]) -> Years:
    """The years of articles in the order of their numbers, from their dates in ISO 8601."""
    years: list[tuple[str, int, int]] = []
    for number, date in enumerate(dates):
        year = (date or "")[:4]
        if years and years[-1][0] == year:
            _, first, count = years.pop()
            years.append((year, first, count + 1))
        else:
            years.append((year, number, 1))
    return years


def meta_file(state: IndexState, years: Years) -> bytes:
    """The file."""
    segments = [
        {
            "path": segment.path,
            "first": segment.first,
            "count": segment.count,
            "bits": segment.bits,
            "words": segment.word_bits,
            "epoch": segment.epoch,
        }
        for segment in state.segments
    ]
    return msgspec.json.encode(
        {
            "version": FORMAT,
            "articles": len(state.rows),
            "block": CARDS_PER_BLOCK,
            "names": state.name_bits,
            "segments": segments,
            "years": years,
        }
    )
