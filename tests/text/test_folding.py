"""What the search takes for the same text, and that its table is exact for every code point."""

from __future__ import annotations

import gzip
import sys
import unicodedata
from functools import cache
from itertools import chain, pairwise, product

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
from tests.text.make_folding import (
    NO_TWINS,
    OPENCC_VERSION,
    UNICODE_VERSION,
    dictionary,
    folding_text,
    opencc_version,
    twins_text,
    unicode_version,
)
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
    "大砲 大炮",
    "鍛鍊 锻炼",
    "供應鏈 供应链 供應鍊",
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


@cache
def every_folding() -> tuple[str, bytes]:
    """What every code point folds to, and its kind."""
    folds, kinds = folding_arrays()
    return folds.decode("utf-32-le"), kinds


def test_the_arrays_agree_with_the_folding_of_every_code_point() -> None:
    folds, kinds = every_folding()
    assert folds == folded(EVERYTHING)
    assert len(kinds) == len(EVERYTHING)
    seen = set(zip(folds, kinds, strict=True))
    for one, kind in seen:
        assert (one == " ") == (kind == SEPARATOR)
        assert (one == "\0") == (kind == IGNORED)
        assert one in " \0" or kinds[ord(one)] == kind
    forms = "".join(one for one, _ in seen).replace("\0", "")
    assert folded(forms) == forms


def test_the_tokens_have_the_kinds_of_the_table() -> None:
    _, kinds = every_folding()
    separate = " ".join(one for one, kind in zip(EVERYTHING, kinds, strict=True) if kind == WORD and one not in "+#")
    assert all(kinds[ord(token.text)] == WORD and not token.is_han for token in tokens(separate))
    together = "".join(one for one, kind in zip(EVERYTHING, kinds, strict=True) if kind == HAN)
    assert tokens(together) == [Token(0, len(together), folded(together), True)]


def test_the_table_is_that_of_its_sources(require: Require) -> None:
    version = unicode_version()
    require(bool(version), "there is no Node; on Debian: sudo apt install nodejs")
    if (version, opencc_version()) != (UNICODE_VERSION, OPENCC_VERSION):
        pytest.skip(f"there are Unicode {version} and OpenCC {opencc_version()}, not those of the table")
    assert (TABLES / "folding.txt").read_text("utf-8") == folding_text()
    assert (TABLES / "twins.txt").read_text("utf-8") == twins_text()


def test_the_table_agrees_with_this_python_about_the_characters_that_it_knows() -> None:
    folds, kinds = every_folding()
    for one, form in zip(EVERYTHING, folds, strict=True):
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
    folds, _ = every_folding()
    differing = {one: form for one, form in zip(EVERYTHING, folds, strict=True) if one != form and form not in " \0"}
    forms, words, both = read_fold_file(fold_file([*differing, *differing.values(), *"".join(chain(*twins()))]))
    by_rule = {chr(code) for code in [*range(0x80), *range(0xFF01, 0xFF5F)]}
    assert forms == {one: form for one, form in differing.items() if one not in by_rule}
    assert set("éøかσ") & set(words) == set("øσ")
    assert both == list(twins())


def test_a_step_of_any_width_can_be_written_and_read() -> None:
    for written in ["ｦ\U00010c80", "é遱", "ガ\U0001d4b6ｶ\U00010400"]:  # the first step would be a surrogate
        text = fold_file(written).encode().decode()
        assert {one: folded(one) for one in written if folded(one) != one}.items() <= read_fold_file(text)[0].items()


def test_twins_are_in_the_file_if_all_of_their_characters_occur() -> None:
    assert read_fold_file(fold_file("计画"))[2] == []
    assert read_fold_file(fold_file("計畫劃"))[2] == [("计划", "计画")]


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
    assert twins_of("石碑") == []
    assert twins_of("") == []
    assert twins_of("计画想像计画") == ["计划想像计划", "计画想象计画"]


@pytest.mark.parametrize(
    "spellings", ["计划 計劃 計畫", "策划 策畫", "想象 想像", "坐标 座標", "家具 傢俱", "待在 呆在", "刻画 刻畫 刻劃"]
)
def test_words_that_do_not_fold_alike_are_twins(spellings: str) -> None:
    first, *others = map(folded, spellings.split(" "))
    assert {first, *twins_of(first)} == {first, *others}


@pytest.mark.parametrize("direction", ["s2tw", "s2hk", "tw2s"])
def test_the_words_of_one_script_are_found_in_the_other(direction: str) -> None:
    """49,000 words, as OpenCC converts them; all but those in which it takes 坏 for 坯."""
    if opencc_version() != OPENCC_VERSION:
        pytest.skip(f"there is OpenCC {opencc_version()}, not that of the table")
    phrases = dictionary("STPhrases")
    words = phrases if direction[0] == "s" else [forms[0] for forms in phrases.values()] + [*dictionary("TSPhrases")]
    written = "\n".join(word for word in words if NO_TWINS not in word)
    pairs = zip(folded(written).split(), folded(OpenCC(direction).convert(written)).split(), strict=True)
    assert [(one, other) for one, other in pairs if one != other and other not in twins_of(one)] == []
