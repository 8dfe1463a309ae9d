"""Levels of headings: the article's title is the first level, so headings in its body begin with the second."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from beilin.importing.model import Block


def with_settled_levels(blocks: Sequence[Block], left_out: Container[int] = ()) -> tuple[Block, ...]:
    """The blocks with headings of the levels 2, 3 … in place of those that occur, in their order.

    Headings whose index is in `left_out` do not count, and keep their level.
    """
    counted = [index for index, block in enumerate(blocks) if block.kind == "heading" and index not in left_out]
    levels = sorted({blocks[index].level for index in counted})
    new = {level: min(number, 6) for number, level in enumerate(levels, start=2)}
    settled = list(blocks)
    for index in counted:
        block = blocks[index]
        level = new[block.level]
        settled[index] = replace(block, level=level, markdown="#" * level + block.markdown.lstrip("#"))
    return tuple(settled)
