"""Text files are UTF-8; anything else is a problem at the position of its first bad byte."""

from __future__ import annotations

import codecs

import pytest

from beilin.problems.problem import Problem
from beilin.text.decoding import decode_utf8


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
def test_text_is_decoded_without_a_byte_order_mark(mark: bytes) -> None:
    assert decode_utf8(mark + "題\r\n".encode(), "a.csv") == "題\r\n"


@pytest.mark.parametrize("mark", [b"", codecs.BOM_UTF8])
@pytest.mark.parametrize(("before", "location"), [("", "a:1:1"), ("開源", "a:1:3"), ("開源\nab\n源", "a:3:2")])
def test_the_first_bad_byte_has_its_position(mark: bytes, before: str, location: str) -> None:
    problem = decode_utf8(mark + before.encode() + b"\xa4\xa4\n", "a")
    assert isinstance(problem, Problem)
    assert (problem.code, problem.location) == ("wrong-encoding", location)
    assert "0xa4" in problem.message
