"""The proof refuses every Markdown file and every import record that would lose or change a word, and says where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256

import pytest

from beilin.importing.classify.structure.structure import Structure
from beilin.importing.convert import Conversion
from beilin.importing.markdown import write as markdown_module
from beilin.importing.markdown.front_matter import FrontMatter
from beilin.importing.markdown.write import TextBlock, write_markdown
from beilin.importing.proof.proof import prove
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.source.stripped import HEADING_NUMBER, StrippedPiece
from beilin.problems.problem import Problem
from tests.importing.support import READER, converted, refused

SOURCE = """\
來源:某報
第一段有*星號*和_底線_。
晚報:某平臺今天公布了新的費率,自明日起適用。[2023/3/30 13:35:07]
01開端
第二段。
02經過
分三種:
1.賣核心。
2.賣服務。
3.賣晶片。

最后一段。
"""
PATH = "content/articles/source.md"


def proof_of(
    conversion: Conversion, *, markdown: bytes | None = None, record: ImportRecord | None = None
) -> Problem | None:
    """The proof with different Markdown (which the record belongs to) or a different record."""
    record = record or conversion.record
    if markdown is not None:
        record = replace(record, markdown_sha256=sha256(markdown).hexdigest())
    return prove("source.txt", SOURCE.split("\n")[:-1], record, PATH, markdown or conversion.markdown, READER)


@pytest.fixture
def conversion() -> Conversion:
    return converted(SOURCE)


def test_what_an_import_makes_is_proved(conversion: Conversion) -> None:
    assert proof_of(conversion) is None


@pytest.mark.parametrize(
    ("before", "after", "line", "page"),
    [
        pytest.param("\\*星號\\*", "*星號*", 2, "paragraph with <em>", id="an escape is missing"),
        pytest.param("第二段。", "第二段", 5, "page: paragraph '第二段'", id="a character is missing"),
        pytest.param("第二段。", "第二段。。", 5, "page: paragraph '第二段。。'", id="a character too many"),
        pytest.param("## 開端", "開端", 4, "page: paragraph '開端'", id="a heading is a paragraph"),
        pytest.param("## 開端", "### 開端", 4, "page: heading 3 '開端'", id="a heading is of another level"),
        pytest.param("## 開端", "## 01開端", 4, "page: heading '01開端'", id="a heading kept its number"),
        pytest.param("1. 賣核心。\n2. 賣服務。", "1. 賣核心。\n賣服務。", 8, "page: item 1 '賣核心。賣服務。'", id="an item is swallowed"),
        pytest.param("1. 賣核心", "2. 賣核心", 8, "page: item 2 '賣核心。'", id="a list starts at another number"),
        pytest.param("1. 賣核心", "- 賣核心", 8, "page: <ul>", id="a list has no numbers"),
        pytest.param("2. 賣服務。\n", "", 9, "page: item 2 '賣晶片。'", id="an item is missing"),
        pytest.param("第二段。\n\n", "", 5, "page: heading '經過'", id="a line is missing"),
        pytest.param("\n\n最后一段。", "", 12, "is not on the page", id="the last line is missing"),
        pytest.param("最后一段。", "最后一段。\n\n多一段。", None, "is not in the source: '多一段。'", id="a line too many"),
        pytest.param("最后一段。", "最后一段。\n\n---", None, "has a <hr>", id="a rule too many"),
        pytest.param("第二段。\n\n## 經過", "## 經過\n\n第二段。", 5, "page: heading '經過'", id="lines are swapped"),
    ],
)  # fmt: skip
def test_a_changed_markdown_is_refused(
    conversion: Conversion, before: str, after: str, line: int | None, page: str
) -> None:
    text = conversion.markdown.decode()
    assert before in text
    problem = proof_of(conversion, markdown=text.replace(before, after, 1).encode())
    assert problem is not None
    assert problem.line == line
    assert page in problem.message


def test_both_sides_are_shown_around_the_first_difference() -> None:
    source = "前" * 200 + "真" + "后" * 200
    conversion = converted(source)
    markdown = conversion.markdown.decode().replace("真", "假").encode()
    record = replace(conversion.record, markdown_sha256=sha256(markdown).hexdigest())
    problem = prove("source.txt", [source], record, PATH, markdown, READER)
    assert problem is not None
    context = f"{'前' * 30}%s{'后' * 29}"
    assert f"source: paragraph '…{context % '真'}…'; page: paragraph '…{context % '假'}…'" in problem.message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda a: {"body": a.body[:-1]}, "line 12 is accounted for nowhere"),
        (lambda a: {"body": (1, *a.body)}, "line 2 is accounted for twice"),
        (lambda a: {"body": (*a.body, 12)}, "line 13 is accounted for nowhere"),
        (lambda a: {"body": a.body[::-1]}, "out of order"),
        (lambda a: {"blank": (3, *a.blank), "body": tuple(n for n in a.body if n != 3)}, "line 4 is not blank"),
        (lambda a: {"set_aside": (replace(a.set_aside[0], text="晚報"),)}, "does not have line 3 in full"),
        (lambda a: {"facts": (replace(a.facts[0], text="來源:別的報"),)}, "does not have line 1 in full"),
        (
            lambda a: {"stripped": (StrippedPiece(4, 0, HEADING_NUMBER, "第二"), *a.stripped)},
            "cannot be stripped at column 1",
        ),
        (lambda a: {"stripped": a.stripped[1:]}, "line 4 differs; source: heading '01開端'"),
        (lambda _: {"markdown_sha256": "0" * 64}, "does not belong to this source"),
        (lambda _: {"lines": 11}, "does not belong to this source"),
        (lambda _: {"tags": ("a" * 9_000_000,)}, "cannot be read back: line 1: YAML larger than"),
        (lambda _: {"sha256": "null"}, "does not read back"),
    ],
)
def test_a_false_import_record_is_refused(
    conversion: Conversion, change: Callable[[ImportRecord], dict[str, object]], message: str
) -> None:
    record = replace(conversion.record, **change(conversion.record))  # type: ignore[arg-type]
    problem = proof_of(conversion, record=record)
    assert problem is not None
    assert message in problem.message


def unescaped(text: str, _position: str) -> str:
    return text


def without_items(text: str, position: str) -> str:
    return f"- {text}" if position == "item" else text


@pytest.mark.parametrize(("escape", "line"), [(unescaped, 2), (without_items, 2)])
def test_an_import_with_broken_escaping_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, escape: Callable[[str, str], str], line: int
) -> None:
    monkeypatch.setattr(markdown_module, "escape", escape)
    problem = refused(SOURCE.encode())
    assert (problem.file, problem.line) == ("source.txt", line)
    assert "Nothing was written" in problem.hint
    assert problem.source == "第一段有*星號*和_底線_。"


@pytest.mark.parametrize(("kind", "line"), [("heading", 4), ("item", 8)])
def test_an_import_that_omits_headings_or_lists_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, kind: str, line: int
) -> None:
    def forgetful(front: FrontMatter, blocks: list[TextBlock]) -> bytes:
        changed = (replace(block, kind="paragraph") if block.kind == kind else block for block in blocks)
        return write_markdown(front, list(changed))

    monkeypatch.setattr("beilin.importing.convert.write_markdown", forgetful)
    assert refused(SOURCE.encode()).line == line


def test_an_import_that_drops_a_line_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def dropping(front: FrontMatter, blocks: list[TextBlock]) -> bytes:
        return write_markdown(front, [block for block in blocks if block.lines != (4,)])

    monkeypatch.setattr("beilin.importing.convert.write_markdown", dropping)
    problem = refused(SOURCE.encode())
    assert problem.line == 5
    assert "第二段" in problem.message


def test_an_import_that_strips_a_word_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(_lines: object) -> Structure:
        return Structure(headings={3: 4})

    monkeypatch.setattr("beilin.importing.classify.classify.find_structure", greedy)
    problem = refused(SOURCE.encode())
    assert problem.line == 4
    assert "heading number: '01開端' cannot be stripped" in problem.message
