"""The benchmark of growing archives: its record, exponents, tables and picture."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.growth import lines_of
from benchmarks.growth_plot import draw
from benchmarks.growth_record import Measured, Record, read_record, with_measured, write_record
from benchmarks.growth_tables import SCALE_HEADERS, exponent, growth_tables, replace_table, scale_rows
from tests.test_house import ROOT


def measured(count: int) -> Measured:
    """Of an archive whose times are in proportion to its size, and to its square root."""
    return Measured(
        cold=count / 1000, cpu=count / 500, edit=count**0.5 / 100, memory=count * 1000, pages=count, files=count + 5,
        size=count * 40_000,
    )  # fmt: skip


@pytest.fixture
def record() -> Record:
    record: Record = {}
    for count in (100_000, 300, 10_000, 1000):
        for tool in ("beilin", "beilin-ink"):
            record = with_measured(record, tool, count, measured(count))
    return record


def test_the_record_is_kept(record: Record, tmp_path: Path) -> None:
    write_record(tmp_path / "growth.json", record)
    assert read_record(tmp_path / "growth.json") == record
    assert list(record["beilin"]) == [300, 1000, 10_000, 100_000]
    assert read_record(tmp_path / "none.json") == {}


def test_the_exponent_leaves_out_small_archives() -> None:
    assert exponent({300: 9, 1000: 1, 10_000: 10, 100_000: 100}) == pytest.approx(1)
    assert exponent({1000: 1, 100_000: 100**1.5}) == pytest.approx(1.5)
    assert exponent({300: 1, 1000: 2}) is None


def test_tables_have_a_row_for_each_size(record: Record) -> None:
    tables = growth_tables(record, {"beilin": "Beilin", "beilin-ink": "ink", "none": "none"})
    assert tables.count("\n| 10,000 | 10.00 | 20.00 | 1.00 | 10 | 10,000 | 10,005 | 400 |\n") == 2
    assert "to the power of 1.00, an edit to the power of 0.50." in tables


@pytest.mark.parametrize("language", SCALE_HEADERS)
def test_the_table_in_the_docs_is_replaced(language: str, record: Record) -> None:
    page = (ROOT / "docs" / language / "scale.md").read_text("utf-8")
    renewed = replace_table(page, SCALE_HEADERS[language], scale_rows(record, language))
    rows = [line for line in renewed.splitlines() if line.startswith("| 10")]
    assert [row.split(" | ")[1] for row in rows] == ["parity", "ink"] * 2
    assert [row.endswith(("| yes |", "| 可以 |")) for row in rows] == [True, True, False, False]
    assert replace_table(renewed, SCALE_HEADERS[language], scale_rows(record, language)) == renewed
    assert page.count("\n\n") == renewed.count("\n\n")


def test_the_picture_has_a_line_for_each_theme_and_kind_of_build(record: Record) -> None:
    picture = draw(lines_of(record), "Seconds")
    assert len(picture) < 30_000
    root = ElementTree.fromstring(picture)
    names = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert names[:5] == ["0.1 s", "1 s", "10 s", "100 s", "300"]
    assert sorted(name for name in names if name and ", " in name) == [
        "ink, first build", "ink, one edit", "parity, first build", "parity, one edit"
    ]  # fmt: skip
    assert len(list(root.iter("{http://www.w3.org/2000/svg}circle"))) == 4 * 4
    assert "prefers-color-scheme: dark" in picture


def test_names_of_lines_do_not_overlap(record: Record) -> None:
    root = ElementTree.fromstring(draw(lines_of(record), "Seconds"))
    labels = [text for text in root.iter("{http://www.w3.org/2000/svg}text") if ", " in (text.text or "")]
    heights = sorted(int(text.get("y", "")) for text in labels)
    assert min(below - above for above, below in pairwise(heights)) >= 16
