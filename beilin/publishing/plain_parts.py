"""Parts of the state that every build reads, as text: what is known of the last plan, and what lay where.

To import msgspec, with what it imports, takes 14 ms, a quarter of a build with nothing changed, and the json module 1.
With 10,000 articles the snapshots are read in 16 ms, from MessagePack in 10.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import Any

from beilin.files.snapshot import Snapshot
from beilin.publishing.state import LastPlan, Snapshots

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode
_PLAN_TYPES = (str, str, str, list, str, list, int, list, int, str, str, list, list, dict, dict, list)
_OUTPUT = ""  # in place of the name of a place


def plan_part(plan: LastPlan) -> bytes:
    """A LastPlan as JSON, in which tuples are lists."""
    return _encode(plan).encode()


def read_plan(data: bytes) -> LastPlan:
    """The inverse of `plan_part`. Raises ValueError or TypeError if the data is damaged."""
    *values, unindexed = json.loads(data)
    if tuple(map(type, values)) != _PLAN_TYPES:
        raise TypeError("the plan has values of wrong types")
    key, request, today, (begins, ends), base_path, drafts, pages, foreign, build, held_back, head, *others = values
    hidden, exposed, (assets, withheld, outdated) = *map(paths_of, others[:2]), others[2:]
    if {type(value) for value in (begins, ends, *withheld.values())} != {int}:
        raise TypeError("the plan has a number that is none")
    if not {type(value) for value in assets.values()} <= {str}:
        raise TypeError("the plan has a digest that is none")
    return LastPlan(
        key, request, today, (begins, ends), base_path, paths_of(drafts), pages, paths_of(foreign), build, held_back,
        head, hidden, exposed, assets, withheld, paths_of(outdated), None if unindexed is None else paths_of(unindexed),
    )  # fmt: skip


def paths_of(values: Any) -> tuple[str, ...]:
    """The list of texts. Raises TypeError if it is not, ValueError if one is no path: it holds NUL or is not UTF-8."""
    if type(values) is not list:
        raise TypeError("this is not a list")
    if b"\0" in "".join(values).encode():
        raise ValueError("a path holds NUL")
    return tuple(values)


def snapshots_part(snapshots: Snapshots) -> bytes:
    """Snapshots: the numbers of files, folders and links in each as JSON, then all paths and marks, after NULs."""
    counts: list[tuple[str, int, int, int]] = []
    texts: list[str] = []
    for place, seen in (*snapshots.sources.items(), (_OUTPUT, snapshots.output)):
        counts.append((place, len(seen.files), len(seen.folders), len(seen.links)))
        texts += (*seen.files, *seen.files.values(), *seen.folders, *seen.folders.values(), *seen.links)
    return "\0".join((_encode(counts), *texts)).encode()


def read_snapshots(data: bytes) -> Snapshots:
    """The inverse of `snapshots_part`. Raises ValueError, TypeError or KeyError if the data is damaged."""
    counts, *texts = data.decode().split("\0")
    rest, used = iter(texts), 0
    snapshots: dict[str, Snapshot] = {}

    def marks(count: int) -> dict[str, str]:
        return dict(zip(list(islice(rest, count)), islice(rest, count), strict=True))

    for place, files, folders, links in json.loads(counts):
        snapshots[place] = Snapshot(marks(files), marks(folders), tuple(islice(rest, links)))
        used += 2 * (files + folders) + links
    if used != len(texts):
        raise ValueError("the snapshots are incomplete")
    output = snapshots.pop(_OUTPUT)
    return Snapshots(snapshots, output)
