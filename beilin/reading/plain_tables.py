"""A fast path for tables of plain text whose rows all have a bar at both ends, and as many cells."""

from __future__ import annotations

import re
from html import escape

from markdown_it.common.utils import mdTrim

from beilin.model import TextBlock
from beilin.reading.flow import Flow
from beilin.reading.plain_inline import escape_plain
from beilin.reading.text_blocks import WHITE_SPACE

# A cell of the second row, by whether it has a colon at its left and right end (GFM, section 4.10).
_DELIMITER = re.compile("(:?)-+(:?)")
_ALIGNMENTS = {("", ""): "", (":", ""): "left", ("", ":"): "right", (":", ":"): "center"}


def add_table(flow: Flow, rows: list[str], label: str) -> bool:
    """Add the table with these rows, without markup in them; returns whether that is possible.

    `label` is the accessible name of a table.
    """
    if not all(len(row) > 1 and row[-1] == "|" for row in rows):
        return False
    head, delimiters, *body = (row[1:-1].split("|") for row in rows)
    styles = []
    for delimiter in delimiters:
        match = _DELIMITER.fullmatch(mdTrim(delimiter))
        if match is None:
            return False
        alignment = _ALIGNMENTS[match[1], match[2]]
        styles.append(f' style="text-align:{alignment}">' if alignment else ">")
    if len(head) != len(styles) or any(len(cells) != len(styles) for cells in body):
        return False
    blocks: list[TextBlock] = []
    pieces = [f'<div class="table" role="group" aria-label="{escape(label)}" tabindex="0">\n<table>\n<thead>\n']
    pieces += (_row(head, "th", styles, blocks), "</thead>\n")
    if body:
        pieces += ("<tbody>\n", *[_row(cells, "td", styles, blocks) for cells in body], "</tbody>\n")
    flow.pieces += (*pieces, "</table>\n</div>\n")
    flow.blocks += blocks
    return True


def _row(cells: list[str], tag: str, styles: list[str], blocks: list[TextBlock]) -> str:
    """The HTML of a row, whose texts are added to the blocks."""
    pieces = ["<tr>\n"]
    for cell, style in zip(cells, styles, strict=True):
        text = mdTrim(cell)
        pieces.append(f"<{tag}{style}{escape_plain(text)}</{tag}>\n")
        blocks.append(TextBlock("", text.strip(WHITE_SPACE), "cell"))
    pieces.append("</tr>\n")
    return "".join(pieces)
