"""A source's bytes become lines, and nothing but spaces and invisible characters is stripped from them."""

from __future__ import annotations

import pytest

from beilin.importing.source.lines import read_source_text, strip_from_start
from beilin.importing.source.stripped import (
    BYTE_ORDER_MARK,
    HEADING_NUMBER,
    INDENT,
    INVISIBLE,
    SEPARATOR,
    TRAILING_SPACE,
    StrippedPiece,
    is_blank,
    without_pieces,
)
from tests.importing.support import source_lines


@pytest.mark.parametrize("text", ["甲\n乙\n丙", "甲\r\n乙\r丙\n", "甲\n乙\n丙\r\n"])
def test_lines_end_at_any_line_end_and_the_last_needs_none(text: str) -> None:
    source, problem = read_source_text("x.txt", text.encode())
    assert source is not None, problem
    assert [(line.number, line.text) for line in source.lines] == [(0, "甲"), (1, "乙"), (2, "丙")]


def test_blank_lines_keep_their_numbers() -> None:
    lines = source_lines("甲", "", " \u3000", "乙")
    assert [line.text for line in lines] == ["甲", "", "", "乙"]


@pytest.mark.parametrize(
    ("raw", "text", "stripped"),
    [
        ("\ufeff甲", "甲", [(0, BYTE_ORDER_MARK, "\ufeff")]),
        ("\u3000\u3000甲", "甲", [(0, INDENT, "\u3000\u3000")]),
        ("甲 \t", "甲", [(1, TRAILING_SPACE, " \t")]),
        ("甲\u200b\x07乙", "甲乙", [(1, INVISIBLE, "\u200b\x07")]),
        ("\u3000\u200b甲", "甲", [(0, INDENT, "\u3000"), (1, INVISIBLE, "\u200b")]),
        ("one\u2028\x0btwo", "one  two", [(3, SEPARATOR, "\u2028"), (4, SEPARATOR, "\x0b")]),
        ("甲\u200d乙", "甲乙", [(1, INVISIBLE, "\u200d")]),
        ("甲 乙\t丙\u00a0丁", "甲 乙\t丙\u00a0丁", []),
    ],
)
def test_what_is_stripped_and_from_where(raw: str, text: str, stripped: list[tuple[int, str, str]]) -> None:
    (line,) = source_lines(raw)
    assert line.raw == raw
    assert line.text == text
    assert list(line.stripped) == [StrippedPiece(0, *piece) for piece in stripped]


def test_emoji_keep_their_joiners() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert source_lines(family)[0].text == family


def test_a_byte_order_mark_inside_the_file_is_an_invisible_character() -> None:
    lines = source_lines("甲", "\ufeff乙")
    assert [piece.rule for piece in lines[1].stripped] == [INVISIBLE]


def test_a_marker_is_stripped_around_what_was_stripped_before() -> None:
    (line,) = source_lines("\u30000\u200b1題")
    pieces = strip_from_start(line, 2, HEADING_NUMBER)
    assert [(piece.column, piece.text) for piece in pieces] == [(0, "\u3000"), (1, "0"), (2, "\u200b"), (3, "1")]
    assert without_pieces(line.raw, pieces) == "題"


@pytest.mark.parametrize(
    "piece",
    [
        StrippedPiece(0, 0, HEADING_NUMBER, "01題"),
        StrippedPiece(0, 2, TRAILING_SPACE, "題"),
        StrippedPiece(0, 1, HEADING_NUMBER, "01"),
        StrippedPiece(0, 9, INDENT, " "),
    ],
)
def test_a_piece_with_a_word_or_at_the_wrong_column_is_refused(piece: StrippedPiece) -> None:
    with pytest.raises(ValueError, match="cannot be stripped"):
        without_pieces("01題目", (piece,))


def test_pieces_may_not_overlap() -> None:
    with pytest.raises(ValueError, match="cannot be stripped"):
        without_pieces("01題", (StrippedPiece(0, 0, HEADING_NUMBER, "01"), StrippedPiece(0, 1, HEADING_NUMBER, "1")))


def test_blank_means_without_visible_text() -> None:
    assert is_blank("")
    assert is_blank("\u3000\u200b\t\x07")
    assert not is_blank("\ue000")
    assert not is_blank(".")


@pytest.mark.parametrize(
    ("data", "message", "line", "column"),
    [
        (b"", "the file is empty", 1, None),
        (b" \n\xe3\x80\x80\n", "the file has no text", 1, None),
        ("一行\n".encode() + b"PK\x00\x01", "this is not a text file (byte 0x00 at byte 10)", 2, None),
        ("一行\n第".encode() + b"\xff", "the file is not UTF-8 (byte 0xff at byte 11)", 2, 2),
    ],
)
def test_files_that_are_not_text_are_refused_with_the_position(
    data: bytes, message: str, line: int | None, column: int | None
) -> None:
    source, problem = read_source_text("x.txt", data)
    assert source is None
    assert problem is not None
    assert (problem.message, problem.file, problem.line, problem.column) == (message, "x.txt", line, column)
    assert problem.hint
