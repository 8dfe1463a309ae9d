"""Related articles, found through shared tags with a bounded number of candidates."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence

from beilin.planning.archive import Archive

MAX_RELATED = 4
# How many articles on either side in a tag's list are considered, so that an article costs the same in any archive.
REACH = 6
MAX_TAGS = 6


def related_articles(archive: Archive, position: int) -> tuple[int, ...]:
    """Positions of the articles most related to the one at `position`, best first.

    The rarer a shared tag, the more it counts; ties go to the article nearer in time.
    """
    scores: dict[int, float] = {}
    tags = sorted(archive.tags_of[position], key=lambda number: (len(archive.tags[number].members), number))
    for number in tags[:MAX_TAGS]:
        members = archive.tags[number].members
        if len(members) < 2:
            continue
        weight = 1 / math.log2(1 + len(members))
        for candidate in _near(members, position):
            if candidate != position:
                scores[candidate] = scores.get(candidate, 0.0) + weight
    best = sorted(scores, key=lambda other: (-scores[other], abs(other - position), other))
    return tuple(best[:MAX_RELATED])


def _near(members: Sequence[int], position: int) -> Sequence[int]:
    """The members of a tag's list that are near the one at `position`."""
    here = bisect_left(members, position)
    return members[max(0, here - REACH) : here + REACH + 1]
