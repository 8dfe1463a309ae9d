"""Keys of containers that are unique in a document, also if it was put together from several fragments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from beilin.importing.model import Block, Container


def with_unique_keys(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks; if two containers have the same key, with new keys for all.

    Then blocks that follow each other in equal containers are in one, and items that follow each other with the same
    list key in one list.
    """
    known: dict[int, Container] = {}
    if all(
        known.setdefault(container.key, container) == container for block in blocks for container in block.containers
    ):
        return tuple(blocks)
    keys = count(1)
    output: list[Block] = []
    before: tuple[Container, ...] = ()
    before_now: tuple[Container, ...] = ()
    for block in blocks:
        now: list[Container] = []
        for depth, container in enumerate(block.containers):
            is_inside = before[:depth] == block.containers[:depth]  # of the same containers as the block before
            last = before[depth] if is_inside and depth < len(before) else None
            if last == container:
                now.append(before_now[depth])
            elif last and container.list_key and (last.kind, last.list_key) == (container.kind, container.list_key):
                now.append(replace(container, key=next(keys), list_key=before_now[depth].list_key))
            else:
                list_key = next(keys) if container.list_key else 0
                now.append(replace(container, key=next(keys), list_key=list_key))
        before, before_now = block.containers, tuple(now)
        output.append(replace(block, containers=before_now))
    return tuple(output)
