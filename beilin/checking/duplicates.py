"""Duplicate articles: the same text under another title, or another site's copy, in either Chinese script.

Time is linear in the archive. Each text has a sketch of its spot signatures (locality-sensitive hashing). Texts whose
sketches share a band are compared, and only with the first few of the band, so that a thousand copies of one text cost
a thousand comparisons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from beilin.checking.bodies import BodyFindings
from beilin.checking.spot_signatures import resemblance
from beilin.importing.record.sketch import bands_of, share_of
from beilin.problems.problem import Problem

# From this resemblance on two texts are duplicates. Articles on one subject share hardly a tenth of their signatures.
MIN_RESEMBLANCE = 0.5
# The resemblance that sketches must promise before texts are read: far below the other, because 32 cells estimate it
# only to about a tenth.
MIN_ESTIMATE = 0.25
MAX_LEADERS = 4  # texts of one band with which a further one is compared

SignaturesOf = Callable[[str], frozenset[str]]


def duplicates(findings: Sequence[BodyFindings], signatures_of: SignaturesOf, titles: dict[str, str]) -> list[Problem]:
    """A warning for each article of a group of duplicates but its first.

    `signatures_of` gives the spot signatures of a file's text, `titles` the titles by path.
    """
    problems = []
    for group in duplicate_groups(findings, signatures_of):
        first = group[0][0]
        for path, share in group[1:]:
            extent = "the text is" if share == 1.0 else f"{int(share * 100)}% of its passages are"
            message = f"{extent} the same as in {first} ({titles.get(first, '')})"
            hint = "Keep one and give it the other's address as an alias, or say in the text how they differ."
            problems.append(Problem("duplicate", message, path, 1, hint=hint))
    return problems


def duplicate_groups(findings: Iterable[BodyFindings], signatures_of: SignaturesOf) -> list[list[tuple[str, float]]]:
    """The groups of duplicates: each file's path, and its resemblance to the first of the group."""
    leader: dict[str, str] = {}  # a file → the first of its group
    resemblances: dict[str, float] = {}  # of a file and its leader
    first_with_letters: dict[str, str] = {}
    bands: dict[int, list[BodyFindings]] = {}
    cache: dict[str, frozenset[str]] = {}

    def signatures(path: str) -> frozenset[str]:
        if path not in cache:
            cache[path] = signatures_of(path)
        return cache[path]

    for body in sorted(findings, key=lambda body: body.path):
        path = body.path
        same = first_with_letters.setdefault(body.letters, path) if body.letters else path
        if same != path:
            leader[path], resemblances[path] = leader.get(same, same), resemblances.get(same, 1.0)
            continue
        near = {other.path: other for band in bands_of(body.sketch) for other in bands.get(band, ())}
        candidates = [other.path for other in near.values() if share_of(body.sketch, other.sketch) >= MIN_ESTIMATE]
        ranked = ((resemblance(signatures(path), signatures(other)), other) for other in candidates)
        best, best_path = max(ranked, default=(0.0, ""))
        if best >= MIN_RESEMBLANCE:
            leader[path], resemblances[path] = best_path, best
            continue
        for band in bands_of(body.sketch):
            leaders = bands.setdefault(band, [])
            if len(leaders) < MAX_LEADERS:
                leaders.append(body)
    groups: dict[str, list[tuple[str, float]]] = {}
    for path, first in leader.items():
        groups.setdefault(first, [(first, 1.0)]).append((path, resemblances[path]))
    return list(groups.values())
