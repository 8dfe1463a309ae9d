"""The collation: every line of a source in order, beside what the article has of it and what editors did since."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.importing.comparison.collate import collate
from beilin.importing.comparison.collation import MAX_TEXT, CollatedRow, Collation, Text
from beilin.importing.comparison.edits import MAX_COMPARED, edited_rows
from beilin.importing.comparison.outside import merged
from tests.importing.support import CASES, converted
from tests.importing.test_blocks_beside_article import SOURCE as DOCUMENT
from tests.importing.test_convert_document import converted_blocks

MARKS = {"stripped": "-{}-", "removed": "[-{}-]", "added": "[+{}+]", "": "{}"}


def written(text: Text) -> str:
    """The text with its marks as brackets."""
    return "".join(MARKS[piece.mark].format(piece.text) for piece in text)


def lines_of(row: CollatedRow) -> dict[int, str]:
    """The lines of the row by number."""
    return {line.number: written(line.text) for line in row.lines}


def collated(source: str, edits: dict[str, str] | None = None) -> Collation:
    """The collation of an import of the source after these edits of its Markdown."""
    conversion = converted(source)
    markdown = conversion.markdown.decode()
    for old, new in (edits or {}).items():
        assert old in markdown
        markdown = markdown.replace(old, new, 1)
    return collate(conversion.record, markdown, source.encode())


def rows_of(source: str, edits: dict[str, str] | None = None) -> list[CollatedRow]:
    """The rows of that collation."""
    return list(collated(source, edits).rows or ())


def test_each_line_of_a_source_stands_beside_the_article_with_what_became_of_it() -> None:
    source = (CASES / "twin.txt").read_text("utf-8")
    rows = rows_of(source)
    assert {row.kind for row in rows} == {"same", "kept", "aside", "fact"}
    assert [number for row in rows for number in lines_of(row)] == list(range(1, len(source.splitlines()) + 1))
    heading = next(row for row in rows if "heading" in row.changes)
    assert written(heading.lines[0].text).startswith("-01-")
    assert heading.changes == ("heading", "heading number")
    aside = next(row for row in rows if row.kind == "aside")
    assert aside.lines[0].rule == "stamped flash"
    assert aside.lines[0].evidence.startswith("ends with")
    fact = next(row for row in rows if row.kind == "fact")
    assert len(fact.texts) == len(fact.changes) >= 1


def test_what_is_set_aside_in_succession_is_one_row_with_its_rules() -> None:
    rows = rows_of((CASES / "twin.txt").read_text("utf-8"))
    together = list(merged(rows))
    assert sum(len(row.lines) for row in together) == sum(len(row.lines) for row in rows)
    assert all(row.changes for row in together if row.kind == "aside")
    kinds = [row.kind for row in together]
    assert "asideaside" not in "".join(kinds)


def test_joined_lines_are_one_row_and_its_text_is_beside_them() -> None:
    sentences = [
        f"這是一封很長的信的第{number}行，寄信的人在每七十二欄的地方折了行，所以一段話有好幾行，讀的人"
        for number in range(12)
    ]
    rows = rows_of("".join(f"{line}\n" for line in sentences) + "完。\n\n第二段話，只有一行。\n")
    joined = next(row for row in rows if "joined" in row.changes)
    assert len(joined.lines) == 13
    assert written(joined.texts[0]) == "".join([*sentences, "完。"])


def test_edits_since_the_import_are_marked_character_by_character() -> None:
    source = "開頭的一段話。\n中間的一段話很長。\n最後的一段話。\n"
    changed, *_ = [row for row in rows_of(source, {"中間的一段話很長": "中間的一段話不長"}) if row.kind == "edited"]
    assert lines_of(changed) == {2: "中間的一段話[-很-]長。"}
    assert [written(text) for text in changed.texts] == ["中間的一段話[+不+]長。"]
    (added,) = [row for row in rows_of(source, {"最後": "新的一段。\n\n最後"}) if row.kind == "edited"]
    assert (added.lines, [written(text) for text in added.texts]) == ((), ["新的一段。"])
    (split,) = [row for row in rows_of(source, {"一段話很長": "一段話。\n\n很長"}) if row.kind == "edited"]
    assert lines_of(split) == {2: "中間的一段話很長。"}
    assert [written(text) for text in split.texts] == ["中間的一段話[+。+]", "很長。"]
    (removed,) = [row for row in rows_of(source, {"中間的一段話很長。\n\n": ""}) if row.kind == "edited"]
    assert (lines_of(removed), removed.texts) == ({2: "中間的一段話很長。"}, ())


@pytest.mark.parametrize(
    ("before", "after"), [("甲乙丙丁戊己庚辛", "子丑寅卯辰巳午未"), ("長" * (MAX_COMPARED + 1), "長" * MAX_COMPARED)]
)
def test_texts_that_are_too_different_or_too_long_are_shown_without_marks(before: str, after: str) -> None:
    (row,) = edited_rows([[(0, before)]], [after])
    assert (lines_of(row), [written(text) for text in row.texts]) == ({1: before}, [after])


texts = st.text(alphabet="甲乙丙a ", min_size=1, max_size=40)


@settings(max_examples=50)
@given(st.lists(texts, min_size=1, max_size=4), texts)
def test_marks_change_neither_text(lines: list[str], after: str) -> None:
    (row,) = edited_rows([list(enumerate(lines))], [after])
    assert ["".join(piece.text for piece in line.text) for line in row.lines] == lines
    assert "".join(piece.text for piece in row.texts[0]) == after
    kept = "".join(piece.text for line in row.lines for piece in line.text if not piece.mark)
    if any(piece.mark for text in row.texts for piece in text) or kept != "".join(lines):
        assert kept == "".join(piece.text for piece in row.texts[0] if not piece.mark)


def test_what_cannot_be_seen_is_shown_by_its_number_and_cannot_act() -> None:
    rows = rows_of("　　第一段\u200b話。\n第二段話。\n")
    assert lines_of(rows[0]) == {1: "-　　-第一段-U+200B-話。"}
    assert rows[0].changes == ("indent", "invisible character")
    assert written(rows[0].texts[0]) == "第一段話。"


def test_a_very_long_line_is_cut() -> None:
    rows = rows_of(f"{'長' * (MAX_TEXT + 5)}。\n第二段話。\n")
    assert len(written(rows[0].lines[0].text)) == len(written(rows[0].texts[0])) == MAX_TEXT + 1


def test_without_the_bytes_of_the_source_there_are_counts_alone() -> None:
    source = (CASES / "twin.txt").read_text("utf-8")
    conversion = converted(source)
    counts = collate(conversion.record, conversion.markdown.decode(), None)
    assert counts.rows is None
    assert counts.lines == counts.kept + counts.facts + counts.blank + sum(item.number for item in counts.aside)
    words = set(re.findall(r"\w{4,}", " ".join(item.text for item in conversion.record.set_aside)))
    assert not [word for word in words if word in repr(counts)]


def test_bytes_that_do_not_fit_the_record_are_refused() -> None:
    conversion = converted("第一段話。\n第二段話。\n")
    with pytest.raises(ValueError, match="number of lines"):
        collate(conversion.record, conversion.markdown.decode(), "第一段話。\n".encode())


def test_the_blocks_of_a_document_stand_beside_the_article() -> None:
    conversion = converted_blocks(DOCUMENT)
    markdown = conversion.markdown.decode()
    rows = collate(conversion.record, markdown, b"kept").rows or ()
    assert [(row.kind, lines_of(row), [written(text) for text in row.texts], row.changes) for row in rows] == [
        ("aside", {1: "首頁"}, [], ()),
        ("fact", {2: "題"}, ["題"], ("title",)),
        ("same", {3: "第一段。"}, ["第一段。"], ()),
        ("kept", {4: "a\n\n  b"}, ["a\n\n  b"], ("code", "quote")),
        ("same", {5: "最後一段。"}, ["最後一段。"], ()),
    ]
    edited = markdown.replace("第一**段**。", "另一段。")
    (row,) = [row for row in collate(conversion.record, edited, b"kept").rows or () if row.kind == "edited"]
    assert (lines_of(row), [written(text) for text in row.texts]) == ({3: ""}, ["另一段。"])
    longer = markdown.replace("最後一段。", "改過。\n\n再加一段。")
    (row,) = [row for row in collate(conversion.record, longer, b"kept").rows or () if row.kind == "edited"]
    assert (lines_of(row), [written(text) for text in row.texts]) == ({5: ""}, ["改過。", "再加一段。"])


@given(
    st.lists(st.text(alphabet="甲乙丙。，a1 \u3000\u200b[]2023/:", min_size=1, max_size=30), min_size=1, max_size=12)
)
def test_every_line_with_text_is_in_exactly_one_row(lines: list[str]) -> None:
    source = "\n".join(["一段正常的話。", *lines, "最後一段正常的話。"]) + "\n"
    collation = collated(source)
    numbers = [line.number for row in collation.rows or () for line in row.lines]
    assert numbers == sorted(set(numbers))
    shown = {number for number, line in enumerate(source.split("\n"), 1) if line.replace("\u200b", "").strip()}
    assert shown == set(numbers)
