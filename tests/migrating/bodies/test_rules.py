"""What holds of all rules, whatever a body contains."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.migrating.bodies.passes import undo
from beilin.migrating.bodies.table import RULES, convert_body
from tests.migrating.bodies.little_context import context

# Pieces at which rules begin or end.
PIECES = (
    "[", "]", "(", ")", "![", "[[", "]]", "](", "|", "\\", "`", "```\n", "$", "%%", "==", "{", "}", "{:", "{::comment}",
    "{:/}", "#", "# ", "\n", "\n\n", "---", "===", "<", ">", "<h1>", "</h1>", "<a href=", '"', "'", " ", "    ", "^a",
    "*[HTML]: ", "HTML", "[TOC]", "<!--", "more", "-->", "sea", ".md", "/about/", "/img/a.png", "]: ", "=", "海", "!", "- ",
    "{{", "}}", "{{<", ">}}", "{%", "%}", "{% raw %}", ":::", "!!! note", "> [!note]", "import a from 'b'", "\t", "\ue000",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@settings(max_examples=150)
def test_any_body_is_converted_and_comes_back(body: str) -> None:
    converted = convert_body(body, 1, context(), RULES)
    assert undo(converted) == body


# What a repetition follows, and what it is.
REPEATED = [
    *(("", piece) for piece in PIECES), ("{%", "海"), ("# a", " "), ("# a {", "#a"), ("::: a", " "), ('{% img a.png "', " "),
    ("", "$$a\n"), ("# a\n", "> "), ("<a a=", "b/c="), ("[a](x", " "),
]  # fmt: skip


@pytest.mark.parametrize(("before", "piece"), REPEATED)
def test_the_time_is_linear(before: str, piece: str) -> None:
    start = time.process_time()
    convert_body(f"{before}{piece * (20_000 // len(piece))}b", 1, context(), RULES)
    assert time.process_time() - start < 1
