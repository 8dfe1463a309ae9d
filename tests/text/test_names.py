"""What unites the spellings of a name, and what keeps names apart."""

from __future__ import annotations

import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.text.name_slugs import SPELLED, former_name_slug, name_slug
from beilin.text.names import NameIndex, name_key, same_name
from beilin.text.slugs import MAX_SLUG, collision_key
from tests.text.make_tables import TABLES, simplified_forms

ONE_NAME = [
    ("Open Source", "open-source", "OPEN_SOURCE", "ｏｐｅｎ　ｓｏｕｒｃｅ", "open  source"),
    ("開源模型", "开源模型", "開源 模型"),
    ("AI 晶片", "AI晶片", "ＡＩ晶片", "ai-晶片"),
    ("台灣", "臺灣", "台湾"),
    ("鍾明", "钟明"),
    ("café", "cafe\u0301", "CAFÉ"),
    ("Strauß", "STRAUSS"),
    ("ガゾウ", "ｶﾞｿﾞｳ"),
    ("C++", "c＋＋", "C\u200b++"),
    ("石碑", "石\u00ad碑\ufe0f"),
    ("R&D", "R & D", "ｒ＆ｄ"),
    ("J. R. Mason", "J.R. Mason", "J.R.Mason"),
]
MANY_NAMES = [
    ("C", "C++", "C#", "C--", "C-", "C*", "C/C++", "C+plus", "C plus plus", "CSharp", "C Sharp", "Ⅽ"),
    ("F", "F#", "F♯", "F*"),
    ("NET", ".NET", "dot NET", "dotnet", "NET.", "N.E.T"),
    ("Go", "Go+", "Go!", "-go", "_go"),
    ("A", "A*", "@A", "A'", "Á"),
    ("RD", "R&D", "R D", "R and D", "R/D", "R.D."),
    ("Nodejs", "Node.js", "Node js"),
    ("ASP.NET", "ASP NET", "ASPNET"),
    ("Objective-C", "Objective-C++", "ObjectiveC"),
    ("+", "++", "plus+", "+plus", "plus plus", "＋－"),
    ("數位時代", "《數位時代》", "數位時代（新）", "數位・時代", "數位·時代"),
    ("鍾明", "鐘明"),
    ("ı", "i"),
    ("H2O", "H²O"),
    (".", "..", "/", "...", "…", "。"),
    ("🪨", "🗿"),
    ("碑" * 100, "碑" * 101),
]
SIGNS = st.lists(
    st.sampled_from([*SPELLED, *"abC1é碑．！（）《》·'!,;()@ \u3000ｃİß\u00ad", "plus", "dot"]), max_size=8
).map("".join)


@pytest.mark.parametrize("spellings", ONE_NAME)
def test_case_width_script_and_spacing_do_not_matter(spellings: tuple[str, ...]) -> None:
    index: NameIndex[str] = NameIndex()
    index.add(spellings[0], "found")
    for one, other in combinations(spellings, 2):
        assert same_name(one, other)
        assert same_name(other, one)
    assert [index.find(spelling) for spelling in spellings] == ["found"] * len(spellings)


@pytest.mark.parametrize("names", MANY_NAMES)
def test_everything_else_keeps_names_apart_and_so_do_their_addresses(names: tuple[str, ...]) -> None:
    index: NameIndex[str] = NameIndex()
    for name in names:
        assert index.find(name) is None, name
        index.add(name, name)
    assert len({collision_key(name_slug(name)) for name in names}) == len(names)


@given(SIGNS, SIGNS)
def test_two_names_have_two_addresses(one: str, other: str) -> None:
    if name_key(one) != name_key(other):
        assert collision_key(name_slug(one)) != collision_key(name_slug(other))


@given(st.text() | SIGNS)
def test_an_address_stays_inside_its_folder_and_is_a_possible_file_name(name: str) -> None:
    slug = name_slug(name)
    assert len(slug.encode(errors="surrogatepass")) <= MAX_SLUG
    assert not set(slug) & set('/\\ #?%*:<>|"')
    assert not slug.startswith((".", "_", "-"))
    assert not slug.endswith((".", "-"))
    assert unicodedata.is_normalized("NFC", slug)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Open Source", "open-source"),
        ("LLaMA 家族", "llama-家族"),
        ("GPT-3.5", "gpt-3.5"),
        ("snake_case", "snake-case"),
        ("C", "c"),
        ("C++", "c_plus_plus"),
        ("C#", "c_sharp"),
        (".NET Core", "dot_net-core"),
        ("ASP.NET", "asp.net"),
        ("R&D", "r_and_d"),
        ("A* search", "a_star_search"),
        ("C/C++", "c_slash_c_plus_plus"),
        ("J. R. R. Mason", "j.-r.-r.-mason"),
        ("O'Carver", "o'carver"),
        ("約翰·石工", "約翰·石工"),
        ("碑文：續篇", "碑文：續篇"),
        ("碑文(續篇)", "碑文（續篇）"),
    ],
)
def test_a_name_has_this_address(name: str, slug: str) -> None:
    assert name_slug(name) == slug


@pytest.mark.parametrize(("name", "slug"), [("C++", "c"), ("J. K. Mason", "j-k-mason"), ("🪨", "u1faa8")])
def test_an_address_that_a_name_once_had_is_known(name: str, slug: str) -> None:
    assert former_name_slug(name) == slug


def test_the_first_of_several_names_in_the_other_script_is_found() -> None:
    index: NameIndex[str] = NameIndex()
    index.add("鍾明", "one")
    index.add("鐘明", "other")
    assert index.find("钟明") == "one"
    assert index.find("鐘明") == "other"


def test_the_table_of_simplified_forms_is_that_of_the_dictionaries() -> None:
    assert (TABLES / "simplified.txt").read_text("utf-8") == simplified_forms()
