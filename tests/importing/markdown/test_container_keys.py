"""Fragments that were numbered separately keep their lists apart."""

from __future__ import annotations

from beilin.importing.markdown.blocks import write_blocks
from beilin.importing.markdown.container_keys import with_unique_keys
from beilin.importing.model import Block, Container


def paragraph(text: str, *containers: Container) -> Block:
    return Block("paragraph", text, text, containers=containers)


def test_keys_that_are_unique_stay() -> None:
    blocks = (paragraph("甲", Container("bullet", 2, 1)), paragraph("乙", Container("bullet", 3, 1)))
    assert with_unique_keys(blocks) == blocks


def test_equal_keys_of_different_fragments_become_different() -> None:
    first = [paragraph("甲", Container("bullet", 2, 1)), paragraph("乙", Container("bullet", 4, 1))]
    first.append(paragraph("子", Container("bullet", 4, 1), Container("quote", 5)))
    second = [paragraph("丙", Container("quote", 2)), paragraph("丁", Container("ordered", 4, 1, 3))]
    blocks = with_unique_keys([*first, *second])
    assert write_blocks(blocks) == "- 甲\n\n- 乙\n\n  > 子\n\n> 丙\n\n3. 丁"
    containers = {container for block in blocks for container in block.containers}
    assert len({container.key for container in containers}) == len(containers)
