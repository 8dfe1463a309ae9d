"""What the search takes for the same text, and that its table is exact for every code point."""

from __future__ import annotations

import gzip
import sys
import unicodedata
from itertools import pairwise, product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from opencc import OpenCC

from beilin.text.folding import (
    HAN,
    IGNORED,
    SEPARATOR,
    WORD,
    Token,
    fold_file,
    folded,
    folding_arrays,
    read_fold_file,
    search_key,
    tokens,
    twins_of,
)
from beilin.text.twins import twins
from tests.conftest import Require
from tests.text.make_folding import OPENCC_VERSION, UNICODE_VERSION, folding_table, opencc_version, unicode_version
from tests.text.make_tables import TABLES

EVERYTHING = "".join(map(chr, range(sys.maxunicode + 1)))
CHARACTERS = st.sampled_from(
    "石碑计計画畫著着かが゛ガｶﾞ한\u1112\u1161aÉe\u0301ßςΣ+#＋＃１²½Ⅷ.,，。 \u3000\n\0\u200b\ufe0f\xad🪨𠮷𫔀\ud800"
)
TEXTS = st.text() | st.lists(CHARACTERS, max_size=12).map("".join)

ALIKE = [
    "開放原始碼 开放原始码",
    "臺灣 台灣 台湾",
    "乾淨 乾净 干净",
    "裡面 裏面 里面",
    "頭髮 头发",
    "意味著 意味着",
    "憑藉 凭藉 凭借",
    "反覆 反复",
    "彷彿 仿佛",
    "瞭解 了解",
    "Café CAFÉ cafe\u0301 ｃａｆｅ",
    "Λόγος ΛΌΓΟΣ λογοσ",
    "カソウ ｶｿｳ ｶﾞｿﾞｳ",
    "H²O h2o",
    "Ёлка елка",
    "C＋＋ c++",
]


@pytest.mark.parametrize("spellings", ALIKE)
def test_case_width_accents_and_script_do_not_matter(spellings: str) -> None:
    assert len({search_key(spelling) for spelling in spellings.split(" ")}) == 1, spellings


@pytest.mark.parametrize(
    "others", ["か が", "は ば ぱ", "呆 待", "画 划", "象 像", "c c++ c#", "ı i", "ø o", "ß ss", "한 하"]
)
def test_these_stay_apart(others: str) -> None:
    keys = [search_key(other) for other in others.split(" ")]
    assert len(set(keys)) == len(keys)


@given(TEXTS)
def test_folding_is_idempotent_and_keeps_the_length(text: str) -> None:
    assert len(folded(text)) == len(text)
    once = folded(text).replace("\0", "")
    assert folded(once) == once


@given(TEXTS)
@example("一\u200b二\u200b c\u0301\u0301 ++c+\u0301+#, #1")
def test_tokens_are_the_characters_that_are_searched_where_they_stand(text: str) -> None:
    found = tokens(text)
    for token in found:
        assert token.text == folded(text[token.start : token.end]).replace("\0", "")
        assert token.text
        assert token.is_han or token.text[0] not in "+#"
        assert not set(token.text) & set(" \0")
    for token, following in pairwise(found):
        assert token.end <= following.start
    covered = {at for token in found for at in range(token.start, token.end)}
    assert {folded(text)[at] for at in range(len(text)) if at not in covered} <= set(" \0+#")


@given(TEXTS)
def test_the_key_of_a_text_is_its_own_key(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


def test_tokens_are_runs_of_han_and_words() -> None:
    assert tokens("用C++寫 a\xadb、石\u200b碑") == [
        Token(0, 1, "用", True),
        Token(1, 4, "c++", False),
        Token(4, 5, "写", True),
        Token(6, 9, "ab", False),
        Token(10, 13, "石碑", True),
    ]
    assert search_key("AI 晶片 open-source") == "ai晶片open source"
    assert tokens("+ # 🪨 。\ud800") == []


def test_the_arrays_agree_with_the_folding_of_every_code_point() -> None:
    folds, kinds = folding_arrays()
    assert folds == b"".join(ord(one).to_bytes(4, "little") for one in folded(EVERYTHING))
    assert len(kinds) == len(EVERYTHING)
    for one, kind in zip(folded(EVERYTHING), kinds, strict=True):
        assert (one == " ") == (kind == SEPARATOR)
        assert (one == "\0") == (kind == IGNORED)
    for kind in (WORD, HAN):
        forms = {one for one, its in zip(folded(EVERYTHING), kinds, strict=True) if its == kind}
        assert {kinds[ord(form)] for form in forms} == {kind}
        assert folded("".join(forms)) == "".join(forms)


def test_the_tokens_have_the_kinds_of_the_table() -> None:
    _, kinds = folding_arrays()
    for token in tokens(" ".join(one for one, kind in zip(EVERYTHING, kinds, strict=True) if kind in {HAN, WORD})):
        assert kinds[ord(token.text)] == (HAN if token.is_han else WORD)


def test_the_table_is_that_of_its_sources(require: Require) -> None:
    version = unicode_version()
    require(bool(version), "there is no Node; on Debian: sudo apt install nodejs")
    if (version, opencc_version()) != (UNICODE_VERSION, OPENCC_VERSION):
        pytest.skip(f"there are Unicode {version} and OpenCC {opencc_version()}, not those of the table")
    assert (TABLES / "folding.txt").read_text("utf-8") == folding_table()


def test_the_table_agrees_with_this_python_about_the_characters_that_it_knows() -> None:
    _, kinds = folding_arrays()
    for one, form in zip(EVERYTHING, folded(EVERYTHING), strict=True):
        category, kind = unicodedata.category(one), kinds[ord(one)]
        if category == "Cn" or kind == HAN:
            continue
        letters = [part for part in unicodedata.normalize("NFKD", one) if unicodedata.category(part)[0] != "M"]
        base = next((text for text in ("".join(letters).lower(), one.lower()) if len(text) == 1), one)
        base = base.replace("ς", "σ")
        if category[0] == "M":
            assert kind == IGNORED, one
        elif kind != IGNORED:
            assert kind == (WORD if unicodedata.category(base)[0] in "LN" or base in "+#" else SEPARATOR), one
            assert form == (base if kind == WORD else " "), one


def common_characters() -> str:
    """3,755 Han characters that are in frequent use in Simplified (GB 2312, level 1)."""
    return b"".join(bytes(pair) for pair in product(range(0xB0, 0xD8), range(0xA1, 0xFF))).decode("gb2312", "ignore")


@pytest.mark.parametrize("direction", ["s2t", "s2tw", "s2hk"])
def test_the_file_of_an_archive_folds_what_its_readers_type(direction: str) -> None:
    simplified = common_characters() + "カéЁ１"
    other = OpenCC(direction).convert(simplified)
    forms, words, _ = read_fold_file(fold_file(simplified))
    for one in simplified + other + "ÉÈёｶ":
        assert forms.get(one, "1" if one == "１" else one) == folded(one)
    assert words == "е"
    assert read_fold_file(fold_file(folded(simplified)))[0] == forms
    assert read_fold_file(fold_file(other))[0] == forms


def test_a_variant_that_nobody_types_is_in_the_file_if_the_archive_has_it() -> None:
    written = "\U0001d4b6\uf9e9\U0002f800\U0001d7d9Ａ"
    assert not set(read_fold_file(fold_file(folded(written)))[0]) & set(written)
    assert read_fold_file(fold_file(written))[0].items() >= dict(zip(written[:4], "a里丽1", strict=True)).items()


def test_every_variant_can_be_in_the_file() -> None:
    forms, words, both = read_fold_file(fold_file(EVERYTHING))
    for one, form in zip(EVERYTHING, folded(EVERYTHING), strict=True):
        if one != form and form not in " \0" and not ("A" <= one <= "Z" or "\uff01" <= one <= "\uff5e"):
            assert forms.pop(one) == form
    assert not forms
    assert "é" not in words
    assert set("øかσ") & set(words) == set("øσ")
    assert both == list(twins())


def test_the_file_of_an_archive_is_small() -> None:
    present = common_characters() + "abcdefghijklmnopqrstuvwxyz0123456789éüñ"
    assert len(gzip.compress(fold_file(present).encode(), mtime=0)) <= 6656


def test_twins_are_folded_and_differ() -> None:
    for one, other in twins():
        assert folded(one + other) == one + other
        assert one != other
        assert other in twins_of(one)
        assert one in twins_of(other)


def test_one_word_at_a_time_has_its_twin() -> None:
    one, other = twins()[0]
    assert twins_of("石碑") == []
    assert twins_of(f"石{one}碑{one}") == [f"石{other}碑{other}"]
