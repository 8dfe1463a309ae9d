"""A Markdown file → its one item, and the document in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from beilin.importing.formats.markdown.blocks import body_blocks
from beilin.importing.formats.markdown.facts import WITHDRAWN, facts_of, is_withdrawn
from beilin.importing.formats.markdown.head import Head, read_head
from beilin.importing.formats.markdown.images import with_images
from beilin.importing.formats.table import FormatSettings
from beilin.importing.markdown.plainly import fenced
from beilin.importing.model import NOWHERE, Block, Document, Fact, Finding, Item
from beilin.importing.source.detection import decode_source
from beilin.importing.source.source_file import read_text_source
from beilin.problems.problem import Problem

_LABEL = "label"  # the rule of a line of the head that states nothing
UNUSED = "unused key"
_SEPARATORS = " |-–—_·•:："


def items(path: Path, display_name: str, _settings: FormatSettings) -> Iterator[Item | Problem]:
    """The file as one item."""
    data, problem = read_text_source(path, display_name)
    yield problem or Item("markdown", display_name, data, path.name, file=path)


def document(item: Item, settings: FormatSettings) -> Document | Problem:
    """The item's head as facts, and its body as it is."""
    decoded, problem = decode_source(item.source, item.data, settings.encoding)
    if decoded is None:
        return problem or Problem("empty", "the file is empty", item.source)
    return convert_markdown(decoded.text, encoding=decoded.encoding, file=item.file, first_line=item.line)


def convert_markdown(text: str, *, encoding: str = "utf-8", file: Path | None = None, first_line: int = 1) -> Document:
    """The document in Markdown. `file` is where it lies, if images may lie beside it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    lines = text.split("\n")
    head = read_head(lines)
    stated = facts_of(head)
    head_blocks = tuple(
        Block("code", entry.text, fenced(entry.text), first_line + entry.line - 1) for entry in head.entries
    )
    body = body_blocks("\n".join(lines[head.body_line :]), first_line + head.body_line)
    blocks, images, missing = with_images(body.blocks, file)
    count = len(head_blocks)
    facts = _facts(head, stated, blocks)
    stated_lines = {fact.line for fact in facts}
    noise = {n: f for n, f in _unused(head).items() if n not in stated_lines}
    noise |= {count + n: Finding(count + n, f.rule, f.evidence, f.is_sure) for n, f in body.noise.items()}
    doubts = [Finding(count + f.line, f.rule, f.evidence, False) for f in missing]
    if body.is_plain_text:
        doubts.append(Finding(NOWHERE, "Markdown", "it cannot be divided into blocks; imported as plain text", False))
    if is_withdrawn(head):
        doubts.append(Finding(NOWHERE, WITHDRAWN, "it was withdrawn, so it is a draft here", False))
    if not head.is_readable:
        doubts.append(Finding(NOWHERE, "front matter", "it cannot be read, so it is only in the record", False))
    all_text = "\n".join([*(entry.text for entry in head.entries), body.all_text])
    return Document((*head_blocks, *blocks), all_text, noise, facts, tuple(doubts), images, encoding)


def _facts(
    head: Head, stated: dict[str, tuple[tuple[str, ...], tuple[str, ...]]], blocks: tuple[Block, ...]
) -> tuple[Fact, ...]:
    """The facts of the head, each on its entries, and the title where the body repeats it."""
    count = len(head.entries)
    facts = []
    for key, (values, names) in stated.items():
        for number, entry in enumerate(head.entries):
            if entry.key in names:
                facts.append(Fact(number, key, values))
    title = "".join(stated.get("title", (("",), ()))[0])
    first = next((n for n, block in enumerate(blocks) if block.text.strip()), None)
    if first is None or blocks[first].kind != "heading" or blocks[first].level != 1:
        return tuple(facts)
    heading = " ".join(blocks[first].text.split())
    if not title and sum(block.level == 1 for block in blocks) == 1:
        facts.append(Fact(count + first, "title", (heading,)))
    elif title.startswith(heading) and (title == heading or title[len(heading) :].lstrip()[:1] in _SEPARATORS):
        # The title of a page often ends in the name of its site, the heading does not.
        facts = [Fact(f.line, f.key, (heading,), f.evidence) if f.key == "title" else f for f in facts]
        facts.append(Fact(count + first, "title", (heading,)))
    return tuple(facts)


def _unused(head: Head) -> dict[int, Finding]:
    """The entries of the head that are not in the article."""
    return {
        number: Finding(number, UNUSED, f"front matter has no place for {entry.key}", True)
        if entry.key
        else Finding(number, _LABEL, "a line of the head that states nothing", True)
        for number, entry in enumerate(head.entries)
    }
