"""The tag authority: a name refers to one term, however it is spelled."""

from __future__ import annotations

import pytest

from beilin.layout import TAGS_FILE
from beilin.reading.tags import TagAuthority, names_of, read_tag_authority

TERMS = """\
open source:
  names: {zh-Hant: 開源, en: open source}
  synonyms: [开源, opensource]
  not_in: [開源證券]
  description: {zh-Hant: 一句話。}
LLaMA:
  slug: llama-family
  synonyms: [羊駝, Llama 2]
Android:
"""


def authority_of(text: str) -> TagAuthority:
    authority, problems = read_tag_authority(text.encode())
    assert problems == ()
    return authority


def faults_of(text: str) -> list[tuple[int | None, str]]:
    """Line and message of each error."""
    _, problems = read_tag_authority(text.encode())
    assert all(problem.file == TAGS_FILE and problem.severity == "error" for problem in problems)
    return [(problem.line, problem.message) for problem in problems]


def test_terms_are_in_the_order_of_the_file_with_slugs() -> None:
    terms = authority_of(TERMS).terms
    assert [(term.term, term.slug) for term in terms] == [
        ("open source", "open-source"),
        ("LLaMA", "llama-family"),
        ("Android", "android"),
    ]
    assert terms[0].names == {"zh-Hant": "開源", "en": "open source"}
    assert terms[0].not_in == ("開源證券",)
    assert names_of(terms[0]) == ("open source", "開源", "开源", "opensource")
    assert names_of(terms[2]) == ("Android",)


def test_a_parent_is_found_by_any_of_its_names() -> None:
    authority = authority_of("GPL: {parent: 授權}\nlicensing: {synonyms: [授權]}\n")
    parents = [authority.parent_of(term) for term in authority.terms]
    assert [parent.term if parent else None for parent in parents] == ["licensing", None]


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("GPL: {parent: licencing}\nlicensing:\n", [(1, "GPL: its parent 'licencing' is not a term")]),
        ("GPL: {parent: gpl}\n", [(1, "GPL: its parent 'gpl' is below it")]),
        (
            "a: {parent: b}\nb: {parent: c}\nc: {parent: b}\n",
            [(2, "b: its parent 'c' is below it"), (3, "c: its parent 'b' is below it")],
        ),
    ],
)
def test_a_parent_is_a_term_above(text: str, faults: list[tuple[int, str]]) -> None:
    assert faults_of(text) == faults


@pytest.mark.parametrize(
    ("name", "term"),
    [
        ("open source", "open source"),
        ("Open-Source", "open source"),
        ("OPEN_SOURCE", "open source"),
        ("ｏｐｅｎ　ｓｏｕｒｃｅ", "open source"),
        (" 開源 ", "open source"),
        ("llama-2", "LLaMA"),
        ("ANDROID", "Android"),
    ],
)
def test_a_name_is_found_ignoring_case_width_and_hyphens(name: str, term: str) -> None:
    match = authority_of(TERMS).find(name)
    assert match is not None
    assert match.term == term


@pytest.mark.parametrize("name", ["開源證券", "openness", "Llama 3", ""])
def test_other_names_are_not_found(name: str) -> None:
    assert authority_of(TERMS).find(name) is None


@pytest.mark.parametrize(("name", "near"), [("opn source", "open source"), ("Andriod", "Android"), ("量化", "")])
def test_the_nearest_term_is_similar(name: str, near: str) -> None:
    assert authority_of(TERMS).nearest(name) == near


@pytest.mark.parametrize("text", ["", "\n", "# only a comment\n", "\ufeff"])
def test_a_file_without_terms_is_an_empty_authority(text: str) -> None:
    authority = authority_of(text)
    assert authority.terms == ()
    assert authority.find("x") is None
    assert authority.nearest("x") == ""


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (
            "甲: {synonyms: [Same]}\n乙: {synonyms: [same]}\n",
            2,
            "the name 'same' belongs to two terms: '甲' (line 1) and '乙'",
        ),
        (
            "甲: {slug: same}\n乙: {slug: same}\n",
            2,
            "the slug 'same' belongs to two terms: '甲' (line 1) and '乙'",
        ),
        ("open source:\nopen-source:\n", 2, "the name 'open-source' belongs to two terms"),
        ("甲: {slug: Big}\n", 1, "甲: slug: 'Big' cannot be used in an address: it must look like 'big'"),
        ("甲: {slug: ../x}\n", 1, "cannot be used in an address"),
        ("甲:\n  synonyms: one\n", 2, "synonyms: expected list, got text"),
        ("甲:\n  synonyms: [a]\n  synonim: b\n", 3, "unknown key 'synonim'"),
        ("甲: 乙\n", 1, "甲: expected a mapping"),
        ("- 甲\n- 乙\n", 1, "expected a mapping of keys to values"),
        ("甲: {synonyms: [a}\n", 1, "YAML cannot be read"),
        ("甲:\n甲:\n", 2, "the key '甲' is repeated"),
        ("'\u200b':\n", 1, "is blank"),
    ],
)
def test_faults_are_reported_with_their_position(text: str, line: int, message: str) -> None:
    ((at, words),) = faults_of(text)
    assert at == line
    assert message in words


def test_a_file_that_is_not_utf_8_is_refused() -> None:
    _, (problem,) = read_tag_authority("a: 1\n甲:\n".encode("big5"))
    assert (problem.line, problem.column, problem.message) == (2, 1, "the file is not UTF-8 (byte 0xa5)")


def test_all_faults_are_reported_together() -> None:
    assert len(faults_of("甲: 乙\n丙: {slug: A}\n丁: {x: y}\n")) == 3


@pytest.mark.parametrize(
    ("written", "term"),
    [("羊驼", "羊駝"), ("羊駝", "羊駝"), ("开放原始码", "開放原始碼"), ("後端", "后端"), ("馬", None)],
)
def test_a_name_in_the_other_script_refers_to_the_same_term(written: str, term: str | None) -> None:
    authority, problems = read_tag_authority("羊駝:\n開放原始碼:\n后端:\n".encode())
    assert not problems
    match = authority.find(written)
    assert (match.term if match else None) == term
