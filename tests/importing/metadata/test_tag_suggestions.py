"""Tags are suggested on evidence in the article's text, which is quoted."""

from __future__ import annotations

import pytest

from beilin.importing.metadata.tag_suggestions import suggest_tags
from beilin.reading.tags import read_tag_authority
from tests.importing.support import THREE, authority_of


def tags_of(*texts: str, headings: tuple[int, ...] = (), authority: str = "") -> list[str]:
    terms = authority_of(authority) if authority else THREE
    return [tag.term for tag in suggest_tags(dict(enumerate(texts)), headings, terms)]


def is_named(text: str, name: str, *, not_in: str = "") -> bool:
    """Whether the text alone is evidence for a term with the name."""
    longer = repr(not_in) if not_in else ""
    return tags_of(text, authority=f"term: {{synonyms: [{name!r}], not_in: [{longer}]}}") == ["term"]


def test_a_term_is_suggested_for_two_mentions_or_one_in_a_prominent_place() -> None:
    assert tags_of("開頭。", "一次開源。") == []
    assert tags_of("開頭。", "一次開源。", "二次開源。") == ["open source"]
    assert tags_of("開頭。", "開源,還是開源。") == ["open source"]
    assert tags_of("開頭說開源。", "正文。") == ["open source"]
    assert tags_of("開頭。", "開源的路", "正文。", headings=(1,)) == ["open source"]
    assert tags_of("題目", "第一段說開源。", "正文。", headings=(0,)) == ["open source"]


def test_mentions_under_different_names_count_together() -> None:
    assert tags_of("開頭。", "開源。", "开源。") == ["open source"]
    assert tags_of("開頭。", "羊駝。", "LlaMA。") == ["LLaMA"]


def test_tags_are_in_the_order_of_the_authority() -> None:
    assert tags_of("安卓、羊駝與開源。") == ["open source", "LLaMA", "Android"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("像GPT-3.5和LLaMA的模型", "LLaMA"),
        ("LLAMA、llama", "LLaMA"),
        ("an Open-Source model", "open source"),
        ("an open_source model", "open source"),
        ("ＬＬａＭＡ全形", "LLaMA"),
        ("用Llama 2做的", "Llama 2"),
        ("用Llama-2-7B做的", "Llama 2"),
        ("以GPL釋出", "GPL"),
        ("C++寫的", "C++"),
    ],
)
def test_a_name_matches_as_a_whole_word(text: str, name: str) -> None:
    assert is_named(text, name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Ollama", "llama"),
        ("llamas", "llama"),
        ("LLaMA2", "LLaMA"),
        ("Llama 2.5", "Llama 2"),
        ("Llama 25", "Llama 2"),
        ("a gpl b", "GPL"),
        ("opensource", "open source"),
        ("open\nsource", "open source"),
    ],
)
def test_a_part_of_a_longer_word_is_not_evidence(text: str, name: str) -> None:
    assert not is_named(text, name)


def test_words_that_mean_something_else_are_masked() -> None:
    assert not is_named("開源證券發布研報", "開源", not_in="開源證券")
    assert is_named("開源證券談開源", "開源", not_in="開源證券")
    assert not is_named("用Llama.cpp跑", "LLaMA", not_in="llama.cpp")


def test_the_quote_shows_the_mention_and_its_line() -> None:
    (tag,) = suggest_tags(
        {3: "開頭。", 7: "很長的一段話在前面,然后才說到開源這兩個字,后面還有很長的一段話。", 9: "開源。"}, (), THREE
    )
    assert (tag.term, tag.mentions, tag.line) == ("open source", 2, 7)
    assert tag.quote == "…一段話在前面,然后才說到開源這兩個字,后面還有很長的…"


def test_a_prominent_mention_is_quoted_first() -> None:
    (tag,) = suggest_tags({0: "開頭。", 1: "一次開源。", 2: "開源的路"}, (2,), THREE)
    assert (tag.line, tag.quote) == (2, "開源的路")


def test_names_match_in_the_other_chinese_script() -> None:
    authority, _ = read_tag_authority("羊駝:\n證券:\n  not_in: [開源證券]\n".encode())
    texts = {0: "羊驼模型与开源证券。", 1: "羊驼家族。"}
    assert [suggestion.term for suggestion in suggest_tags(texts, (), authority)] == ["羊駝"]


LANGUAGES = """
C: {names: {zh-Hant: C}}
C++: {slug: cpp}
C#: {slug: csharp}
.NET: {slug: dotnet}
R:
Apple: {names: {zh-Hant: 蘋果}}
Meta:
"""


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("這篇談的是 C++ 的新標準，C++ 委員會開了會。", ["C++"]),
        ("C# 與 .NET 的關係，C#寫的。", ["C#", ".NET"]),
        ("談 R&D 的經費，R&D 很貴，AT&R也是。", []),
        ("用R寫統計，R很慢。", ["R"]),
        ("C寫的程式，再用C重寫。", ["C"]),
        ("C-suite 與 Obj-C，還有 r.js、C's。", []),
        ("見 https://www.apple.com/a 與 apple.com/b，寫信到 press@apple.com 或 @apple。", []),
        ("程式是 `Meta.load(C)`，標籤是 <meta name=R>。", []),
        ("Apple 發表了新機，蘋果的股價跌了。", ["Apple"]),
    ],
)
def test_a_mention_is_a_whole_word_of_prose(text: str, terms: list[str]) -> None:
    assert tags_of(text, authority=LANGUAGES) == terms


@pytest.mark.parametrize("row", ["分享到 Meta", "Share on Meta", "繁體 | 简体 | English", "Meta | Apple | R | C"])
def test_what_a_page_prints_around_articles_is_not_evidence(row: str) -> None:
    assert tags_of("第一段說的是別的事。", row, row, authority="Meta:\nEnglish:\nR:\nC:\n") == []


def test_a_longer_article_needs_more_mentions() -> None:
    long = "這一段說的是別的事，與任何一家公司都沒有關係。" * 100
    assert tags_of("開頭。", "安卓，安卓。", long) == []
    assert tags_of("開頭。", "安卓，安卓，安卓。", long) == ["Android"]
    assert tags_of("開頭。", "安卓的路", "安卓。", long, headings=(1,)) == ["Android"]
