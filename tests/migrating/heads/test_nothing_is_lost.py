"""Whatever the bytes are, a document is read: without an error, without a lost line, and in linear time."""

from __future__ import annotations

import time
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.migrating.facts.facts import facts_of
from beilin.migrating.facts.headings import first_level
from beilin.migrating.heads.decoding import decode
from beilin.migrating.heads.read import read_head
from beilin.migrating.model import Facts, OldSettings, SourceDocument

DOCUMENT = SourceDocument("a.md", "article", "a")
GENERATORS = ("hugo", "hexo", "jekyll", "pelican", "zola", "mkdocs", "obsidian", "astro", "nikola", "eleventy")
# Of what front matter is made, right and wrong.
PIECES = (
    "---\n", "---", "+++\n", ";;;\n", "...\n", "{\n", "}\n", "<!--\n", "-->\n", ".. title: a\n", "\n", "\r\n", "\t", " ",
    "title: 海\n", "title: a: b\n", "---js\n", "const a = {\n", "$$\n", "Title: a\n", "title = 'a'\n", '"title": "a",\n', "tags: [a, b]\n", "tags:\n- a\n",
    "- [a, [b]]\n", "date: 2016-01-02\n", "date: 99/99/9999 25:61 PM\n", "[extra]\n", "extra: 1\n", "params: {a: {b: c}}\n",
    "categories: {a: b}\n", "author: [{name: [a]}]\n", "cover: [[]]\n", "series: {}\n", "aliases: {a: b}\n", "&a [*a]\n",
    "x: &a [*a]\n", "{{ title }}", "# 海\n", "海\n===\n", "```\n", "<!-- more -->\n", "\ufeff", "\0", "\u2028", "：", "海",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join), st.sampled_from(GENERATORS))
def test_any_text_is_read(text: str, generator: str) -> None:
    check(text.encode(), generator)


@given(st.binary(max_size=60), st.sampled_from((b"", b"---\ntitle: ", b"+++\ntitle = '", b"\xff\xfe")))
def test_any_bytes_are_read(data: bytes, before: bytes) -> None:
    check(before + data, "hugo")


KEYS = (
    "taxonomies",
    "defaults",
    "nav",
    "source",
    "excerpt_separator",
    "USE_FOLDER_AS_CATEGORY",
    "scope",
    "values",
    "name",
)
SETTINGS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(("", "a", "*", "**/[", "a.md", "./")),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.sampled_from((*KEYS, "path", "type", "tag")), below),
    max_leaves=8,
)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(KEYS), SETTINGS), st.sampled_from(GENERATORS))
def test_any_settings_are_taken(raw: dict[str, Any], generator: str) -> None:
    document = SourceDocument("a/_posts/a.md", "article", "a", section="a")
    for text in ("x", "---\ntags: a\ntaxonomies: {a: b}\n---\nx"):
        assert facts_of(read_head(text.encode(), "a.md"), document, OldSettings(raw=raw), generator).title


def check(data: bytes, generator: str) -> None:
    head = read_head(data, "a.md", None, generator)
    assert head.raw + head.body == decode(data)[0]
    assert head.body_line == head.raw.count("\n") + 1
    facts = facts_of(head, DOCUMENT, OldSettings(), generator)
    assert facts.title
    values = [getattr(facts, field.name) for field in fields(Facts)]
    texts = [
        text for value in values for text in (value if isinstance(value, tuple) else (value,)) if isinstance(text, str)
    ]
    assert not [text for text in texts if "\n" in text or "\0" in text]


@pytest.mark.parametrize(
    "unit",
    ["---\n", "title: a\n", "title: [\n", "a: &a [*a,\n", "{", "[", '{"a":', "- ", ".. a: b\n", "<!--", "# ", "=\n", "#",
     "```\n", "{{", "{%", "{:", "x\n=\n", "\ufeff", "2016-", "、", "title: 'a\n", "&amp;", "<", "**", "\t- a\n", "] ", ": ", " ", "\n", "a", "a-", "\u3000"],
)  # fmt: skip
def test_time_is_linear(unit: str) -> None:
    """A text of 20,000 characters takes milliseconds; with quadratic time it would take many seconds."""
    text = unit * (20_000 // len(unit))
    started = time.process_time()
    for before in ("", "---\ntitle: ", "---\ntitle: [\n", "title: ", "---", "# a"):
        for after in ("", "\n---\n"):
            head = read_head((before + text + after).encode(), "a.md")
            assert len(list(first_level(head.body))) <= len(text)
    assert time.process_time() - started < 2
