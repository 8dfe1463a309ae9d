"""The fast path changes no result, only the time."""

from __future__ import annotations

import os
import random
import re
import string
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it.rules_block import StateBlock

from beilin.reading.markdown import parser_without_fast_path, render_markdown
from beilin.reading.mentions import links_of
from beilin.reading.plain_blocks import plain_blocks
from tests.reading.support import prose

ROOT = Path(__file__).parent.parent.parent
BODIES = int(os.environ.get("BEILIN_BODIES", "200"))
WITHOUT_FAST_PATH = parser_without_fast_path()

# Pieces that begin, end or resemble markup, and plain ones, to be joined at random.
PIECES = [
    "一段文字", "LLaMA", "，", "。", "「開源」", "“引”", " ", "  ", "\n", "\n", "\n\n", "\n\n", "\n\n\n", "\t", "\n    ", "\n  ",
    "#", "# ", "- ", "* ", "+ ", "1. ", "1) ", "> ", "> > ", "```", "~~~", "***", "---", "===", "___", "|", "|--|", ": ", "~ ",
    "[^1]", "[^1]: ", "[a](b)", "![c](d)", "[x]: y", "<b>", "</b>", "<!-- ", " -->", "&amp;", "&", "\\", "\\*", "`", "**", "*",
    "_", "~~", "~", "!", "[", "]", "(", ")", "[[", "]]", "[[a|b]]", "https://a.example/", "www.a.example", "https://a.example/b*c_d", "http://x.example的", " {#x}", "## 題 {#y}\n\n", "> [!question]- 題\n", "[ ] ", "[x] ", "[!NOTE]", "\u3000", "\u00a0",
    "\r\n", "\0", "é", "3", "word", "2016年", "10. ", "**重點**", "*著重*", "`碼`", "[文](a.md)", "[b](x.md#節-二)", "[c](https://a.example/b?c=d&e=f)",
    "\n\n- 一\n- 二\n\n", "\n\n1. 一\n2. 二\n\n", "\n\n> 引\n\n", "\n## 題\n\n", "\n\n段。\n\n", "::", "\u2028", "\u2003", "\n\n\u2003", "\ufeff", "•", "\x1f", "😀",
    "\n\n```py\nx = 1  # `y`\n```\n\n", "\n```\n甲 <b>\n\n\t乙\n``` \n", "\n\n| a | “乙” |\n|:-:|--:|\n| c > d | |\n\n", "```py\n", "\n```\n", "\n|", "|-:|", " | ",
    "$", "$5", "$$", "$x$", "$a_b$", "\\(a_b\\)", "\\[", "\\]", "\n\n$$\nx\n+ y\n$$\n\n", "花$5，又$6",
]  # fmt: skip


def same(text: str) -> None:
    """With and without the fast path, body, text, links and problems are exactly the same."""
    for with_ids in (False, True):
        fast, problems = render_markdown(text, file="a.md", with_paragraph_ids=with_ids)
        if fast.links is not None:
            assert fast.links == links_of(fast.body), repr(text)
        slow, slow_problems = render_markdown(text, file="a.md", with_paragraph_ids=with_ids, md=WITHOUT_FAST_PATH)
        assert replace(fast, links=None) == replace(slow, links=None), repr(text)
        assert problems == slow_problems, repr(text)


@pytest.mark.parametrize("seed", range(8))
def test_random_texts(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(BODIES):
        same("".join(chance.choice(PIECES) for _ in range(chance.randint(1, 30))))


@pytest.mark.parametrize("seed", range(8))
def test_random_articles(seed: int) -> None:
    """Texts as editors write them: mostly plain blocks, with others in between."""
    chance = random.Random(seed)
    for _ in range(BODIES // 8):
        same(prose(chance))


@given(st.lists(st.sampled_from(PIECES)).map("".join) | st.text())
def test_any_text(text: str) -> None:
    same(text)


@pytest.mark.parametrize("seed", range(4))
def test_links_in_every_kind_of_plain_block(seed: int) -> None:
    """The links of a body that is read at once are those that its HTML shows, each in the same sentence."""
    chance = random.Random(seed)
    words = [
        "前句。",
        "甲",
        "B c",
        " ",
        "“引”",
        'a > "b"',
        "`<x>&amp;`",
        "**重**",
        "*e*",
        "。",
        ". ",
        "？」",
        "長" * 130,
    ]
    addresses = [
        "a.md",
        "b.md#節",
        "https://www.a.example/x?y=z&w=1",
        "HTTP://A.example",
        "//b.example/",
        "#c",
        "mailto:a",
        "?d",
    ]
    for _ in range(60):
        blocks = []
        for form in chance.choices(["{}", "{}", "## {}", "- 項\n- {}\n- {}", "1. {}", "> {}", "甲 {}\n乙 {}"], k=6):
            lines = ["".join(chance.choices([*words, "[{}]({})", "[{}]({})"], k=7)) for _ in range(2)]
            filled = [
                re.sub(
                    r"\[\{\}\]\(\{\}\)",
                    lambda _: f"[{chance.choice(['文', ' 字 ', 'https://a.example'])}]({chance.choice(addresses)})",
                    line,
                )
                for line in lines
            ]
            blocks.append(form.format(*(f"始{line.strip()}" for line in filled)))
        same("\n\n".join(blocks))
    plain = "見[甲](a.md)。\n\n## [乙](b.md)\n\n- 丙\n- 見[丁](https://d.example/)\n\n> 引[甲](c.md)\n"
    assert render_markdown(plain, file="a.md", with_paragraph_ids=True)[0].links is not None


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
        "```\n```",
        "```py\n\ufeffx\n```",
        "```py\nx\n````\n\ny",
        "```py\n\n \n```\n甲",
        "```no-such\n<b>`a``\n```\n    code",
        "| a |\n|-|\n| b | c |",
        "| a | b |\n|:-|:-:|\n| c |",
        "| a | b |\n|-|-|\n| www.a.example | $x$ |",
        "||\n|-|\n||",
        "|\n|-|\n|x|",
        "| a |\n|---|\n| b |\n甲",
    ],
)
def test_a_plain_line_that_belongs_to_what_follows(text: str) -> None:
    same(text)


def test_plain_blocks_skip_the_block_rules() -> None:
    def calls_of_a_rule(*, with_fast_path: bool) -> int:
        calls = []

        def spy(state: StateBlock, start: int, end: int, silent: bool) -> bool:
            calls.append((state, start, end, silent))
            return False

        md = parser_without_fast_path()
        if with_fast_path:
            md.use(plain_blocks)
        md.block.ruler.before("table", "spy", spy)
        md.parse("一段。\n\n二段。\n")
        return len(calls)

    assert calls_of_a_rule(with_fast_path=False) == 2
    assert calls_of_a_rule(with_fast_path=True) == 0


@pytest.mark.parametrize("mark", string.punctuation)
def test_punctuation_around_a_word(mark: str) -> None:
    """Every mark, once and doubled, wherever the fast path reads text: what an extension gives a meaning to is left to it.

    A failure says that its character is missing from those in `reading/extensions.py`.
    """
    for marks in (mark, 2 * mark):
        for word in ("word", "二 字"):
            texts = [
                f"{marks}{word}{marks}",
                f"甲{marks}{word}{marks}乙",
                f"甲 {marks}{word}{marks} 乙",
                f"{word}{marks}",
                marks,
            ]
            within = ["{}", "甲**a{}b**乙", "甲*a{}b*乙", "甲[a{}b](b.md)乙", "甲`a{}b`乙"]
            for whole in [outer.format(text) for text in texts for outer in within]:
                same("\n\n".join([whole, f"## {whole}", f"- 甲\n- {whole}", f"> {whole}", f"甲{whole}"]))
