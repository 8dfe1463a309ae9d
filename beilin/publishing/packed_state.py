"""Parts of the state that stay packed until a build needs them: problems, and what templates depend on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import msgspec

from beilin.problems.problem import Problem
from beilin.rendering.dependencies import TemplateDependencies


@dataclass(frozen=True, slots=True)
class Problems:
    """The problems of a build, by what they follow from."""

    reading: tuple[Problem, ...] = ()  # of single files, settings and the theme
    structure: tuple[Problem, ...] = ()  # of the archive and the plan
    references: tuple[Problem, ...] = ()  # dead links and images

    def __iter__(self) -> Iterator[Problem]:
        yield from self.reading
        yield from self.structure
        yield from self.references


def pack_problems(problems: Problems) -> bytes:
    """The problems in MessagePack; b"" for none, so that nothing need be imported to see that."""
    return b"" if not any(problems) else msgspec.msgpack.encode(problems)


def unpack_problems(packed: bytes) -> Problems:
    """The inverse of `pack_problems`. Raises MsgspecError if they are damaged."""
    return msgspec.msgpack.decode(packed, type=Problems) if packed else Problems()


def pack_templates(templates: dict[str, TemplateDependencies]) -> bytes:
    """What the templates depend on, in MessagePack."""
    return msgspec.msgpack.encode(templates)


def unpack_templates(packed: bytes) -> dict[str, TemplateDependencies]:
    """The inverse of `pack_templates`. Raises MsgspecError if they are damaged."""
    return msgspec.msgpack.decode(packed, type=dict[str, TemplateDependencies]) if packed else {}
