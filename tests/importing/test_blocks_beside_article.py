"""`source` and `import --explain` show what became of each block of a document."""

from __future__ import annotations

from beilin.importing.comparison.side_by_side import side_by_side
from beilin.importing.explain_document import explain_document
from beilin.importing.model import NOWHERE, Block, Container, Fact, Finding
from tests.importing.test_convert_document import converted_blocks, document, heading, paragraph

SOURCE = document(
    paragraph("首頁"),
    heading("題"),
    paragraph("第一段。", "第一**段**。"),
    Block("code", "a\n\n  b", "```\na\n\n  b\n```", containers=(Container("quote", 1),)),
    paragraph("最後一段。"),
    noise={0: Finding(0, "outside the article", "before the main text", True)},
    facts=(Fact(1, "title", ("題",)), Fact(NOWHERE, "date", ("2023-06-21",), "JSON-LD")),
)


def test_each_block_stands_beside_its_markdown() -> None:
    conversion = converted_blocks(SOURCE)
    rows = side_by_side(conversion.record, conversion.markdown.decode(), None)
    assert [(row.line, row.source, row.markdown, row.kind, row.rule) for row in rows] == [
        (1, "首頁", "", "set aside", "outside the article: before the main text"),
        (2, "題", "", "front matter", "title: 題"),
        (3, "第一段。", "第一**段**。", "changed", "markup"),
        (4, "a\n\n  b", "```\na\n\n  b\n```", "changed", "code, quote"),
        (5, "最後一段。", "最後一段。", "same", ""),
    ]


def test_what_an_editor_changed_and_added_is_shown() -> None:
    conversion = converted_blocks(SOURCE)
    edited = conversion.markdown.decode().replace("第一**段**。", "另一段。").replace("最後", "新\n\n最後")
    rows = side_by_side(conversion.record, edited, None)
    assert [(row.line, row.kind) for row in rows if row.kind in ("edited", "added")] == [
        (None, "added"),
        (3, "edited"),
        (None, "added"),
    ]


def test_a_decision_is_explained_for_each_block() -> None:
    lines = explain_document(SOURCE, converted_blocks(SOURCE).record)
    assert lines[0] == "       front matter, date: 2023-06-21 (JSON-LD)"
    assert lines[1] == "    1  set aside, outside the article: 首頁"
    assert "    4  code, in quote: a b" in lines
