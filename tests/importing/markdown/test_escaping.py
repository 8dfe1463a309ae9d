"""The site's reader displays escaped text exactly as it was, and prose stays free of backslashes."""

from __future__ import annotations

import string
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from beilin.importing.markdown.escaping import Position, escape
from beilin.importing.proof.blocks import Block, blocks_of
from beilin.importing.source.lines import read_source_text
from beilin.importing.undo.edited_file import displayed_text
from beilin.reading.headings import plain_text
from beilin.reading.markdown import parser, render_markdown

PREFIX: dict[Position, str] = {"paragraph": "", "heading": "## ", "item": "1. "}
KIND: dict[Position, str] = {"paragraph": "paragraph", "heading": "heading", "item": "item 1"}

# Texts made of what Markdown gives a meaning to, mixed with what stands beside it in Chinese prose.
WORDS = """* ** _ __ ~~ ` ``` [ ] ]( ! ( ) < > <b </i> <!-- --> & &amp; # - + = | : 1. 1) \\ a b.c 開 「 」 。 , é [^1] [x]
$ $$ $5 $x$ \\( \\) \\[ \\] x_1
https://a.example/x www.b.example %20 %E9%96%8B xn--fiq228c.example x@y.example"""
MARKUP = st.lists(
    st.sampled_from(WORDS.split()) | st.sampled_from([" ", "  ", "\t", "\u00a0", "[ ]"]), min_size=1, max_size=12
).map("".join)


def displayed(text: str, position: Position) -> list[Block]:
    """What the reader displays for the escaped text between two paragraphs."""
    rendered, problems = render_markdown(f"前。\n\n{PREFIX[position]}{escape(text, position)}\n\n后。\n", file="x.md")
    assert problems == []
    return blocks_of(rendered.body.html)


def check(text: str) -> None:
    """The text is displayed unchanged in every position."""
    source, _ = read_source_text("x.txt", text.encode(errors="replace"))
    for line in source.lines if source else ():
        for position in PREFIX:
            if line.text:
                expected = [Block("paragraph", "前。"), Block(KIND[position], line.text), Block("paragraph", "后。")]
                assert displayed(line.text, position) == expected


@settings(derandomize=True, max_examples=250, deadline=None)
@given(MARKUP)
@example('<a b="<">')
@example("~~~~ ~~~")
@example("`a``b`")
@example("[x] [y]: z")
def test_markup_in_prose_is_shown_as_it_is(text: str) -> None:
    check(text)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(st.text(min_size=1))
def test_any_line_is_shown_as_it_is(text: str) -> None:
    check(text)


@pytest.mark.parametrize(
    "text",
    [
        "snake_case_name與x*y=k,價格是$12,佔比50%,約1~2天,R&D與AT&T。",
        "2 * 3 * 4,a < b > c,{甲|乙},[自己],C:\\路徑,1.5億,3)三。",
        "#標籤,-5度,=等號,|直線,反引號`一個。",
        "網址https://example.org/a_b_c?x=1&y=2,后面接中文。",
        "這是“引號”、(括號)、:冒號、——破折號。",
        "花US$5,又$200與$300,$HOME與$PATH,$5到$6。",
    ],
)
def test_what_markdown_leaves_alone_gets_no_backslash(text: str) -> None:
    assert escape(text, "paragraph") == text
    check(text)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("# 題", "\\# 題"),
        ("- 項", "\\- 項"),
        ("1. 項", "1\\. 項"),
        ("> 引", "\\> 引"),
        ("*重點*", "\\*重點\\*"),
        ("頭檔<stdio.h>", "頭檔\\<stdio.h>"),
        ("&amp;", "\\&amp;"),
        ("[文](x)", "\\[文](x)"),
        ("[1]: x", "\\[1]: x"),
        ("公式$x_1$與$5", "公式\\$x_1\\$與\\$5"),
        ("$$x$$", "\\$\\$x\\$\\$"),
        ("$$", "\\$$"),
        (r"\(x_1\)", r"\\\(x_1\\)"),
        ("https://a.example/%20", "https\\://a.example/%20"),
    ],
)
def test_markup_gets_one_backslash(text: str, markdown: str) -> None:
    assert escape(text, "paragraph") == markdown


def test_escaping_depends_on_the_position() -> None:
    assert escape("題 #", "heading") == "題 \\#"
    assert escape("題 #", "paragraph") == "題 #"
    assert escape("[ ] 項", "item") == "\\[ ] 項"
    assert escape("[ ] 項", "paragraph") == "[ ] 項"
    assert escape("- 題", "heading") == "- 題"


def test_escaping_takes_linear_time() -> None:
    text = "<a" * 50_000 + "*_`[&#\\~~" * 50_000 + ">"
    started = time.process_time()
    escape(text, "paragraph")
    assert time.process_time() - started < 10  # it takes half a second; with the square, many minutes


@pytest.mark.parametrize("mark", string.punctuation)
def test_punctuation_around_a_word_is_shown_as_it_is(mark: str) -> None:
    """Every mark, once and doubled: an extension's markup is escaped, and read back when an edited file is compared."""
    for marks in (mark, 2 * mark):
        for word in ("word", "文", "二 字"):
            for text in (
                f"{marks}{word}{marks}",
                f"甲{marks}{word}{marks}乙",
                f"甲 {marks}{word}{marks} 乙",
                f"{word}{marks}",
            ):
                check(text)
                markdown = escape(text, "paragraph")
                assert displayed_text(markdown) == text
                (block,) = parser().parseInline(f"甲{markdown}", {})
                assert displayed_text(f"甲{markdown}") == plain_text(block.children or ())
                (block,) = parser().parseInline(f"甲{text}", {})
                assert displayed_text(f"甲{text}") == plain_text(block.children or ())
