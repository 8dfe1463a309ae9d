"""The line of a place is the one on which its first character is written, whatever markup is around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.reading.article import read_article
from beilin.reading.settings import ReaderSettings
from beilin.searching.lines import Source, _find, _find_in_plain
from beilin.searching.prove import Text, marks_in
from beilin.searching.query import parse_query
from beilin.text.folding import folded, tokens
from tests.reading.composed import Composition, compositions

ARTICLES = Path(__file__).parents[2] / "content/articles"
SETTINGS = ReaderSettings()
ALERTS = ("重要", "提示", "附註", "Note")
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
    text = text.removeprefix("\ufeff")  # as `decode_utf8` gives it
    settings = replace(SETTINGS, language=article.summary.language)
    return Source("x.md", text, article.summary.title, [block.text for block in article.text], settings)


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


def test_lines_of_the_archive_s_own_articles() -> None:
    """Each line has the first character that is looked for, and it and the next one have the rest."""
    wrong = []
    for path in sorted(ARTICLES.glob("*.md")):
        source = source_of(path.read_text("utf-8"))
        lines = source.text.split("\n")
        for number, block in enumerate(source.blocks):
            for token in tokens(block)[number % 5 :: 40] if number % 6 == 0 else ():
                line = source.line_in_block(number, token.start)
                near = folded("".join(lines[line - 1 : line + 1])).replace(" ", "")
                if block in ALERTS:  # whose line says [!NOTE]
                    wrong += [] if "[!" in lines[line - 2] else [(path.name, line, block)]
                elif block[token.start] not in lines[line - 1] or not near.count(token.text[:2]):
                    wrong.append((path.name, line, block[token.start : token.end]))
    assert not wrong


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntags: [開源]\ntitle: 論開源\n---\n", 3),
        ("---\nsummary: 開源\ntitle: >-\n  論\n  開源\n---\n\n別的\n", 5),
        ("---\ntags: [開源]\ntitle: '論''開源'\n---\n", 3),
        ('---\ntags: [開源]\ntitle: "\\u958b\\u6e90"\n---\n', 3),  # the escape cannot be replaced: the line of the key
        ("---\ntitle: 題\n---\n一\n\n二&#x958B;源。\n", 6),
        ("---\r\ntitle: 題\r\n---\r\n\r\n<p>一\r\n開源</p>\r\n", 6),
        ("---\rtitle: 題\r---\r\r一\r開源\r", 6),
        ("\ufeff---\ntitle: 題\n---\n開源\n", 4),
        ("---\ntitle: 題\n---\n" + "[開源](開源)\n" * 50, 4),
        ("---\ntitle: 題\n---\n" + "<!-- 開源 -->\n\n" * 1100 + "開源\n", 2204),
        ("---\ntitle: 題\n---\n開源" + "\n開" * 6000, 4),
    ],
)
def test_lines_in_odd_files(text: str, line: int) -> None:
    assert line_of("開源", source_of(text)) == line


@settings(max_examples=60)
@given(st.lists(st.text("開源ab 1.#*-_`>!|:$~=+{}\t\"'()/", max_size=8), max_size=6))
def test_the_short_way_finds_what_the_experiment_finds(lines: list[str]) -> None:
    body = "\n".join(lines)
    source = source_of(f"{HEAD}{body}")
    for number, block in enumerate(source.blocks):
        for offset, character in enumerate(block):
            place = (number, offset)
            if character.isalpha() and (line := _find_in_plain(body, source.blocks, place)):
                assert _find(body, source.blocks, source._read_body, place) in {line, 0}


@settings(max_examples=40)
@given(compositions())
def test_lines_in_composed_bodies(composition: Composition) -> None:
    """Each word of these bodies is written once, on one line."""
    text = HEAD + composition.text
    article, _ = read_article("content/articles/x.md", text.encode(), SETTINGS)
    if article is None:
        return
    source = source_of(text)
    written = {
        word: number for number, line in enumerate(text.split("\n"), 1) for word in composition.words if word in line
    }
    shown = {
        word for word in written if any(marks_in(parse_query(f'"{word}"'), Text(block)) for block in source.blocks)
    }
    assert {word: line_of(word, source) for word in shown} == {word: written[word] for word in shown}
