"""The line of a place is the one on which its first character is written, whatever markup is around it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.reading.article import read_article
from beilin.reading.settings import ReaderSettings
from beilin.searching.lines import Source
from beilin.searching.prove import Text, marks_in
from beilin.searching.query import parse_query

SETTINGS = ReaderSettings()
ARROW = "→"  # before the character that must be found; it is not in the file
HEAD = "---\ntitle: 題\n---\n"
# What is searched for: NEEDLE stands for it, and is a different word in each construct.
NEEDLES = [
    *("針" + one for one in "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥鼠牛虎"),
    *(f"needle{number}x" for number in range(25)),
]
CONSTRUCTS = [
    "一段\n第二行→NEEDLE。\n",
    "一段\n→FIRST\nREST,行末與行首。\n",
    "word\n→NEEDLE word\n",
    "## 標題\n\n- 項\n- 又\n  →NEEDLE\n    1. 深→\n",
    "標題→NEEDLE\n===\n",
    "| 表 | 頭 |\n| --- | --- |\n| 一 | 二 |\n| 三 | →NEEDLE |\n",
    "```NEEDLE\n# 針\nx = 1\n→NEEDLE = 2\n```\n",
    "    縮排\n    →NEEDLE\n",
    "見[^NEEDLE]。\n\n[^NEEDLE]: 註\n    →NEEDLE。\n",
    "見[^NEEDLE]。\n\n[^NEEDLE]: 註 →NEEDLE。\n",
    "<div>\n<!-- NEEDLE -->\n<p title=\"NEEDLE\">→NEEDLE</p>\n</div>\n",
    "[見](https://example.org/NEEDLE \"NEEDLE\")\n→NEEDLE\n",
    "[NEEDLE 的]: https://example.org/NEEDLE\n\n引用\n[→NEEDLE 的][]。\n",
    "**→FIRST**REST與*粗*\n",
    "→FIRST<b>REST</b>\n",
    "一\n→FIRST\u00adREST\n",
    "> 引\n> **→NEEDLE**\n",
    "> [!NOTE]\n> →NEEDLE\n",
    "術語\n: 定義→NEEDLE\n",
    "`→NEEDLE`\n",
    "行一  \n→NEEDLE  \n行三\n",
    "$$\n\\text{→NEEDLE}\n$$\n",
    "<!-- NEEDLE\n\nNEEDLE -->\n→NEEDLE\n",
    "- [ ] 做\n- [x] →NEEDLE\n",
    "[[NEEDLE一|又]] 與 \\*→NEEDLE\\*\n",
]  # fmt: skip


def composed(constructs: Sequence[str], needles: Sequence[str]) -> tuple[str, dict[str, int]]:
    """A body of the constructs, with arrows, and no needle in two of them."""
    parts = [
        construct.replace("NEEDLE", needle).replace("FIRST", needle[0]).replace("REST", needle[1:])
        for construct, needle in zip(constructs, needles, strict=True)
    ]
    lines = f"{HEAD}\n{chr(10).join(parts)}".split("\n")
    lines = [line.replace("深→", "深") for line in lines]
    rows = [number for number, line in enumerate(lines, 1) if ARROW in line]
    return "\n".join(lines).replace(ARROW, ""), dict(zip(needles, rows, strict=True))


def source_of(text: str) -> Source:
    """The file with that text, read."""
    article, _ = read_article("content/articles/x.md", text.encode(), SETTINGS)
    assert article is not None
    return Source("x.md", text, article.summary.title, [block.text for block in article.text], SETTINGS)


def line_of(typed: str, source: Source) -> int:
    """The line of the first place of the query."""
    query = parse_query(f'"{typed}"')
    for number, block in enumerate(source.blocks):
        if marks := marks_in(query, Text(block)):
            return source.line_in_block(number, marks[0][0])
    return source.line_in_title(marks_in(query, Text(source.title))[0][0])


@pytest.mark.parametrize("first", [0, 25])
def test_every_construct_has_its_line(first: int) -> None:
    wrong = []
    for construct, needle in zip(CONSTRUCTS, NEEDLES[first:], strict=False):
        if first and "FIRST\nREST" in construct:  # a line break in a word makes it two
            continue
        text, lines = composed([construct], [needle])
        found = line_of(needle, source_of(text))
        wrong += [] if found == lines[needle] else [(construct, found, lines[needle])]
    assert not wrong


@settings(max_examples=25)
@given(st.permutations(range(len(CONSTRUCTS))))
def test_lines_in_articles_of_many_constructs(order: list[int]) -> None:
    needles = [NEEDLES[number] for number in order[:8]]
    text, lines = composed([CONSTRUCTS[number] for number in order[:8]], needles)
    source = source_of(text)
    assert {needle: line_of(needle, source) for needle in needles} == lines
