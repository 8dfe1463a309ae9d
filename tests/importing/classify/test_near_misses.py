"""Genuine lines that look like noise, bylines or headings stay paragraphs."""

from __future__ import annotations

import pytest

from tests.importing.support import converted

PROSE = "這座機房在山腳下,夏天的電費比冬天貴了三成,管理的人只好把工作排到半夜。"


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(["廣告", PROSE, PROSE], id="an article about advertisements"),
        pytest.param(["首頁 改版 之後 我們 學到 什麼", PROSE], id="a title with spaces"),
        pytest.param(["By Popular Demand", PROSE], id="a title that begins with By"),
        pytest.param(["Ctrl+D 收藏:一個快捷鍵的歷史", PROSE], id="a title that names a key"),
        pytest.param([PROSE, "掃碼下載:一個習慣的終點", PROSE], id="a heading about codes"),
        pytest.param([PROSE, "掃碼關注的時代"], id="a last line about codes"),
        pytest.param(["AI:誰的未來", PROSE], id="a title with a colon"),
        pytest.param(["如何設定_HTTP", PROSE], id="a title that ends in a code"),
        pytest.param(["Words: what they cost", PROSE], id="a title with an English colon"),
        pytest.param(["By: any means necessary", PROSE], id="a label before words"),
        pytest.param(["文/學:一種讀法", PROSE], id="a stroke in a title"),
        pytest.param(["2021年8月16日", PROSE, "2021年9月1日", PROSE], id="a chronicle"),
        pytest.param(["一、二、三,數完了就開始", PROSE, "二、四、六,再數一次", PROSE], id="counting"),
        pytest.param(["作者:", "機房的夏天", PROSE], id="a label without a name"),
        pytest.param([PROSE, "相關文章", "林遠山:機房的夏天", "陳明河:帳單"], id="references of the author"),
        pytest.param(
            [
                PROSE,
                *(f"{who}說過一句話,後來被引用了很多次,但沒有人知道指的是哪一家公司和哪一年..." for who in "你我他"),
            ],
            id="three alike that trail off",
        ),
    ],
)
def test_near_misses_stay(lines: list[str]) -> None:
    conversion = converted("\n".join(lines))
    record = conversion.record
    # A first line may be taken for the title; then the editor is asked.
    facts = [fact for fact in record.facts if fact.key != "title" or not conversion.title_proposed]
    assert (record.set_aside, facts, record.headings, record.lists) == ((), [], (), ())


def test_a_repeated_title_below_a_breadcrumb_stays() -> None:
    record = converted(f"首頁 > 科技 > 正文\n機房的夏天\n機房的夏天\n{PROSE}").record
    assert [item.line for item in record.set_aside] == [0]
