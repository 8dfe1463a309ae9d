"""Blocks in containers become Markdown that the site's reader reads as the same containers."""

from __future__ import annotations

import pytest

from beilin.importing.markdown.blocks import write_blocks
from beilin.importing.model import Block, Container


def paragraph(text: str, *containers: Container) -> Block:
    return Block("paragraph", text, text, containers=containers)


def bullet(key: int, list_key: int = 1) -> Container:
    return Container("bullet", key, list_key)


QUOTE = Container("quote", 90)


@pytest.mark.parametrize(
    ("blocks", "markdown"),
    [
        ([paragraph("甲"), Block("heading", "乙", "## 乙", level=2)], "甲\n\n## 乙"),
        ([paragraph("甲", bullet(1)), paragraph("乙", bullet(2))], "- 甲\n- 乙"),
        ([paragraph("甲", bullet(1)), paragraph("續", bullet(1)), paragraph("乙", bullet(2))], "- 甲\n\n  續\n\n- 乙"),
        ([paragraph("甲", bullet(1)), paragraph("乙", bullet(2, 2))], "- 甲\n\n* 乙"),
        (
            [paragraph("甲", bullet(1)), paragraph("子", bullet(1), bullet(3, 5)), paragraph("乙", bullet(2))],
            "- 甲\n  - 子\n- 乙",
        ),
        (
            [paragraph("甲", Container("ordered", 1, 1, 9)), paragraph("乙", Container("ordered", 2, 1, 10))],
            "9. 甲\n10. 乙",
        ),
        ([paragraph("甲", QUOTE), paragraph("乙", QUOTE, bullet(1))], "> 甲\n>\n> - 乙"),
        ([Block("code", "a\n\nb", "```py\na\n\nb\n```", containers=(bullet(1),))], "- ```py\n  a\n\n  b\n  ```"),
        (
            [paragraph("甲", Container("details", 1, label="題"))],
            "<details>\n<summary>題</summary>\n\n甲\n\n</details>",
        ),
        (
            [paragraph("註", Container("note", 1, label="1")), paragraph("續", Container("note", 1, label="1"))],
            "[^1]: 註\n\n    續",
        ),
    ],
)
def test_each_container_has_its_marker(blocks: list[Block], markdown: str) -> None:
    assert write_blocks(blocks) == markdown
