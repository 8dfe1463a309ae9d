"""What stands around an article is offered as a range, with its forms as evidence; never a line of the article."""

from __future__ import annotations

import pytest

from beilin.importing.record.import_record import Review
from tests.importing.support import converted

PROSE = [
    "這座機房在山腳下，夏天的電費比冬天貴了三成，管理的人只好把工作排到半夜。",
    "她把權重的授權條款讀了三遍，發現最要紧的一句寫在第三頁的註腳裡。",
]


def offers(*lines: str) -> list[Review]:
    return [item for item in converted("\n".join(lines)).record.review if item.proposal == "set aside"]


def ranges(*lines: str) -> list[tuple[int, int | None]]:
    """The ranges that are offered, with lines counted from 1."""
    return [(item.line + 1, None if item.until is None else item.until + 1) for item in offers(*lines)]


@pytest.mark.parametrize(
    "tail",
    [
        ["責任編輯：王小明"],
        ["（責任編輯：王小明）", "相關新聞", "機房的夏天", "帳單"],
        ["分享到：", "微信", "微博", "3 條評論", "路人：說得好。", "發表評論"],
        ["標籤：機房、電費", "上一篇：帳單", "版權所有 © 2023 某報"],
        ["本網站所刊載資訊，不代表本網觀點，轉載請註明出處。"],
        ["2 Comments", "Ann says:", "I could not agree more with this article, thank you for it.", "Leave a Reply"],
        ["- END -", "長按二維碼關注我們", "閱讀 1.2萬", "在看 88"],
        ["Filed Under: Servers", "Copyright © 2023 The Small Server. All rights reserved."],
    ],
)
def test_the_tail_is_one_range(tail: list[str]) -> None:
    assert ranges(*PROSE, *tail) == [(3, 2 + len(tail))]


@pytest.mark.parametrize(
    "end",
    [
        ["參考資料", "林遠山：機房的夏天", "陳明河：帳單"],
        ["他說：「這就是結尾」"],
        ["我們還會再見面嗎？"],
        ["林遠山", "二〇二三年夏，寫於山腳"],
        ["評論", "這一段是文章自己的話，只是前一行碰巧是評論兩個字，而它的長度遠遠超過任何一則留言。" * 4],
        ["分享", PROSE[0]],
    ],
)
def test_the_end_of_an_article_is_not_offered(end: list[str]) -> None:
    assert ranges(*PROSE, *end) == []


def test_the_evidence_names_the_forms() -> None:
    (offer,) = offers(*PROSE, "相關新聞", "機房的夏天", "版權所有 © 2023 某報")
    assert offer.why == (
        "possible page furniture: 3 lines after the article's last sentence: a heading of a list of links, "
        "a copyright notice"
    )


def test_lines_above_the_title_and_below_it_are_offered_apart() -> None:
    assert ranges("首頁", "登入", "一座機房的夏天", "2023-06-02", "分享", "字號：大 中 小", *PROSE) == [(1, 2), (5, 6)]


def test_nothing_is_set_aside_by_words() -> None:
    conversion = converted("\n".join(["首頁", "登入", "一座機房的夏天", "2023-06-02", "分享", *PROSE, "版權所有"]))
    assert conversion.record.set_aside == ()
