"""A body with its punctuation set right has each original, and is the same in every other respect."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.model import Article, Body, Summary
from beilin.reading.article import read_article
from beilin.reading.settings import ReaderSettings
from beilin.reading.text_blocks import originals, text_of, without_originals
from beilin.reading.tidying import tidied_article

IMPORTED = "provenance: {file: found.txt, sha256: 9f86d081, importer: 0.1.0}\n"
ALL = ReaderSettings(tidy="all")
PIECES = ["他說", "好", "AI", ",", ":", "(", ")", "“", "”", " ", "\n", "\n\n", "**", "`", "[^1]", "[連結](https://a.example/)",
          "<https://a.example/文,字>", "$x,y$", "<br>", "<kbd>甲,乙</kbd>", "- ", "> ", "## ", "&amp;", "1,000", "[[其他|文]]"]  # fmt: skip


def read(markdown: str, front: str = "", settings: ReaderSettings = ALL) -> Article:
    text = f"---\ntitle: 題\n{front}---\n{markdown}\n\n[^1]: 註,解\n"
    article, _ = read_article("content/articles/a.md", text.encode(), settings)
    assert article
    return article


def html(markdown: str, front: str = "") -> str:
    shown = tidied_article(read(markdown, front)).body.html
    return shown.partition('<div class="footnotes"')[0].strip()


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("他說,好", '他說<span data-o=",">，</span>好'),
        ("他說:“好”", '他說<span data-o=":“">：「</span>好<span data-o="”">」</span>'),
        ("碑林 (西安) 很大", '碑林<span data-o=" (">（</span>西安<span data-o=") ">）</span>很大'),
        ("他**說:“好**”了", '他<strong>說<span data-o=":“">：「</span>好</strong><span data-o="”">」</span>了'),
        ("**甲**, **乙**", '<strong>甲</strong><span data-o=", ">，</span><strong>乙</strong>'),
        ("*甲,* 乙", '<em>甲<span data-o=",">，</span></em> 乙'),
        (
            "他說[^1],好",
            '他說<sup class="footnote-ref"><a href="#fn1" id="fnref1">[1]</a></sup><span data-o=",">，</span>好',
        ),
        ("用`甲,乙`,好", '用<code>甲,乙</code><span data-o=",">，</span>好'),
        ("<kbd>甲,乙</kbd>", "<kbd>甲,乙</kbd>"),
        ('<span lang="en">甲,乙</span>', '<span lang="en">甲,乙</span>'),
        ('<span lang="zh-Hans">甲,乙</span>', '<span lang="zh-Hans">甲,乙</span>'),
        (
            '<span lang="zh-TW">甲,乙</span>',
            '<span lang="zh-TW">甲<span data-o=",">，</span>乙</span>',
        ),
        ("<ruby>甲<rp>(</rp><rt>乙</rt><rp>)</rp></ruby>", "<ruby>甲<rp>(</rp><rt>乙</rt><rp>)</rp></ruby>"),
        (
            "見 <https://a.example/文,字>,好",
            '見 <a href="https://a.example/%E6%96%87,%E5%AD%97">https://a.example/文,字</a><span data-o=",">，</span>好',
        ),
        ("[甲,乙](https://a.example/c,d)", '<a href="https://a.example/c,d">甲<span data-o=",">，</span>乙</a>'),
        ("甲&amp;乙;丙", '甲&amp;乙<span data-o=";">；</span>丙'),
        ("甲\\\n,乙", '甲<br><span data-o="\n,">，</span>乙'),
        ("[[甲,乙]],好", '\x000\x00<span data-o=",">，</span>好'),
        ("![甲,乙](a.png)", '<img src="\x000\x00" alt="甲,乙">'),
    ],
)
def test_inline_elements(markdown: str, expected: str) -> None:
    shown = html(markdown)
    assert shown.removeprefix(shown[: shown.index(">") + 1]).removesuffix("</p>") == expected


def test_a_quotation_does_not_reach_into_the_next_block() -> None:
    assert "data-o" not in html("- “甲\n- 乙”")
    assert html("| “甲 | 乙” |\n|---|---|\n").count("data-o") == 0
    assert html("```\n甲,乙\n```\n\n$$甲,乙$$").count("data-o") == 0


def test_headings_keep_their_ids_and_follow_in_the_table_of_contents() -> None:
    article = tidied_article(read("## 甲,乙\n\n## `丙,丁`,戊\n"))
    assert [(heading.id, heading.text) for heading in article.body.headings] == [
        ("甲乙", "甲，乙"),
        ("丙丁戊", "丙,丁,戊"),  # which has code
    ]


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_the_originals_give_back_the_html_and_the_text(pieces: list[str]) -> None:
    article = read("".join(pieces))
    shown = tidied_article(article)
    assert originals(shown.body.html) == article.body.html
    assert shown.text == article.text == text_of(shown.body)
    assert without_originals(shown.body.html).count("<") == article.body.html.count("<")
    again = tidied_article(replace(shown, body=Body(without_originals(shown.body.html), (), shown.body.references)))
    assert "data-o" not in again.body.html


@pytest.mark.parametrize(
    ("setting", "front", "expected"),
    [
        ("imported", "", False),
        ("imported", IMPORTED, True),
        ("imported", "tidy: true\n", True),
        ("imported", f"tidy: false\n{IMPORTED}", False),
        ("all", "", True),
        ("all", "tidy: false\n", False),
        ("none", IMPORTED, False),
        ("none", "tidy: true\n", True),
    ],
)
def test_the_setting_and_the_file_decide(setting: str, front: str, expected: bool) -> None:
    article = read("他說,好", front, ReaderSettings(tidy=setting))
    assert article.summary.tidy is expected
    assert (tidied_article(article).body.html != article.body.html) is expected
    assert tidied_article(article).summary.tidied is expected


def test_parts_follow_the_setting_alone() -> None:
    summaries: list[Summary] = []
    for setting in ("imported", "all"):
        part, _ = read_article("content/parts/a.md", "他說,好".encode(), ReaderSettings(tidy=setting))
        assert part
        summaries.append(tidied_article(part).summary)
    assert [summary.tidied for summary in summaries] == [False, True]


def test_other_languages_are_left_alone() -> None:
    assert "data-o" not in html("He said 他,好 (甲).", "language: en\n")
