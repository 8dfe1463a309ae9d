"""A quoted sentence is the one that the words stand in, and short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.text.sentences import MAX_QUOTE, quote


@pytest.mark.parametrize(
    ("before", "words", "after", "quoted"),
    [
        ("第一句。第二句見", "《乙》", "與丙。第三句。", "第二句見[《乙》]與丙。"),
        ("", "甲", "", "[甲]"),
        ("他說：「好。」但", "甲", "不然！」他又說。", "但[甲]不然！」"),
        ("問：是嗎？答見", "甲", "……然後", "答見[甲]……"),
        ("甲。", "整句話。", "下一句。", "[整句話。]"),
        ("見", "為什麼？", "一文。下一句。", "見[為什麼？]一文。"),
        ("He said so. See ", "B v1.0", " and C. Then.", "See [B v1.0] and C."),
        ("版本3.5的", "甲", " 1.2 版。又", "版本3.5的[甲] 1.2 版。"),
        (' "No." Then\n  see ', "b", "\t, e.g.", "Then see [b] , e.g."),
        ("遠" * 80 + "，" + "近" * 30, "詞", "後" * 100, "…" + "近" * 30 + "[詞]" + "後" * 59 + "…"),
        ("前" * 30, "詞", "近" * 60 + "，" + "遠" * 60, "前" * 30 + "[詞]" + "近" * 60 + "…"),
        ("前", "詞" * 121, "後", "[" + "詞" * 119 + "…]"),
    ],
)
def test_the_sentence(before: str, words: str, after: str, quoted: str) -> None:
    assert "{}[{}]{}".format(*quote(before, words, after)) == quoted


texts = st.text(alphabet="字詞，。！？」.a \n", max_size=200)


@given(texts, texts, texts)
def test_a_quote_is_short_and_of_the_text(before: str, words: str, after: str) -> None:
    shown = quote(before, words, after)
    assert sum(map(len, shown)) <= MAX_QUOTE
    assert "\n" not in "".join(shown)

    def squeezed(text: str) -> str:
        return "".join(text.split())

    assert squeezed(before).endswith(squeezed(shown.before.removeprefix("…")))
    assert squeezed(words).startswith(squeezed(shown.words.removesuffix("…")))
    assert squeezed(after).startswith(squeezed(shown.after.removesuffix("…")))
