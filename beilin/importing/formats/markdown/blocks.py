"""The body of a Markdown file → blocks, each with the text that the site's reader shows of it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from beilin.importing.formats.markdown.segments import DEFINITION, Segment, segments
from beilin.importing.formats.plain_text import convert_text
from beilin.importing.markdown.labels import labels_in, normalised_label
from beilin.importing.markdown.plainly import fenced
from beilin.importing.markdown.shown import plain_texts, reader_for_proof, shown_of, solid, without_marks
from beilin.importing.model import Block, BlockKind, Container, Finding
from beilin.model import Body
from beilin.reading.markdown import render_markdown
from beilin.reading.settings import ReaderSettings

SCRIPT = "script"
_SCRIPT = re.compile(r"\s*<(?:script|style)\b", re.IGNORECASE)
_INDENT = re.compile(r"\A(?: {1,4}|\t)")
_READER = reader_for_proof(ReaderSettings())


@dataclass(frozen=True, slots=True)
class BodyBlocks:
    """The blocks of a body."""

    blocks: tuple[Block, ...]
    noise: Mapping[int, Finding]
    all_text: str  # of the body, rendered as a whole
    is_plain_text: bool = False  # because its Markdown could not be divided

    def is_exact(self) -> bool:
        """Whether the blocks have all characters of the text, and no others."""
        return Counter(solid("".join(block.text for block in self.blocks))) == Counter(solid(self.all_text))


def body_blocks(text: str, first_line: int) -> BodyBlocks:
    """The blocks of a body that begins on that line of its file, counted from 1.

    Where HTML that is not closed makes the body more than its parts, what is not a footnote is one block; if that does
    not show the text either, the body is taken as plain text.
    """
    divided = _divided(text, first_line)
    if divided.is_exact():
        return divided
    merged = _merged(divided, text, first_line)
    if merged.is_exact():
        return merged
    plain = convert_text(text)
    return BodyBlocks(plain.blocks, {}, plain.all_text, is_plain_text=True)


def _divided(text: str, first_line: int) -> BodyBlocks:
    """The blocks as the reader divides the body."""
    lines = text.split("\n")
    found = segments(text)
    definitions: dict[str, str] = {}
    blocks: list[Block] = []
    noise: dict[int, Finding] = {}
    for segment in found:
        markdown = "\n".join(lines[segment.start : segment.end])
        if finding := _finding(segment, markdown, len(blocks), definitions):
            noise[len(blocks)] = finding
            text_of_noise = "" if finding.rule == SCRIPT else markdown
            blocks.append(Block("code", text_of_noise, fenced(markdown), first_line + segment.start))
            lines[segment.start : segment.end] = [""] * (segment.end - segment.start)
        else:
            blocks.append(Block(segment.kind, "", markdown, first_line + segment.start, segment.level))
    shown = [
        block if number in noise else _with_text(block, segment, definitions)
        for number, (block, segment) in enumerate(zip(blocks, found, strict=True))
    ]
    # Notes are shown only if something refers to them.
    references = "".join(f"[{label}]\n\n" for label in definitions if label.startswith("^"))
    whole = shown_of(_rendered(references + "\n".join(lines)))
    texts = [without_marks(text) for text in (whole.text, *whole.notes.elements())]
    return BodyBlocks(tuple(shown), noise, "\n".join([*texts, *(shown[number].text for number in noise)]))


def _merged(divided: BodyBlocks, text: str, first_line: int) -> BodyBlocks:
    """The same, with all that is neither a footnote nor set aside as one block."""
    lines = text.split("\n")
    apart = [n for n, block in enumerate(divided.blocks) if n in divided.noise or block.containers]
    starts = [block.line - first_line for block in divided.blocks] + [len(lines)]
    for number in apart:
        lines[starts[number] : starts[number + 1]] = [""] * (starts[number + 1] - starts[number])
    markdown = "\n".join(lines).strip("\n")
    shown = "\n".join(plain_texts(_rendered(markdown)))
    blocks = [Block("other", shown, markdown, first_line), *(divided.blocks[number] for number in apart)]
    noise = {place: divided.noise[number] for place, number in enumerate(apart, start=1) if number in divided.noise}
    noise = {place: replace(finding, line=place) for place, finding in noise.items()}
    return BodyBlocks(tuple(blocks), noise, divided.all_text)


def _finding(segment: Segment, markdown: str, number: int, definitions: dict[str, str]) -> Finding | None:
    """Why the segment is not part of the article; a definition that is part of it is added to the others."""
    if segment.kind == "other" and _SCRIPT.match(markdown):
        return Finding(number, SCRIPT, "a script or a style sheet of the page", True)
    match = DEFINITION.match(markdown) if segment.is_definition else None
    if match is None:
        return None
    label = normalised_label(f"^{match['label']}" if match["note"] else match["label"])
    if label in definitions:
        return Finding(number, "second definition", "a label is defined once; the reader takes the first", True)
    definitions[label] = f"[{label}]: -" if match["note"] else markdown
    return None


def _with_text(block: Block, segment: Segment, definitions: Mapping[str, str]) -> Block:
    """The block with the text that the reader shows of it. The definition of a note is the note's own blocks."""
    if segment.code is not None:
        return replace(block, text=segment.code.strip("\n"))
    if segment.note:
        note = Container("note", key=block.line, label=segment.note)
        markdown = _dedented(block.markdown)
        kind: BlockKind = "other" if "\n\n" in markdown else "paragraph"
        return replace(block, kind=kind, text=_text(markdown, definitions), markdown=markdown, containers=(note,))
    if segment.is_definition:
        return block
    kind = "figure" if segment.has_only_images else block.kind
    markdown = block.markdown
    if block.kind == "heading" and not markdown.lstrip().startswith("#"):
        markdown = f"{'#' * segment.level} {' '.join(markdown.split(chr(10))[:-1])}"  # setext
    return replace(block, kind=kind, markdown=markdown, text=_text(markdown, definitions))


def _dedented(markdown: str) -> str:
    """The Markdown of a footnote, of which all lines but the first are indented."""
    match = DEFINITION.match(markdown)
    first, *others = markdown[match.end() if match else 0 :].strip().split("\n")
    return "\n".join([first, *(_INDENT.sub("", line) for line in others)])


def _text(markdown: str, definitions: Mapping[str, str]) -> str:
    labels = labels_in(markdown)
    used = [definitions[label] for label in labels if label in definitions]
    texts = plain_texts(_rendered("\n\n".join([markdown, *used])))
    return "\n".join(filter(None, (" ".join(text.split()) for text in texts)))


def _rendered(markdown: str) -> Body:
    return render_markdown(markdown, file="", settings=_READER)[0].body
