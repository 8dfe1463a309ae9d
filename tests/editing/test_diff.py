"""A diff on a terminal marks what differs inside a line, which may be a whole paragraph."""

from __future__ import annotations

import re

import pytest

from beilin.editing.diff import split_change
from tests.conftest import MakeSite
from tests.little_site import article
from tests.terminal import printed_in_a_terminal


@pytest.mark.parametrize(
    ("line", "other", "differs"),
    [
        ("-見[文](old.md)。", "+見[文](new.md)。", "old"),
        ("+見[文](new.md)。", "-見[文](old.md)。", "new"),
        ("-一", "+一二", ""),
        ("+一二", "-一", "二"),
        ("-aa", "+aaa", ""),
        ("+aaa", "-aa", "a"),
        ("-甲", "+乙", "甲"),
        ("-", "+乙", ""),
    ],
)
def test_the_part_that_differs(line: str, other: str, differs: str) -> None:
    start, end = split_change(line, other)
    assert line[start:end] == differs


def test_in_a_terminal_that_part_stands_out(make_site: MakeSite) -> None:
    site = make_site({
        "content/articles/old.md": article("舊"),
        "content/articles/a.md": article("甲", "見[文](old.md)。\n"),
    })  # fmt: skip
    said = printed_in_a_terminal("rename", "old", "new", "--dry-run", "--root", str(site.root))
    removed, added = (line for line in said.splitlines() if "見" in line)
    assert [removed.count("\x1b[31m"), added.count("\x1b[32m")] == [3, 3], "red and green, before, in and after it"
    assert re.search(r"\x1b\[7mold\x1b\[0m", removed)
    assert re.search(r"\x1b\[7mnew\x1b\[0m", added)
