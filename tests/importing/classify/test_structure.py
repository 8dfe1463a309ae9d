"""Headings and lists are recognised by numbers in sequence; everything else stays a paragraph."""

from __future__ import annotations

import pytest

from beilin.importing.classify.structure.structure import find_structure
from tests.importing.support import source_lines


def headings_of(*texts: str) -> list[int]:
    return list(find_structure(source_lines(*texts)).headings)


def lists_of(*texts: str) -> list[list[int]]:
    return [list(items) for items in find_structure(source_lines(*texts)).lists]


def doubts_of(*texts: str) -> list[int]:
    return [doubt.line for doubt in find_structure(source_lines(*texts)).doubts]


@pytest.mark.parametrize("form", ["0{}題目", "0{} 題目", "0{}.題目", "0{}、題目", "0{}　題目", "0{}誰來付錢?"])
def test_short_lines_numbered_in_sequence_are_headings(form: str) -> None:
    lines = [form.format(1), "正文。", form.format(2), "正文。"]
    structure = find_structure(source_lines(*lines))
    assert [lines[number][end:] for number, end in structure.headings.items()] == [lines[0].lstrip("0123. 、　")] * 2
    assert structure.doubts == ()


@pytest.mark.parametrize(
    "lines",
    [
        ["01只有一個", "正文。"],
        ["02從二開始", "正文。", "03接著是三", "正文。"],
        ["01起點。", "正文。", "02終點。", "正文。"],
        ["01" + "很長的一行" * 12, "正文。", "02" + "很長的一行" * 12, "正文。"],
        ["2023年", "正文。", "24小時", "正文。"],
        ["01%的人", "正文。", "02:30開始", "正文。"],
        ["01起點", "02中途", "03終點", "正文。"],
    ],
)
def test_without_a_sequence_there_is_no_heading(lines: list[str]) -> None:
    assert headings_of(*lines) == []


def test_a_number_out_of_sequence_is_not_a_heading() -> None:
    assert headings_of("01甲", "正文。", "37度的夏天", "正文。", "02乙", "正文。", "02丙", "正文。") == [0, 4]


def test_the_last_line_is_not_a_heading_because_there_is_no_text_below() -> None:
    assert headings_of("01甲", "正文。", "02乙", "正文。", "03丙") == [0, 2]


def test_numbers_out_of_sequence_are_for_the_editor_to_review() -> None:
    assert doubts_of("01起點", "正文。", "1.一項", "正文。") == [0, 2]


@pytest.mark.parametrize("form", ["{}.項目。", "{}. 項目。", "{}、項目。"])
def test_a_run_of_numbered_lines_is_a_list(form: str) -> None:
    lines = ["分三種:", form.format(1), form.format(2), form.format(3), "正文。"]
    structure = find_structure(source_lines(*lines))
    assert [[lines[number][end:] for number, end in items.items()] for items in structure.lists] == [["項目。"] * 3]


@pytest.mark.parametrize(
    "lines",
    [
        ["1.只有一項。", "正文。"],
        ["1.5億人", "2.5億人"],
        ["2.從二開始。", "3.接著是三。"],
        ["1.一種記號。", "2、另一種記號。"],
        ["1.中間隔著正文。", "正文。", "2.不是同一份清單。"],
        ["答案有兩個:1、甲;2、乙。", "正文。"],
        ["1.", "2."],
    ],
)
def test_without_a_run_there_is_no_list(lines: list[str]) -> None:
    assert lists_of(*lines) == []


def test_two_adjacent_lists_stay_separate() -> None:
    assert lists_of("1.甲", "2.乙", "1.丙", "", "2.丁", "3.戊") == [[0, 1], [2, 4, 5]]
