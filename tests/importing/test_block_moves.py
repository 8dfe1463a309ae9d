"""Blocks of documents leave an article and come back, byte for byte, wherever they stand."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.importing.convert_document import convert_document
from beilin.importing.model import Block, Container, ContainerKind, Document, Finding
from beilin.importing.record.record_file import read_import_record, write_import_record
from beilin.importing.undo.block_check import check_block_move
from beilin.importing.undo.moves import restore, set_aside
from tests.importing.support import CONVERSION, READER
from tests.importing.test_convert_document import item

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
def test_any_document_is_proved_and_any_block_leaves_and_comes_back(document: Document) -> None:
    conversion, problems = convert_document(item(), document, CONVERSION)
    assert conversion, problems
    markdown, record = conversion.markdown.decode(), conversion.record
    for number in range(len(document.blocks)):
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
