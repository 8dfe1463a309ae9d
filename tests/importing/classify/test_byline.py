"""Facts are what the head of a source states, and nothing else."""

from __future__ import annotations

import pytest

from beilin.importing.classify.byline.facts import find_facts
from tests.importing.support import source_lines


def facts_of(*texts: str) -> dict[str, tuple[str, ...]]:
    facts, _ = find_facts(source_lines(*texts))
    return {fact.key: fact.values for fact in facts}


@pytest.mark.parametrize(
    ("line", "key", "values"),
    [
        ("來源:某工場", "source", ("某工場",)),
        ("来源：远望科技", "source", ("远望科技",)),
        ("Source: The Example Times", "source", ("The Example Times",)),
        ("作者 : 甲山、乙川", "author", ("甲山", "乙川")),
        ("By: Ann Example", "author", ("Ann Example",)),
        ("標題:帳單:誰來付錢?", "title", ("帳單:誰來付錢?",)),
        ("日期:2021年8月16日", "date", ("2021-08-16",)),
        ("發布時間:2023/6/2 1:19:30", "date", ("2023-06-02 01:19",)),
    ],
)
def test_labelled_lines_at_the_head_are_facts(line: str, key: str, values: tuple[str, ...]) -> None:
    assert facts_of(line, "正文。") == {key: values}


def test_a_date_after_a_name_is_not_part_of_it() -> None:
    assert facts_of("文／陳大文　2022年3月4日", "正文。") == {"author": ("陳大文",), "date": ("2022-03-04",)}
    assert facts_of("編輯：陳大文 2022年3月4日", "正文。") == {"date": ("2022-03-04",)}
    assert facts_of("來源：新華社 2022-03-04", "正文。") == {"source": ("新華社",), "date": ("2022-03-04",)}


@pytest.mark.parametrize(
    "line",
    [
        "來源:這個詞在書里出現了三次。",
        "來源:某報,作者:某人",
        "日期:1900/1/1 0:00:00",
        "日期:2024年13月45日",
        "日期:上個星期",
        "作者:",
        "作者:陳大文 閱讀 1234",
        "文：陳大文 3月4日",
        "文／圖",
        "作者按:這一段是正文",
        "來源" + "很長" * 30 + ":名字",
    ],
)
def test_a_line_that_states_nothing_clear_stays_in_the_body(line: str) -> None:
    assert facts_of(line, "正文。") == {}


def test_the_head_ends_at_the_first_line_of_text() -> None:
    assert facts_of("正文。", "來源:某報") == {}
    assert facts_of("來源:某報", "", "作者:甲山", "正文。", "日期:2021年8月16日") == {
        "source": ("某報",),
        "author": ("甲山",),
    }


def test_a_repeated_label_is_a_speaker() -> None:
    assert facts_of("作者:歡迎", "讀者:你好", "作者:請坐") == {}


def test_a_key_is_stated_once() -> None:
    facts, doubts = find_facts(source_lines("來源:甲報", "来源:乙報", "正文。"))
    assert [fact.values for fact in facts] == [("甲報",)]
    assert [doubt.line for doubt in doubts] == [1]
