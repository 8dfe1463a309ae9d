"""The shortcuts change nothing but the time: the tokens are those of the long way."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from beilin.reading.markdown import parser, plain_parser
from beilin.reading.shortcuts import shortcuts

ROOT = Path(__file__).parent.parent.parent
LONG_WAY = plain_parser()

# Pieces that begin, end or look like markup, among plain ones: joined at random they meet each other's edges.
PIECES = [
    "一段文字", "LLaMA", "，", "。", "「開源」", "“引”", " ", "  ", "\n", "\n", "\n\n", "\n\n", "\n\n\n", "\t", "\n    ", "\n  ",
    "#", "# ", "- ", "* ", "+ ", "1. ", "1) ", "> ", "> > ", "```", "~~~", "***", "---", "===", "___", "|", "|--|", ": ", "~ ",
    "[^1]", "[^1]: ", "[a](b)", "![c](d)", "[x]: y", "<b>", "</b>", "<!-- ", " -->", "&amp;", "&", "\\", "\\*", "`", "**", "*",
    "_", "~~", "~", "!", "[", "]", "(", ")", "https://a.example/", "www.a.example", "[ ] ", "[x] ", "[!NOTE]", "\u3000", "\u00a0",
    "\r\n", "\0", "é", "3", "word",
]  # fmt: skip


def facts(tokens: list[Token]) -> list[object]:
    """Everything a token holds."""
    return [token.as_dict() for token in tokens]


def same(text: str) -> None:
    """Both ways give the same tokens and HTML."""
    first, second = {}, {}  # type: ignore[var-annotated]
    assert facts(parser().parse(text, first)) == facts(LONG_WAY.parse(text, second)), repr(text)
    assert parser().render(text) == LONG_WAY.render(text)


@pytest.mark.parametrize("seed", range(8))
def test_random_texts(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(250):
        same("".join(chance.choice(PIECES) for _ in range(chance.randint(1, 30))))


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_any_text(text: str) -> None:
    same(text)


def test_the_archive_itself() -> None:
    for path in (ROOT / "content").rglob("*.md"):
        same(path.read_text("utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "A\x1f",
        "詞\n\n: 義",
        "詞\n\n~ 義",
        "詞\n\n\n: 義",
        "題\n===",
        "詞\n: 義",
        "a\n| b |\n|--|",
        "a\n\n    code",
        "- a\n\n  b\n\nc",
        "a\n> b",
        "文\n- 項",
    ],
)
def test_a_plain_line_that_belongs_to_what_follows(text: str) -> None:
    same(text)


def test_the_shortcuts_are_taken() -> None:
    def rules_asked(*, by_the_long_way: bool) -> int:
        calls = []

        def spy(state: StateBlock, start: int, end: int, silent: bool) -> bool:
            calls.append((state, start, end, silent))
            return False

        md = plain_parser() if by_the_long_way else plain_parser().use(shortcuts)
        md.block.ruler.before("table", "spy", spy)
        md.parse("一段。\n\n二段。\n")
        return len(calls)

    assert rules_asked(by_the_long_way=True) == 2
    assert rules_asked(by_the_long_way=False) == 0
