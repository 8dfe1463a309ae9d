"""Noise is recognised by timestamps and positions, never by words; a doubtful line stays."""

from __future__ import annotations

import pytest

from beilin.importing.classify.noise.rules import find_noise
from beilin.importing.classify.noise.stamped_flashes import STAMPED_FLASH
from beilin.importing.classify.noise.teaser_tail import FIRST_TEASER, STAMPED_TEASER
from tests.importing.support import source_lines

FLASH = "某平臺公告:自明日起調整費率,新費率適用于所有用戶,調整期間不受影響。"
NULL = "1900/1/1 0:00:00"


def outcomes(*texts: str) -> tuple[dict[int, str], list[int]]:
    """The rule of each line that is set aside, and the doubtful lines that stay."""
    sure, doubts = find_noise(source_lines(*texts))
    return {number: finding.rule for number, finding in sorted(sure.items())}, [doubt.line for doubt in doubts]


@pytest.mark.parametrize("stamp", ["[2023/3/30 13:35:07]", "[2022/1/15 8:51:05]", "[2018/6/19]"])
def test_a_flash_ends_in_a_stamp_with_or_without_a_time(stamp: str) -> None:
    assert outcomes("正文。", FLASH + stamp, "正文。") == ({1: STAMPED_FLASH}, [])


@pytest.mark.parametrize(
    "text",
    [
        "記者:你怎么看這件事?",
        "金色財經報道,某公司今天公布了財報,這一段是文章自己的話。",
        "據《某報》報導,去年宣布投入的公司超過三百家,量產的不到二十家。",
        "3月29日,會議在香港舉行。",
        "那是1900年的報紙。",
        "引用的年份[2021]",
    ],
)
def test_genuine_lines_without_a_stamp_are_not_even_doubted(text: str) -> None:
    assert outcomes("正文。", text, "正文。") == ({}, [])


@pytest.mark.parametrize(
    "text",
    [
        f"{FLASH}[2023/3/30 13:35:07]后面還有正文的字。",
        "主持人:謝謝。[2023/4/1 9:00:00]",
        "[2023/4/1 9:00:00]",
        "沒有標題的一段話,作者在最后標了一個日子,這樣的句子應該留下來[2018/6/19]",
        "記者:這一段是訪談里很長的一句話,說話的人自己在最后標了一個日子[2018/6/19]",
        f"在資料庫里看到{NULL},就表示沒有人填過日期。",
        f"最后一段說的是{NULL}",
    ],
)
def test_on_weak_evidence_the_line_stays_for_review(text: str) -> None:
    assert outcomes("正文。", text, "正文。") == ({}, [1])


def test_an_invalid_timestamp_is_text() -> None:
    assert outcomes(FLASH + "[2022/13/45 99:00:00]") == ({}, [])


def test_a_tail_whose_line_breaks_were_lost() -> None:
    lines = ["正文。", "正文的最后一段。", "第一則,自己沒有時間戳.", f"{NULL}第二則.", f"{NULL}第三則.", NULL]
    assert outcomes(*lines) == ({2: FIRST_TEASER, 3: STAMPED_TEASER, 4: STAMPED_TEASER, 5: STAMPED_TEASER}, [])


def test_a_tail_with_every_stamp_on_a_separate_line() -> None:
    lines = ["正文。", "第一則.", NULL, "", "第二則.", "", NULL, f"第三則.{NULL}"]
    expected = {1: FIRST_TEASER, 2: STAMPED_TEASER, 4: STAMPED_TEASER, 6: STAMPED_TEASER, 7: STAMPED_TEASER}
    assert outcomes(*lines) == (expected, [])


def test_a_first_teaser_with_its_own_stamp_needs_no_line_before_it() -> None:
    assert outcomes("正文。", f"第一則.{NULL}", f"第二則.{NULL}") == ({1: STAMPED_TEASER, 2: STAMPED_TEASER}, [])


def test_if_the_tail_is_truncated_the_line_before_it_stays() -> None:
    lines = ["正文。", "正文的最后一段。", f"{NULL}一則.", f"{NULL}被截斷的一則"]
    assert outcomes(*lines) == ({2: STAMPED_TEASER, 3: STAMPED_TEASER}, [1])


def test_a_long_paragraph_is_not_a_first_teaser() -> None:
    lines = ["正文。", "很長的最后一段。" * 50, f"{NULL}一則.", NULL]
    assert outcomes(*lines) == ({2: STAMPED_TEASER, 3: STAMPED_TEASER}, [])


def test_one_timestamp_is_not_a_tail() -> None:
    assert outcomes("正文。", "正文的最后一段。", NULL) == ({}, [2])
    assert outcomes("正文。", f"{NULL}是試算表的第零天。") == ({}, [1])


def test_timestamps_in_the_middle_of_an_article_are_not_a_tail() -> None:
    assert outcomes("甲。", f"{NULL}一則.", f"{NULL}二則.", "正文又繼續了。", "正文的結尾。") == ({}, [1, 2])
    assert outcomes(f"時間:{NULL}", "正文。", "正文的結尾。", f"一則.{NULL}", f"二則.{NULL}")[0].keys() == {0, 3, 4}


def test_every_finding_has_evidence() -> None:
    sure, _ = find_noise(source_lines("正文。", FLASH + "[2018/6/19]", "一則.", f"{NULL}二則.", NULL))
    assert "[2018/6/19]" in sure[1].evidence
    assert "1900/1/1" in sure[2].evidence
    assert all(finding.evidence for finding in sure.values())
