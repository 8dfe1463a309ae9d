"""A summary ends after a sentence, or at least after a clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.reading.summaries import lead_after, summarise


@pytest.mark.parametrize(
    ("lead", "summary"),
    [
        ("", ""),
        ("短文。", "短文。"),
        ("第一句。" + "長" * 60 + "。" + "餘" * 200 + "。", "第一句。" + "長" * 60 + "。"),
        ("引語說：「" + "話" * 70 + "。」然後" + "長" * 100, "引語說：「" + "話" * 70 + "。」"),
        ("一" * 50 + "，" + "二" * 50 + "，" + "三" * 50, "一" * 50 + "，" + "二" * 50 + "……"),
        ("字" * 200, "字" * 120 + "……"),
        ("First sentence. " + "word " * 100, "First sentence. " + ("word " * 44).strip() + "…"),
        ("引子。\n" + "正文" * 20 + "。", "引子。" + "正文" * 20 + "。"),
    ],
)
def test_a_lead_has_this_summary(lead: str, summary: str) -> None:
    assert summarise(lead) == summary


@given(st.text(alphabet="字詞，。！a b.\n", max_size=600))
def test_a_summary_is_one_short_line_with_the_beginning_of_the_text(lead: str) -> None:
    summary = summarise(lead)
    assert "\n" not in summary
    assert len(summary) <= 245
    kept = "".join(summary.split()).rstrip("…")
    assert "".join(lead.split()).startswith(kept)


@pytest.mark.parametrize(
    ("title", "lead", "rest"),
    [
        ("第一句", "第一句。第二句。", "第二句。"),
        ("First sentence", "First sentence. Second one.", "Second one."),
        ("真的嗎？", "真的嗎？是的。", "是的。"),
        ("很長的一句……", "很長的一句，還沒有完。第二句。", "第二句。"),
        ("一行標題", "一行標題\n正文。", "正文。"),
        ("開源", "開源的帳單。", "開源的帳單。"),
        ("只有一句", "只有一句。", "只有一句。"),
        ("別的標題", "第一句。", "第一句。"),
        ("", "第一句。", "第一句。"),
    ],
)
def test_a_title_that_is_the_first_sentence_is_not_repeated(title: str, lead: str, rest: str) -> None:
    assert lead_after(title, lead) == rest
