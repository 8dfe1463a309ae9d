"""Why each block of a document goes where it goes: the decision, its rule and the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from beilin.importing.model import NOWHERE, Document
from beilin.importing.record.import_record import ImportRecord, SetAside
from beilin.problems.controls import printable

_MAX_SNIPPET = 48  # characters of a line or block


def explain_document(document: Document, record: ImportRecord) -> list[str]:
    """The lines to print: the facts that stand nowhere in the text, then each block."""
    output = [
        f"       front matter, {fact.key}: {', '.join(fact.values)}{f' ({fact.evidence})' if fact.evidence else ''}"
        for fact in record.facts
        if fact.line == NOWHERE
    ]
    output += [f"       to review: {item.why}" for item in record.review if item.line == NOWHERE]
    aside = {item.line: item for item in record.set_aside}
    for number, block in enumerate(document.blocks):
        decision, *evidence = _decision(number, document, record, aside.get(number))
        place = f" (line {block.line})" if block.line else ""
        output.append(f"{number + 1:>5}  {decision}{place}: {snippet_of(block.text)}")
        output += [f"       evidence: {item}" for item in evidence if item]
    return output


def _decision(number: int, document: Document, record: ImportRecord, entry: SetAside | None) -> Iterator[str]:
    """What became of the block, which may be set aside with that entry, and on what evidence."""
    facts = [f"{fact.key} = {', '.join(fact.values)}" for fact in record.facts if fact.line == number]
    if entry:
        yield f"set aside, {entry.rule}"
        yield entry.evidence
    elif facts:
        yield "front matter"
        yield "; ".join(facts)
    elif number in record.blank:
        yield "blank"
    else:
        block = document.blocks[number]
        yield ", ".join([block.kind, *(f"in {container.kind}" for container in block.containers)])
    yield from (item.why for item in record.review if item.line == number)


def snippet_of(text: str) -> str:
    """The beginning of a line or block, on one line and without controls."""
    text = " ".join(text.split())
    return printable(text[:_MAX_SNIPPET]) + "…" * (len(text) > _MAX_SNIPPET)
