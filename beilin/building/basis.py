"""What a plan was made from, and what the state keeps of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import msgspec

from beilin.building.inputs import Inputs
from beilin.model import StaticFile
from beilin.planning.archive import Archive
from beilin.planning.context import Context
from beilin.problems.problem import Problem


@dataclass(frozen=True, slots=True)
class PlanInputs:
    """What a plan was made from."""

    inputs: Inputs
    context: Context
    problems: tuple[Problem, ...]  # of the archive's structure


@dataclass(frozen=True, slots=True)
class StoredBasis:
    """What the state keeps of a plan's inputs besides the records. The rest is read again."""

    archive: Archive
    parts: tuple[str, ...]  # the Markdown files under content/parts/
    static: tuple[StaticFile, ...]  # the files under content/ that are published as they are
    problems: tuple[Problem, ...]  # of the archive's structure
    share_font: str  # SHA-256, as in Inputs: the file is large


def pack(basis: PlanInputs) -> bytes:
    """What the state keeps of a basis, for `recall.py`."""
    targets = basis.context.targets
    kept = StoredBasis(
        archive=basis.context.archive,
        parts=tuple(targets.parts),
        static=tuple(basis.inputs.content.static),
        problems=basis.problems,
        share_font=basis.inputs.share_font,
    )
    return msgspec.msgpack.encode(kept)


@lru_cache(maxsize=1)  # for the inputs, then for the basis
def unpack(data: bytes) -> StoredBasis:
    """What `pack` packed. Raises msgspec.MsgspecError if it is damaged."""
    return msgspec.msgpack.decode(data, type=StoredBasis)
