"""Set-aside lines can be restored and lines set aside, and both together leave no trace."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from beilin.importing.archive.imported_article import read_imported_article
from beilin.importing.record.record_file import read_import_record, write_import_record
from beilin.importing.undo.files import move_lines
from beilin.importing.undo.moves import restore, set_aside
from beilin.importing.undo.record_updates import BY_HAND
from beilin.importing.undo.undo_error import UndoError
from tests.importing.support import CASES, READER, converted, import_file

SOURCE = """\
來源:某報
第一段有*星號*和_底線_。
晚報:某平臺今天公布了*新的*費率,自明日起適用。[2023/3/30 13:35:07]
早報:另一個平臺也公布了新的費率,從下週起適用。[2023/3/30 14:00:00]
01開端
第二段。
分兩種:
1.賣核心。
快訊:第三個平臺今天說,它不打算改變自己的費率。[2023/3/31 9:00:00]
2.賣服務。
02經過
\u3000最後一段。
第一則摘要.
1900/1/1 0:00:00第二則摘要.1900/1/1 0:00:00
"""


def files_of(text: str = SOURCE) -> tuple[str, bytes]:
    conversion = converted(text)
    return conversion.markdown.decode(), write_import_record(conversion.record)


def moved(markdown: str, record: bytes, *steps: tuple[str, int]) -> tuple[str, bytes]:
    """The files after lines (counted from 1) were restored (+) or set aside (-), each time through the file."""
    for what, line in steps:
        move = restore if what == "+" else set_aside
        markdown, changed = move(markdown, read_import_record(record), line - 1)
        record = write_import_record(changed)
        assert read_import_record(record) == changed
    return markdown, record


def test_a_line_comes_back_between_its_neighbours_as_it_was() -> None:
    markdown, record = moved(*files_of(), ("+", 3))
    body = markdown.split("\n---\n\n", 1)[1]
    assert body.startswith(
        "第一段有\\*星號\\*和_底線_。\n\n晚報:某平臺今天公布了\\*新的\\*費率,自明日起適用。[2023/3/30 13:35:07]\n\n## 開端\n"
    )
    assert "stamped flash: 2," in markdown
    assert read_import_record(record).set_aside_counts()["stamped flash"] == 2
    assert [item.line for item in read_import_record(record).restored] == [2]


def test_restored_lines_stand_in_the_order_of_the_source() -> None:
    for steps in ([("+", 3), ("+", 4)], [("+", 4), ("+", 3)]):
        markdown, _ = moved(*files_of(), *steps)
        assert markdown.index("晚報") < markdown.index("早報") < markdown.index("開端")


@pytest.mark.parametrize(
    "steps",
    [
        [("+", 3), ("-", 3)],
        [("+", 4), ("+", 3), ("-", 4), ("-", 3)],
        [("+", 3), ("+", 4), ("-", 3), ("-", 4)],
        [("+", 9), ("-", 9)],
        [("+", 13), ("+", 14), ("-", 13), ("-", 14)],
        [("-", 2), ("+", 2)],
        [("-", 5), ("+", 5)],
        [("-", 5), ("-", 6), ("+", 5), ("+", 6)],
        [("-", 12), ("+", 12)],
        [("-", 2), ("+", 3), ("-", 3), ("+", 2)],
    ],
)
def test_each_undoes_the_other_byte_for_byte(steps: list[tuple[str, int]]) -> None:
    assert moved(*files_of(), *steps) == files_of()


@pytest.mark.parametrize("name", ["twin", "flashes", "numbers", "cut-tail", "loose-tail", "markup", "interview"])
def test_any_lines_in_any_order_come_back_byte_for_byte(name: str) -> None:
    start = files_of((CASES / f"{name}.txt").read_text("utf-8"))
    record = read_import_record(start[1])
    in_lists = {line for items in record.lists for line in items}
    rng = random.Random(name)
    steps = [("+", item.line + 1) for item in record.set_aside]
    steps += [("-", line + 1) for line in record.body[1:] if line not in in_lists]
    steps = rng.sample(steps, min(8, len(steps)))
    back = [({"+": "-", "-": "+"}[what], line) for what, line in rng.sample(steps, len(steps))]
    assert moved(*start, *steps, *back) == start


def test_other_lines_may_have_been_edited() -> None:
    markdown, record = files_of()
    markdown = markdown.replace("第二段。", "改寫過的**第二段**。\n\n> 加了一段引文。").replace(
        "title: ", "summary: 摘要\ntitle: "
    )
    there = moved(markdown, record, ("+", 3))
    assert "晚報" in there[0]
    assert moved(*there, ("-", 3)) == (markdown, record)


def test_one_neighbour_is_enough() -> None:
    markdown, record = files_of()
    markdown = markdown.replace("第一段有", "改寫過的第一段有")
    there = moved(markdown, record, ("+", 3))
    assert there[0].index("晚報") < there[0].index("## 開端")
    assert moved(*there, ("-", 3)) == (markdown, record)


def test_without_neighbours_the_error_has_the_line() -> None:
    markdown, record = files_of()
    markdown = markdown.replace("第一段有", "改寫過的第一段有").replace("## 開端", "## 起點")
    with pytest.raises(UndoError, match="were edited or removed") as error:
        moved(markdown, record, ("+", 3))
    assert error.value.text == SOURCE.splitlines()[2]


@pytest.mark.parametrize(
    ("step", "reason"),
    [
        (("+", 2), "line 2 is not set aside"),
        (("+", 99), "line 99 is not set aside"),
        (("-", 3), "line 3 is not in the body"),
        (("-", 1), "line 1 is not in the body"),
        (("-", 8), "line 8 is an item of a list"),
    ],
)
def test_what_cannot_be_moved_is_refused(step: tuple[str, int], reason: str) -> None:
    with pytest.raises(UndoError, match=reason):
        moved(*files_of(), step)


def test_a_line_that_was_edited_is_not_set_aside() -> None:
    markdown, record = files_of()
    with pytest.raises(UndoError, match="was edited"):
        moved(markdown.replace("第二段。", "第二段,改過。"), record, ("-", 6))
    with pytest.raises(UndoError, match="the only line of the article"):
        moved(*files_of("只有一段。\n"), ("-", 1))


def test_a_line_set_aside_by_hand_is_in_the_record_in_full() -> None:
    _, record = moved(*files_of(), ("-", 12))
    entry = next(item for item in read_import_record(record).set_aside if item.line == 11)
    assert (entry.rule, entry.text) == (BY_HAND, "\u3000最後一段。")


def test_the_files_of_an_archive_are_replaced_and_stay_readable(tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_text(SOURCE, "utf-8")
    import_file(source, tmp_path)
    before = read_imported_article(tmp_path, "source")
    path, failures = move_lines(tmp_path, "content/articles/source.md", [3, 99, 9], restore, READER)
    assert path == "content/articles/source.md"
    assert [error.reason for error in failures] == ["line 99 is not set aside"]
    assert "早報" not in (tmp_path / path).read_text("utf-8")
    assert move_lines(tmp_path, "source.md", [9, 3], set_aside, READER)[1] == []
    assert read_imported_article(tmp_path, "source") == before


def test_an_article_that_was_not_imported_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no article"):
        read_imported_article(tmp_path, "x")
    (tmp_path / "content/articles").mkdir(parents=True)
    (tmp_path / "content/articles/x.md").write_text("---\ntitle: 題\n---\n\n文。\n", "utf-8")
    with pytest.raises(ValueError, match="no import record beside it"):
        read_imported_article(tmp_path, "x")
