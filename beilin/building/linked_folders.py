"""Where symbolic links among the sources lead: what `serve` has to watch besides the sources themselves."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from beilin.files.links import DANGLING, REFUSED
from beilin.layout import CONFIG_FILE

if TYPE_CHECKING:
    from beilin.files.snapshot import Snapshot


class LinkedPlace(NamedTuple):
    """A folder that links lead to, with everything in it; or one with a file that a link leads to."""

    folder: str  # without links
    name: str = ""  # of the file, or of what a link is waiting for


def linked_places(root: Path, sources: Mapping[str, Snapshot]) -> frozenset[LinkedPlace]:
    """What the links in the snapshots of the sources lead to, but for links that are refused."""
    places = set()
    for place, seen in sources.items():
        base = root if place == CONFIG_FILE else root / place
        for link in seen.links:
            mark = seen.files.get(link) or seen.folders.get(link, "")
            if mark.startswith(REFUSED) and mark != REFUSED + DANGLING:
                continue
            target = os.path.realpath(base / link)
            folder, name = os.path.split(target)
            places.add(LinkedPlace(target) if os.path.isdir(target) else LinkedPlace(folder, name))
    return frozenset(places)
