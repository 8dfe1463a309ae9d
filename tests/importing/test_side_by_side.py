"""The source beside the article: every line of both, and the rule for each difference."""

from __future__ import annotations

from pathlib import Path

from beilin.importing.archive.kept_sources import keep_source, kept_bytes
from beilin.importing.comparison.output import as_html
from beilin.importing.comparison.rows import NOT_KEPT
from beilin.importing.comparison.side_by_side import side_by_side
from tests.importing.support import CASES, converted

SOURCE = (CASES / "twin.txt").read_text("utf-8")


def test_without_the_original_every_line_is_rebuilt() -> None:
    conversion = converted(SOURCE)
    rows = side_by_side(conversion.record, conversion.markdown.decode(), None)
    assert [row.source for row in rows] == SOURCE.splitlines()
    assert [row.line for row in rows] == list(range(1, len(rows) + 1))
    kinds = {row.kind for row in rows}
    assert kinds == {"same", "changed", "set aside", "front matter"}
    assert rows[9].rule == "heading, heading number '01' stripped"
    assert rows[8].rule.startswith("stamped flash: ends with")


def test_what_an_editor_changed_is_beside_the_original_if_that_is_kept() -> None:
    data = "第一段。\n第二段。\n".encode()
    conversion = converted(data.decode())
    edited = conversion.markdown.decode().replace("第二段。", "改過的第二段。")
    rows = side_by_side(conversion.record, edited, None)
    assert [(row.line, row.source, row.kind) for row in rows] == [
        (1, "第一段。", "same"),
        (None, "", "added"),
        (2, NOT_KEPT, "edited"),
    ]
    assert side_by_side(conversion.record, edited, data)[2].source == "第二段。"


def test_the_page_is_escaped_and_loads_nothing() -> None:
    conversion = converted("一段<script>alert(1)</script>。\n")
    page = as_html("<x>", side_by_side(conversion.record, conversion.markdown.decode(), None), "zh-Hant")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "http" not in page
    assert "<title>&lt;x&gt;</title>" in page


def test_originals_are_kept_once_and_damage_is_noticed(tmp_path: Path) -> None:
    path = keep_source(tmp_path, "文章.txt", b"abc")
    assert path.name.endswith("-文章.txt")
    assert keep_source(tmp_path, "文章.txt", b"abc") == path
    digest = path.name.partition("-")[0]
    assert kept_bytes(tmp_path, digest, "文章.txt") == b"abc"
    path.write_bytes(b"abd")
    assert kept_bytes(tmp_path, digest, "文章.txt") is None
    assert keep_source(tmp_path, "長" * 80, b"abd").read_bytes() == b"abd"
