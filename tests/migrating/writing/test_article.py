"""A document becomes a Markdown file that the site reads without an error, and a record that gives the source back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.config import Config
from beilin.importing.record.migration_record import is_migration_record, old_body, read_migration_record
from beilin.migrating.bodies.passes import undo
from beilin.migrating.model import Converted, Edit, Facts, Head, Note, OldTerm, Placed, SourceDocument
from beilin.migrating.writing.article import ReadSource, framed_body, kept_as_code, write_article
from beilin.problems.problem import has_errors
from beilin.reading.article import read_article
from beilin.reading.front_matter import split_front_matter
from beilin.reading.settings import reader_settings

CONFIG = Config(title="站", base_url="https://example.org/", time_zone="Asia/Taipei", language="zh-Hant")
PLACED = Placed(
    SourceDocument("posts/海.md", "article", "海"),
    Facts("海", "front matter"),
    "content/articles/海.md",
    "/articles/海/",
)
TEXT = st.text(st.sampled_from(" \n\t-:#|>'\"[]{}()，：%?&*!a海\x07\x85\u2028\ufeff\0\ud800"), max_size=12)

VALUE = st.recursive(
    TEXT, lambda inner: st.dictionaries(TEXT, inner, max_size=3) | st.lists(inner, max_size=3), max_leaves=6
)


def written(body: Converted, head: Head | None = None, cover: str = "", **facts: Any) -> tuple[str, bytes]:
    """The Markdown and the record of a document with these facts."""
    placed = replace(PLACED, facts=replace(PLACED.facts, **facts))
    source = ReadSource(head or Head("none", {}, undo(body)), "0" * 64, "hugo", cover)
    article = write_article(placed, source, body, CONFIG)
    assert article.record_place == "content/articles/海.source.yaml"
    return article.markdown.decode(), article.record


def as_it_is(body: str) -> Converted:
    """The body without an edit."""
    return Converted(body, (), ())


def test_everything_known_is_in_the_front_matter() -> None:
    markdown, _ = written(
        as_it_is("正文。"),
        title="海: 一 # 二",
        date="2016-01-02T03:04:05Z",
        updated="2016-01-03",
        summary="一句\n話。",
        authors=("硯秋", "拓工"),
        terms=(OldTerm("tags", ("Go",)), OldTerm("categories", ("程式", "go")), OldTerm("tags", ("C++",))),
        series="授權",
        series_order=2,
        language="en",
        is_draft=True,
        extra={"weight": "007", "nested": {"a": ["1", {"b": "yes"}], "空": ""}, "list": [], "null": None},
        cover="sea.png",
    )
    assert markdown == (
        "---\n"
        'title: "海: 一 # 二"\n'
        "date: 2016-01-02 11:04:05\n"
        "updated: 2016-01-03\n"
        "author: [硯秋, 拓工]\n"
        "language: en\n"
        'tags: [Go, "C++"]\n'
        "series: 授權\n"
        "series_order: 2\n"
        "summary: 一句 話。\n"
        "draft: true\n"
        "extra:\n"
        '  weight: "007"\n'
        "  nested:\n"
        '    a: ["1", {b: "yes"}]\n'
        '    空: ""\n'
        "  list: []\n"
        '  "null": ""\n'
        "  cover: sea.png\n"
        "---\n"
        "\n"
        "正文。\n"
    )


@given(
    title=TEXT,
    names=st.lists(TEXT, max_size=3),
    value=VALUE,
)
def test_whatever_the_front_matter_was_the_site_reads_it(title: str, names: list[str], value: Any) -> None:
    markdown, _ = written(
        as_it_is("正文。"),
        title=title,
        authors=tuple(names),
        terms=tuple(OldTerm("tags", (name,)) for name in names),
        summary=title,
        series=title,
        extra={"value": value, title: names},
    )
    article, problems = read_article("content/articles/海.md", markdown.encode(), reader_settings(CONFIG))
    assert article
    assert not has_errors(problems)


def test_front_matter_that_is_too_large_is_left_to_the_record() -> None:
    markdown, record = written(as_it_is("正文。"), extra={"long": "x" * 70_000, "short": "1"})
    assert "short" in markdown
    assert "long" not in markdown
    assert [note.kind for note in read_migration_record(record).notes] == ["unread-head"]


@pytest.mark.parametrize("body", ["", "\n", "正文", "\n\n正文\n", "    code\n", "---\n", "正文\n\n\n"])
def test_the_record_gives_the_source_back(body: str) -> None:
    converted = Converted(
        f"{body}新", ((Edit(len(body), len(body), "新", "title"),),), (("",),), (Note("dead-link", "x", 3, "[a](b)"),)
    )
    head = Head("yaml", {}, body, 4, "gb18030", raw="---\ntitle: 海\n---\n")
    markdown, data = written(converted, head)
    assert is_migration_record(data)
    record = read_migration_record(data)
    assert old_body(record, split_front_matter(markdown)[1]) == body
    assert (record.front_matter, record.encoding, record.body_line, record.file) == (
        head.raw,
        "gb18030",
        4,
        "posts/海.md",
    )
    assert [(note.kind, note.line, note.text) for note in record.notes] == [("dead-link", 3, "[a](b)")]


@given(st.text(st.sampled_from("`~\n\0a海# >"), max_size=30))
def test_a_body_that_nothing_reads_can_be_kept_as_code(body: str) -> None:
    converted = kept_as_code(body)
    assert undo(converted) == body == undo(framed_body(converted))
    markdown, _ = written(converted)
    article, problems = read_article("content/articles/海.md", markdown.encode(), reader_settings(CONFIG))
    assert article
    assert not has_errors(problems)
    assert len(article.text) <= 1
