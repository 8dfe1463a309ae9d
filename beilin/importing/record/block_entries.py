"""The entries of an import record about the blocks of a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256

from beilin.importing.classify.noise.rules import INFERRED
from beilin.importing.markdown.blocks import lines_of
from beilin.importing.markdown.plainly import prepared
from beilin.importing.model import NOWHERE, Block, Document, Fact, Finding, Item
from beilin.importing.record.fingerprints import fingerprint
from beilin.importing.record.import_record import (
    DocumentSource,
    RecordedBlock,
    RecordedImage,
    Review,
    SetAside,
    StatedFact,
)
from beilin.importing.record.line_entries import snippet

BLANK_LINE = "-"  # in the place of a fingerprint


def document_source(item: Item, document: Document, body: Mapping[int, Block]) -> DocumentSource:
    """Where the document comes from, and what its blocks are. `body` has those of the article as they are written."""
    blocks = []
    for number, block in enumerate(document.blocks):
        written = body.get(number) or prepared(block)
        rows = written.markdown.count("\n") + 1 if number in body else 0
        blocks.append(RecordedBlock(block.line, written.kind, rows, written.containers))
    images = (RecordedImage(image.name, sha256(image.data).hexdigest(), image.source) for image in document.images)
    return DocumentSource(item.kind, item.place, item.identity, tuple(blocks), tuple(images))


def line_fingerprints(blocks: Sequence[Block]) -> tuple[str, ...]:
    """A fingerprint of each line of the article's body; `BLANK_LINE` for a blank one."""
    return tuple(line_fingerprint(str(line)) for line in lines_of(blocks))


def line_fingerprint(line: str) -> str:
    """The fingerprint of a line of the article."""
    return fingerprint(line.rstrip()) if line.strip() else BLANK_LINE


def stated_facts(facts: Sequence[Fact], document: Document) -> tuple[StatedFact, ...]:
    """The facts with the whole text of the blocks that state them."""
    return tuple(
        StatedFact(
            fact.line,
            fact.key,
            document.blocks[fact.line].text if fact.line != NOWHERE else "",
            fact.values,
            fact.evidence,
        )
        for fact in facts
    )


def set_aside_blocks(document: Document, noise: Mapping[int, Finding]) -> tuple[SetAside, ...]:
    """The entries of the blocks that are not part of the article."""
    return tuple(
        SetAside(number, finding.rule, finding.evidence, block.text, markdown=block.markdown)
        for number, finding in sorted(noise.items())
        for block in (document.blocks[number],)
    )


def reviews(document: Document, noise: Mapping[int, Finding], doubts: Sequence[Finding]) -> tuple[Review, ...]:
    """What an editor should look at: doubts, and blocks that were set aside by inference alone."""
    found = [
        Review(number, f"set aside as {finding.rule}: {finding.evidence}", snippet(document.blocks[number].text))
        for number, finding in noise.items()
        if finding.rule in INFERRED or not finding.is_sure
    ]
    for doubt in doubts:
        text = snippet(" ".join(document.blocks[doubt.line].text.split())) if doubt.line != NOWHERE else ""
        found.append(Review(doubt.line, f"{doubt.rule}: {doubt.evidence}", text, doubt.until, doubt.proposal))
    return tuple(sorted(found, key=lambda item: item.line))
