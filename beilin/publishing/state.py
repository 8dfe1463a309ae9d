"""The state of the last build: what it read, wrote and planned. It may be deleted at any time.

A build with nothing changed imports this and little else: tuples, whose classes are made in a fifth of the time of
dataclasses, and neither msgspec nor what a page is made of.
"""

from __future__ import annotations

from collections.abc import Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from beilin.files.snapshot import Snapshot
from beilin.layout import STATE_FOLDER

if TYPE_CHECKING:
    from beilin.reading.file_rows import FileRow


class DamagedStateError(Exception):
    """The state file does not hold what Beilin wrote."""


INDEX = "index"  # in place of the render key of a file of the search's index


class Output(NamedTuple):
    """A file in the output folder."""

    digest: str  # SHA-256 of its bytes
    key: str  # the render key; "" for a copied file, INDEX for one of the search's index
    build: int = 0  # the number of the build that wrote it last
    reason: str = ""  # why that build did
    digest_count: int = -1  # how many digests of assets were written into it; -1 if that is not known


class Dependencies(NamedTuple):
    """What a page asked for of single files while its render key was made (see `TrackedContext`)."""

    kind: str
    id: bytes  # in MessagePack
    tokens: bytes  # of views and bodies, 32-bit integers in the machine's byte order
    names: bytes  # in MessagePack: links by name → the digest of the answer; b"" for none


class LastPlan(NamedTuple):
    """What the last build planned, as far as the next one may rely on it: numbers and texts, without what is large."""

    key: str  # of everything that decides which pages exist (see `Inputs.key`)
    request: str  # what the command asked for
    today: str  # YYYY-MM-DD
    day: tuple[int, int]  # when that day begins and ends in the site's time zone, in seconds since the epoch
    base_path: str
    drafts: tuple[str, ...]  # output paths of pages that show drafts
    pages: int
    foreign: tuple[str, ...]  # files in the output folder that Beilin did not write
    build: int  # the number of the last build that wrote an output
    held_back: str  # which articles are not published, in words
    head: str  # the commit up to which articles have a history (see `head_of`); "" if the settings ask for none
    hidden: tuple[str, ...]  # output paths with a name that begins with a full stop
    exposed: tuple[str, ...]  # files under content/ that are not published, but of which the output has a foreign copy
    assets: Mapping[str, str]  # the digest in the URL of each asset, by its name in the theme
    withheld: Mapping[str, int]  # the number of files under content/ that are not published, by kind
    outdated: tuple[str, ...]  # output paths of exports that may be older than what was planned
    # The articles of which the search's index may be older than their pages; None if all may be.
    unindexed: tuple[str, ...] | None


class Snapshots(NamedTuple):
    """What lay where when the last build ended."""

    sources: dict[str, Snapshot] = {}  # noqa: RUF012 (it is never changed); by place
    output: Snapshot = Snapshot()


class State(NamedTuple):
    """What the last build left. Rows are read from the file on demand; what is packed is unpacked by `packed_state`."""

    files: Mapping[str, FileRow] = {}
    outputs: Mapping[str, Output] = {}
    dependencies: Mapping[str, Dependencies] = {}  # by output path; of checks by ":" + file
    claimed: frozenset[str] = frozenset()  # output paths that an interrupted build was about to write
    snapshots: Snapshots = Snapshots()
    plan: LastPlan | None = None  # None if the output may differ from what was planned
    problems: bytes = b""  # those of that plan
    templates: bytes = b""  # what its templates depend on
    archive: bytes = b""  # the structure that was planned, in MessagePack; b"" if unknown
    links: bytes = b""  # which files link to which, likewise

    @property
    def owned(self) -> Set[str]:
        """Every output path that a build wrote or was about to write."""
        return self.outputs.keys() | self.claimed


def state_path(root: Path, output: Path) -> Path:
    """The state file of builds into the output folder."""
    if output == root / "site":
        return root / STATE_FOLDER / "site.sqlite"
    import hashlib  # which takes 2 ms

    digest = hashlib.sha256(str(output).encode(errors="surrogateescape")).hexdigest()[:12]
    return root / STATE_FOLDER / f"{output.name}-{digest}.sqlite"
