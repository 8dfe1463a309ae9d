"""A Markdown file gives an article, or all of its problems, each at its position."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.model import Provenance
from beilin.problems.problem import Problem
from beilin.reading.article import ReaderSettings, ReadResult, read_article

SETTINGS = ReaderSettings("zh-Hant", "Asia/Taipei")


def read(text: str | bytes, path: str = "content/articles/x.md") -> ReadResult:
    return read_article(path, text.encode() if isinstance(text, str) else text, SETTINGS)


def problems_of(text: str | bytes) -> tuple[Problem, ...]:
    article, problems = read(text)
    assert article is None
    return problems


def test_every_key_of_the_front_matter_is_read() -> None:
    article, problems = read(
        """---
title: 開源  與 商業
date: 2023-06-21 01:19
updated: 2023-07-01
author: [甲, 乙]
source: 某刊
source_url: https://example.org/1
language: en
tags: [開源, Llama 2]
summary: 摘要
slug: kai-yuan
draft: true
title_proposed: true
provenance:
  file: a.txt
  sha256: abc
  importer: 0.1.0
  set_aside: {stamp: 2}
---
Body
"""
    )
    assert not problems
    assert article
    summary = article.summary
    assert (summary.title, summary.date, summary.updated) == ("開源 與 商業", "2023-06-21T01:19:00+08:00", "2023-07-01")
    assert (summary.authors, summary.source, summary.source_url) == (("甲", "乙"), "某刊", "https://example.org/1")
    assert (summary.language, summary.tags, summary.summary, summary.slug) == (
        "en",
        ("開源", "Llama 2"),
        "摘要",
        "kai-yuan",
    )
    assert summary.draft
    assert summary.title_proposed
    assert summary.provenance == Provenance("a.txt", "abc", "0.1.0", {"stamp": 2})
    assert article.tag_lines == (9, 9)


def test_only_a_title_is_required() -> None:
    article, problems = read("---\ntitle: 題\n---\n", "content/articles/某_篇.md")
    assert not problems
    assert article
    assert (article.summary.slug, article.summary.language, article.summary.authors) == ("某-篇", "zh-Hant", ())


@pytest.mark.parametrize("text", ["---\r\ntitle: 題\r\n---\r\n內文\r\n", "\ufeff---\ntitle: 題\n---\n內文\n"])
def test_windows_files_give_the_same_article(text: str) -> None:
    article, problems = read(text)
    assert not problems
    assert article
    assert article.body.html == '<p id="_pa759a2c1">內文</p>\n'


@pytest.mark.parametrize(
    ("text", "place", "words", "hint"),
    [
        ("", "content/articles/x.md:1", "empty", "title"),
        ("  \n", "content/articles/x.md:1", "empty", "title"),
        ("no front matter", "content/articles/x.md:1:1", "no front matter", "---"),
        ("---\ntitle: x\n", "content/articles/x.md:2:1", "is not closed", "---"),
        ("---\n---\n", "content/articles/x.md:1", "title is missing", "title"),
        ("---\ntitle:\n---\n", "content/articles/x.md:2:7", "title has no value", "colon"),
        ("---\ntitle: [x]\n---\n", "content/articles/x.md:2:8", "expected text", "alone"),
        ("---\ntitle: a: b\n---\n", "content/articles/x.md:2:9", "a colon and a space", "quotes"),
        ("---\ntitle: x\ntitle: y\n---\n", "content/articles/x.md:3:1", "is repeated", "line 2"),
        ("---\na: &a [x]\nb: [*a,*a]\n---\n", "content/articles/x.md:2:4", "anchors", "quotes"),
        (
            "---\ntitle: x\ndate: 2024-13-45\n---\n",
            "content/articles/x.md:3:7",
            "not a day of the calendar",
            "2023-06-21",
        ),
        ("---\ntitle: x\ndate: soon\n---\n", "content/articles/x.md:3:7", "not a valid date", "2023-06-21"),
        ("---\ntitle: x\nslug: ../../x\n---\n", "content/articles/x.md:3:7", "cannot be used in an address", "letters"),
        ("---\ntitle: x\ntagz: [a]\n---\n", "content/articles/x.md:3:1", "unknown key", "'tags'"),
        ("---\ntitle: x\ntags: a\n---\n", "content/articles/x.md:3:7", "expected list", "[a]"),
        ("---\ntitle: x\ntags: [a, [b]]\n---\n", "content/articles/x.md:3:11", "expected text", ""),
        ("---\ntitle: x\ndraft: maybe\n---\n", "content/articles/x.md:3:8", "expected true or false", "true or false"),
        ("---\ntitle: x\nsource_url: javascript:x\n---\n", "content/articles/x.md:3:13", "not a web address", "https"),
        ("---\ntitle: x\nlanguage: Chinese!\n---\n", "content/articles/x.md:3:11", "not a language tag", "zh-Hant"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "content/articles/x.md:3", "not a text file", "UTF-8"),
        ("---\ntitle: 題\n---\n".encode("big5"), "content/articles/x.md:2:8", "not UTF-8", "UTF-8"),
    ],
)
def test_bad_input_is_reported_with_its_position_and_a_hint(
    text: str | bytes, place: str, words: str, hint: str
) -> None:
    problem = problems_of(text)[0]
    assert problem.location == place
    assert words in problem.message
    assert hint in problem.hint


def test_all_problems_are_reported_together() -> None:
    problems = problems_of("---\ntitel: x\ndate: soon\ndraft: 7\nslug: A B\n---\n" + "> " * 70 + "x\n")
    assert [problem.line for problem in problems] == [2, 4, 3, 5, 7]


def test_a_remote_image_becomes_a_link_and_a_warning() -> None:
    article, problems = read('---\ntitle: x\n---\n![alt](https://far.example/a.png) <img src="//far.example/b.png">\n')
    assert article
    assert "<img" not in article.body.html
    assert '<a href="https://far.example/a.png">alt</a>' in article.body.html
    assert '<a href="//far.example/b.png">//far.example/b.png</a>' in article.body.html
    assert [(problem.code, problem.line) for problem in problems] == [("remote-image", 4)] * 2


@given(
    st.binary(max_size=200)
    | st.text(max_size=200).map(lambda text: f"---\ntitle: x\n---\n{text}".encode(errors="surrogatepass"))
)
def test_no_bytes_raise_an_exception(data: bytes) -> None:
    article, problems = read(data)
    assert article or problems
    if article:
        marks = article.body.html.split("\0")[1::2]
        assert all(int(mark) < len(article.body.references) for mark in marks)
