"""An article from a plain text as a Markdown file: its front matter and the blocks of its text."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from beilin.importing.markdown.escaping import escape
from beilin.importing.markdown.front_matter import FrontMatter, front_matter
from beilin.importing.source.joins import Join, joined_texts, lines_of_paragraphs

TextBlockKind = Literal["paragraph", "heading", "item", "preformatted"]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A block of a plain text."""

    kind: TextBlockKind
    lines: tuple[int, ...]  # of the source, counted from 0; of a preformatted block also the blank ones
    text: str
    number: int = 0  # the level of a heading, the number of an item
    list_number: int = 0  # of an item: its list, counted from 0
    strong: tuple[int, int] | None = None  # where a speaker's name begins and ends in the text


@dataclass(frozen=True, slots=True)
class TextForm:
    """What the lines of a text are, beside paragraphs. Lines are those of the source, counted from 0."""

    headings: Mapping[int, int] = field(default_factory=dict)  # with their levels
    lists: Sequence[Sequence[int]] = ()  # the items of each list
    joins: Sequence[Join] = ()
    preformatted: Sequence[tuple[int, ...]] = ()  # the lines of each block, with the blank ones
    strong: Mapping[int, tuple[int, int]] = field(default_factory=dict)  # where the names of speakers begin and end


_BACKTICKS = re.compile("`{3,}")


def write_markdown(front: FrontMatter, blocks: Sequence[TextBlock]) -> bytes:
    """The file's bytes."""
    return (front_matter(front) + write_body(blocks)).encode()


def compose_blocks(form: TextForm, texts: Mapping[int, str]) -> list[TextBlock]:
    """The blocks in order. `texts` has each line of the body without what was stripped from it."""
    items = {
        line: (number, position)
        for position, lines in enumerate(form.lists)
        for number, line in enumerate(lines, start=1)
    }
    preformatted = {lines[0]: lines for lines in form.preformatted}
    inside = {line for lines in form.preformatted for line in lines}
    parts = lines_of_paragraphs(texts, form.joins)
    blocks: list[TextBlock] = []
    for number, text in joined_texts(texts, form.joins).items():
        lines = tuple(parts[number])
        if number in preformatted:
            lines = preformatted[number]
            blocks.append(TextBlock("preformatted", lines, "\n".join(texts.get(line, "") for line in lines)))
        elif number in inside:
            continue
        elif number in items:
            blocks.append(TextBlock("item", lines, text, *items[number]))
        elif number in form.headings:
            blocks.append(TextBlock("heading", lines, text, form.headings[number]))
        else:
            blocks.append(TextBlock("paragraph", lines, text, strong=form.strong.get(number)))
    return blocks


def write_body(blocks: Sequence[TextBlock]) -> str:
    """The Markdown of the blocks, with one line end at its end."""
    parts: list[str] = []
    before: TextBlock | None = None
    for block in blocks:
        follows_item = before is not None and before.kind == block.kind == "item"
        if follows_item and before is not None and before.list_number == block.list_number:
            parts[-1] += f"\n{block_markdown(block)}"
        else:
            parts.append(block_markdown(block))
        before = block
    return "\n\n".join(parts) + "\n"


def block_markdown(block: TextBlock) -> str:
    """The Markdown of the block. Lists alternate between `.` and `)`, because two adjacent lists of one kind merge."""
    if block.kind == "item":
        return f"{block.number}{'.)'[block.list_number % 2]} {escape(block.text, 'item')}"
    if block.kind == "heading":
        return f"{'#' * block.number} {escape(block.text, 'heading')}"
    if block.kind == "preformatted":
        fence = fence_for(block.text)
        return f"{fence}\n{block.text}\n{fence}"
    if block.strong:
        start, end = block.strong
        before, name, after = block.text[:start], block.text[start:end], block.text[end:]
        # What follows the name is inside the line, where nothing begins a block, as in a heading.
        return f"{escape(before, 'paragraph')}**{escape(name, 'heading')}**{escape(after, 'heading')}"
    return escape(block.text, "paragraph")


def fence_for(text: str) -> str:
    """A fence that the text does not close (CommonMark 0.31, section 4.5)."""
    longest = max((len(match[0]) for match in _BACKTICKS.finditer(text)), default=2)
    return "`" * (longest + 1)
