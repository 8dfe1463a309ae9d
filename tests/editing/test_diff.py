"""A diff on a terminal marks what differs inside a line, which may be a whole paragraph."""

from __future__ import annotations

import pytest

from beilin.editing.diff import split_change


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
