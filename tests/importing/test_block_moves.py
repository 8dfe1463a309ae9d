"""Blocks of documents leave an article and come back, byte for byte, wherever they stand."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.importing.convert_document import convert_document
from beilin.importing.markdown.shown import solid
from beilin.importing.model import Block, Container, ContainerKind, Document, Finding
from beilin.importing.record.record_file import read_import_record, write_import_record
from beilin.importing.undo.block_check import check_block_move
from beilin.importing.undo.moves import restore, set_aside
from beilin.importing.undo.undo_error import UndoError
from beilin.reading.article import read_article
from tests.importing.support import CONVERSION, READER
from tests.importing.test_convert_document import converted_blocks, document, item, paragraph

KINDS: tuple[ContainerKind | None, ...] = (None, None, "quote", "bullet", "ordered", "details")
WORDS = st.text("甲乙丙 ab*_`<>&[]#-1.|~$\\", min_size=1, max_size=12).filter(str.strip)


@st.composite
def block_in(draw: st.DrawFn, containers: tuple[Container, ...]) -> Block:
    kind = draw(st.sampled_from(["paragraph", "paragraph", "heading", "code", "rule"]))
    text = draw(WORDS)
    if kind == "heading":
        return Block("heading", text, f"## {text}", level=2, containers=containers)
    if kind == "code":
        return Block("code", f"{text}\n\n  {text}", f"```\n{text}\n\n  {text}\n```", containers=containers)
    if kind == "rule":
        return Block("rule", "", "---", containers=containers)
    return Block("paragraph", text, text, containers=containers)


@st.composite
def blocks_below(draw: st.DrawFn, keys: list[int], containers: tuple[Container, ...] = ()) -> list[Block]:
    blocks: list[Block] = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(KINDS))
        if kind is None or len(containers) == 3:
            blocks.append(draw(block_in(containers)))
            continue
        keys.append(len(keys) + 1)
        list_key = keys[-1]
        for number in range(draw(st.integers(1, 3)) if kind in ("bullet", "ordered") else 1):
            keys.append(len(keys) + 1)
            container = Container(
                kind,
                keys[-1],
                list_key if kind in ("bullet", "ordered") else 0,
                number + 3 if kind == "ordered" else 0,
                "題" if kind == "details" else "",
            )
            blocks += draw(blocks_below(keys, (*containers, container)))
    return blocks


@st.composite
def documents(draw: st.DrawFn) -> Document:
    blocks = [Block("paragraph", "開頭的一段。", "開頭的一段。"), *draw(blocks_below([]))]
    noise = {
        number: Finding(number, "outside the article", "made up", True)
        for number in range(1, len(blocks))
        if draw(st.integers(0, 3)) == 0
    }
    summaries = {c.key for block in blocks for c in block.containers if c.kind == "details"}
    return Document(tuple(blocks), "\n".join(block.text for block in blocks) + "題" * len(summaries), noise)


@settings(max_examples=20, deadline=None)
@given(documents())
def test_any_document_is_proved_and_any_block_leaves_and_comes_back(source: Document) -> None:
    conversion, problems = convert_document(item(), source, CONVERSION)
    assert conversion, problems
    markdown, record = conversion.markdown.decode(), conversion.record
    article, _ = read_article(conversion.article, conversion.markdown, READER)
    assert article
    shown = solid("".join(text.text for text in article.text))
    in_record = {entry.line: entry.text for entry in record.set_aside} | {fact.line: fact.text for fact in record.facts}
    for number, block in enumerate(source.blocks):
        assert solid(block.text) in (shown if number in record.body else solid(in_record.get(number, "")))
    for number in range(0, len(source.blocks), 1 + len(source.blocks) // 5):
        there, back = (set_aside, restore) if number in record.body else (restore, set_aside)
        if number not in record.body and all(entry.line != number for entry in record.set_aside):
            continue  # blank
        if record.body == (number,):
            continue
        changed, changed_record = there(markdown, record, number)
        assert read_import_record(write_import_record(changed_record)) == changed_record
        check_block_move(conversion.article, markdown, changed, number + 1, READER)
        again, again_record = back(changed, changed_record, number)
        assert again == markdown
        assert again_record == record


LONG = document(
    paragraph("甲段。"),
    paragraph("一", None, Container("bullet", 1, 9)),
    paragraph("二", None, Container("bullet", 2, 9)),
    paragraph("乙段。"),
    paragraph("廣告"),
    paragraph("丙段。"),
    noise={4: Finding(4, "advertisement", "made up", True)},
)


def test_blocks_are_placed_in_an_article_that_was_edited_elsewhere() -> None:
    conversion = converted_blocks(LONG)
    edited = conversion.markdown.decode().replace("甲段。", "甲段，改了。\n\n新的一段。")
    restored, record = restore(edited, conversion.record, 4)
    assert restored.endswith("甲段，改了。\n\n新的一段。\n\n- 一\n- 二\n\n乙段。\n\n廣告\n\n丙段。\n")
    without, record = set_aside(restored, record, 1)
    assert without.endswith("新的一段。\n\n- 二\n\n乙段。\n\n廣告\n\n丙段。\n")
    assert set_aside(restore(without, record, 1)[0], restore(without, record, 1)[1], 1)[0] == without


@pytest.mark.parametrize(
    ("old", "new", "number", "reason"),
    [
        ("丙段。", "丙段改了。", 5, "was edited or moved"),
        ("乙段。\n\n丙段。", "乙改。\n\n丙改。", 4, "the lines around it were edited"),
        ("", "", 9, "is not in the body"),
    ],
)
def test_a_block_that_cannot_be_placed_is_refused(old: str, new: str, number: int, reason: str) -> None:
    conversion = converted_blocks(LONG)
    move = restore if number == 4 else set_aside
    with pytest.raises(UndoError, match=reason):
        move(conversion.markdown.decode().replace(old, new), conversion.record, number)


def test_a_move_that_hides_a_footnote_is_refused() -> None:
    source = document(
        paragraph("甲。"),
        paragraph("有註1。", "有註[^1]。"),
        paragraph("註文", None, Container("note", 1, label="1")),
    )
    conversion = converted_blocks(source)
    markdown = conversion.markdown.decode()
    changed, _ = set_aside(markdown, conversion.record, 1)
    with pytest.raises(UndoError, match="without changing other parts"):
        check_block_move(conversion.article, markdown, changed, 2, READER)
