"""Articles that are one: the same text under another title, or another site's copy, in either Chinese script.

Time is linear in the archive. Each text has a sketch of its spots; those that share a band of it are compared by their
texts, and each with the first few of the band only, so that a thousand copies of one text cost a thousand comparisons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from beilin.checking.bodies import Look
from beilin.checking.spots import resemblance
from beilin.importing.record.sketch import bands_of, share_of
from beilin.problems.problem import Problem

# The share of spots from which two texts are one. Articles on one subject share hardly one in ten.
ALIKE = 0.5
# What sketches must promise before texts are compared: far below ALIKE, for 32 cells tell it to a tenth or so.
WORTH_READING = 0.25
MAX_LEADERS = 4  # texts of one band that a further one is compared with

Spots = Callable[[str], frozenset[str]]


def duplicates(looks: Sequence[Look], spots_of: Spots, titles: dict[str, str]) -> list[Problem]:
    """A warning for each article but the first of those that are one. `spots_of` gives the spots of a file's text."""
    problems = []
    for group in alike_groups(looks, spots_of):
        first = group[0]
        for path, share in group[1:]:
            how = "the same text" if share == 1.0 else f"{int(share * 100)} of 100 passages"
            message = f"it has {how} as {first[0]} ({titles.get(first[0], '')})"
            hint = "Keep one, and give it the other's address as an alias; or say in the text how they differ."
            problems.append(Problem("duplicate", message, path, 1, hint=hint))
    return problems


def alike_groups(looks: Iterable[Look], spots_of: Spots) -> list[list[tuple[str, float]]]:
    """The groups of files that are one, each by path, with the share of spots that it has in common with the first."""
    ordered = sorted(looks, key=lambda look: look.path)
    leader: dict[str, str] = {}  # a file → the first of its group
    by_letters: dict[str, str] = {}
    bands: dict[int, list[Look]] = {}
    shares: dict[str, float] = {}
    known: dict[str, frozenset[str]] = {}

    def spots(path: str) -> frozenset[str]:
        if path not in known:
            known[path] = spots_of(path)
        return known[path]

    for look in ordered:
        found = by_letters.setdefault(look.letters, look.path) if look.letters else look.path
        if found != look.path:
            leader[look.path], shares[look.path] = leader.get(found, found), shares.get(found, 1.0)
            continue
        near = {other.path: other for band in bands_of(look.sketch) for other in bands.get(band, ())}
        candidates = [path for path, other in near.items() if share_of(look.sketch, other.sketch) >= WORTH_READING]
        best = max(((resemblance(spots(look.path), spots(other)), other) for other in candidates), default=(0.0, ""))
        if best[0] >= ALIKE:
            leader[look.path], shares[look.path] = best[1], best[0]
            continue
        for band in bands_of(look.sketch):
            leaders = bands.setdefault(band, [])
            if len(leaders) < MAX_LEADERS:
                leaders.append(look)
    groups: dict[str, list[tuple[str, float]]] = {}
    for path, first in leader.items():
        groups.setdefault(first, [(first, 1.0)]).append((path, shares[path]))
    return list(groups.values())
