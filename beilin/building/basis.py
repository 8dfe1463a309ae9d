"""What a plan was made from, and what the state keeps of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from hashlib import blake2b

import msgspec

from beilin.building.inputs import Inputs
from beilin.model import StaticFile
from beilin.planning.archive import Archive
from beilin.planning.context import Context
from beilin.problems.problem import Problem
from beilin.rendering.messages import Message, Words
from beilin.rendering.theme import Theme
from beilin.text.history import History

_DIGEST_SIZE = 16


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
    histories: dict[str, History]
    theme: bytes  # in MessagePack, after the digest of that: a damaged template could be rendered


def pack(basis: PlanInputs) -> bytes:
    """What the state keeps of a basis, for `recall.py`."""
    targets = basis.context.targets
    kept = StoredBasis(
        archive=basis.context.archive,
        parts=tuple(targets.parts),
        static=tuple(basis.inputs.content.static),
        problems=basis.problems,
        share_font=basis.inputs.share_font,
        histories=dict(basis.inputs.histories),
        theme=_pack_theme(basis.inputs.theme),
    )
    return msgspec.msgpack.encode(kept)


@lru_cache(maxsize=1)  # for the inputs, then for the basis
def unpack(data: bytes) -> StoredBasis:
    """What `pack` packed. Raises msgspec.MsgspecError if it is damaged."""
    return msgspec.msgpack.decode(data, type=StoredBasis)


def _pack_theme(theme: Theme) -> bytes:
    data = msgspec.msgpack.encode(theme)
    return blake2b(data, digest_size=_DIGEST_SIZE).digest() + data


def theme_of(kept: StoredBasis) -> Theme | None:
    """The theme; None if it is damaged. It takes 1 ms, and 40 to parse its messages and minify its assets again."""
    digest, data = kept.theme[:_DIGEST_SIZE], kept.theme[_DIGEST_SIZE:]
    if blake2b(data, digest_size=_DIGEST_SIZE).digest() != digest:
        return None
    theme = msgspec.msgpack.decode(data, type=Theme)
    interfaces: dict[str, dict[str, Message]] = {language: Words(own) for language, own in theme.interfaces.items()}
    return replace(theme, messages=Words(theme.messages), interfaces=interfaces)
