"""The form of a plain text: what is joined, preformatted or strong, with its record; unsure lines stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.importing.comparison.side_by_side import side_by_side
from beilin.importing.convert import Conversion
from beilin.importing.record.record_file import read_import_record, write_import_record
from beilin.importing.undo.files import move_lines
from beilin.importing.undo.moves import restore, set_aside
from beilin.importing.undo.undo_error import UndoError
from tests.importing.support import READER, body_of, converted, import_file

ENGLISH = """\
The Price of a Free Model
By Ann Example
June 2, 2023

When a company gives its weights away it does not give away the cost of
running them. Somebody pays for the racks, and somebody pays for the
people who keep the racks alive at night.

That somebody is usually the reader of this column, who rents by the hour
and forgets to switch the machine off.
"""
CHINESE = """\
免費模型的代價
作者：甲某
2023-06-02

一家公司把權重公開，並不等於把運行的成本也送了出去。機櫃有人付錢，夜裡看守機
櫃的人也有人付錢。

這個人多半就是本欄的讀者：按小時租用機器，卻忘了把它關掉，等到月底帳單寄來才
發現自己替一個沒有人用的服務付了三十天的電費。
"""
CODE = """\
先看一個例子，它把佇列裡的資料寫進檔案：

def drain(queue):
    while True:
        item = queue.pop()

        if not item:
            return
        save(item)

寫完以後，別忘了關閉檔案，否則緩衝區裡的最後幾行會丟。
"""


def round_trip(conversion: Conversion) -> None:
    """The record reads back as it was written."""
    assert read_import_record(write_import_record(conversion.record)) == conversion.record


def test_wrapped_english_is_joined_with_spaces() -> None:
    conversion = converted(ENGLISH)
    assert body_of(conversion).split("\n\n") == [
        "When a company gives its weights away it does not give away the cost of running them. Somebody pays for the "
        "racks, and somebody pays for the people who keep the racks alive at night.",
        "That somebody is usually the reader of this column, who rents by the hour and forgets to switch the machine "
        "off.\n",
    ]
    assert [(join.line, join.column, join.separator) for join in conversion.record.joins] == [
        (5, 72, " "),
        (6, 141, " "),
        (9, 74, " "),
    ]
    round_trip(conversion)


def test_wrapped_chinese_is_joined_without_spaces() -> None:
    conversion = converted(CHINESE)
    assert "夜裡看守機櫃的人也有人付錢。\n\n" in body_of(conversion)
    assert [(join.line, join.separator) for join in conversion.record.joins] == [(5, ""), (8, "")]
    round_trip(conversion)


def test_indented_code_is_fenced_with_its_indentation_and_blank_lines() -> None:
    conversion = converted(CODE)
    code = CODE.split("：\n\n")[1].split("\n\n寫完")[0]
    assert f"\n\n```\n{code}\n```\n\n寫完" in body_of(conversion)
    assert conversion.record.preformatted == (tuple(range(2, 9)),)
    round_trip(conversion)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("床前明月光，\n疑是地上霜。\n舉頭望明月，\n低頭思故鄉。\n", id="four equal lines of verse"),
        pytest.param(
            "Of Man's First Disobedience, and the Fruit\nOf that Forbidden Tree, whose mortal taste\n"
            "Brought Death into the World, and all our woe,\nWith loss of Eden, till one greater Man\n",
            id="blank verse",
        ),
        pytest.param("Ann Example\n12 Long Street\nAmbleside LA22 9SD\nEngland\n", id="an address"),
        pytest.param("王小明\n李大華\n張三\n\n陳四\n林五\n", id="names"),
        pytest.param(
            "1998年，兩名學生在車庫裡寫下第一版。\n2001年，公司上市。\n2004年，第二版在一片爭議之中發布，一半的員工離開了公司。\n",
            id="a chronicle",
        ),
    ],
)
def test_lines_that_are_lines_on_purpose_stay_lines(text: str) -> None:
    body = body_of(converted(f"序。\n\n{text}\n末句在此。\n"))
    assert all(line in body.split("\n\n") for line in text.split("\n") if line)


NOISE = "晚報:某平臺今天公布了新的費率,自明日起適用於所有用戶。[2023/3/30 13:35:07]"
FORMS = f"{CHINESE}\n{NOISE}\n\n{CODE}\n{NOISE}\n\n甲山：你好。\n\n乙水：你好。\n\n甲山：嗯。\n\n乙水：嗯。\n"


def test_the_source_of_joined_and_preformatted_lines_is_rebuilt() -> None:
    conversion = converted(FORMS)
    rows = side_by_side(conversion.record, conversion.markdown.decode(), None)
    assert [row.source for row in rows] == FORMS.splitlines()
    assert [row.kind for row in rows if row.kind in ("added", "edited")] == []
    assert [row.rule for row in rows if "joined" in row.rule] == ["joined to the line before without a space"] * 2


@pytest.mark.parametrize("line", [number for number, text in enumerate(FORMS.splitlines()) if text == NOISE])
def test_a_line_beside_joined_and_preformatted_ones_is_restored_and_set_aside_again(line: int) -> None:
    conversion = converted(FORMS)
    markdown = conversion.markdown.decode()
    restored, record = restore(markdown, conversion.record, line)
    parts = body_of(conversion).split("\n\n")
    assert sorted(restored.split("---\n\n")[1].split("\n\n")) == sorted([*parts, NOISE])
    assert "\n```\n" in restored
    assert set_aside(restored, record, line) == (markdown, conversion.record)


@pytest.mark.parametrize("text", ["櫃的人也有人付錢。", "            return", "def drain(queue):"])
def test_a_line_that_is_part_of_a_block_is_moved_with_it(text: str) -> None:
    conversion = converted(FORMS)
    markdown = conversion.markdown.decode()
    line = FORMS.splitlines().index(text)
    without, record = set_aside(markdown, conversion.record, line)
    assert text.strip() not in without
    assert [item.text for item in record.set_aside if item.line == line] == [text]
    assert read_import_record(write_import_record(record)) == record
    for entry in record.set_aside:
        if entry.rule == "set aside by hand":
            assert restore(without, record, entry.line) == (markdown, conversion.record)


def test_a_block_that_an_editor_changed_is_not_moved() -> None:
    conversion = converted(FORMS)
    markdown = conversion.markdown.decode()
    lines = FORMS.splitlines()
    for text, old, new in (
        ("櫃的人也有人付錢。", "機櫃的人", "機房的人"),
        ("            return", "            return", "            return 1"),
        ("            return", "    while True:", "    # 註\n    while True:"),
    ):
        with pytest.raises(UndoError, match="was edited or moved; edit the article instead"):
            set_aside(markdown.replace(old, new), conversion.record, lines.index(text))


def test_lines_of_one_block_that_are_named_together_are_moved_once(tmp_path: Path) -> None:
    source = tmp_path / "forms.txt"
    source.write_text(FORMS, "utf-8")
    report = import_file(source, tmp_path)
    before = (tmp_path / report.article).read_text("utf-8")
    for move in (set_aside, restore):
        path, failures = move_lines(tmp_path, report.article, [5, 6], move, READER)
        assert failures == []
    assert (tmp_path / path).read_text("utf-8") == before


def test_a_paragraph_beside_joined_ones_is_set_aside_and_restored() -> None:
    conversion = converted(FORMS)
    markdown = conversion.markdown.decode()
    line = FORMS.splitlines().index("甲山：你好。")
    without, record = set_aside(markdown, conversion.record, line)
    assert "甲山**：你好。" not in without
    assert restore(without, record, line) == (markdown, conversion.record)


@pytest.mark.parametrize(
    "block",
    [
        "台北    25    晴\n高雄    29    雨\n台中    27    晴",
        "2023-06-02 10:00:01 INFO start\n2023-06-02 10:00:02 INFO run\n2023-06-02 10:00:03 INFO end",
        "title = f(1)\nauthor = g(2)\nif title:\n    print(author)",
    ],
)
def test_a_preformatted_block_states_no_facts(block: str) -> None:
    conversion = converted(f"各地氣溫\n\n{block}\n\n資料來自氣象局，以上只是今天的數字。\n")
    assert {fact.line for fact in conversion.record.facts} <= {0}
    assert f"```\n{block}\n```" in body_of(conversion)


def test_credits_in_columns_are_credits() -> None:
    conversion = converted(
        "題目在此\n來源：某報    作者：甲某\n日期：2023-06-02    編輯：乙某\n\n正文在這裡，說了一些話。\n"
    )
    assert {fact.key for fact in conversion.record.facts} >= {"source", "author", "date"}


def test_what_is_proposed_about_a_line_comes_back_with_it() -> None:
    conversion = converted("}\n<b>x</b>")
    record = conversion.record
    (review,) = record.review
    assert (review.until, review.proposal) == (1, "set aside")
    markdown, changed = set_aside(conversion.markdown.decode(), record, review.line)
    assert read_import_record(write_import_record(changed)) == changed
    assert restore(markdown, changed, review.line) == (conversion.markdown.decode(), record)
