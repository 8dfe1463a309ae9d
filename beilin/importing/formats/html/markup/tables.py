"""Handlers of tables: pipe tables if these can hold them, else raw HTML. Tables for layout are dissolved."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from html import escape

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import HEADINGS, integer, name_of, style_of
from beilin.importing.formats.html.markup.furniture import reason_to_leave_out
from beilin.importing.formats.html.markup.inline import write_line
from beilin.importing.formats.html.markup.parsing import WITHOUT_TEXT, all_text
from beilin.importing.formats.html.markup.raw import html_of
from beilin.importing.formats.html.markup.reading_back import letters_shown
from beilin.importing.formats.html.markup.runs import Marks, Run, text_of_runs, without_strong
from beilin.importing.formats.html.markup.state import Made, Walk
from beilin.importing.markdown.blocks import write_blocks

MAX_PIPE_WIDTH = 400  # characters of a row that people still edit as a pipe table
MAX_LAYOUT_CELL = 400  # characters in paragraphs of a cell, from which a table without header cells is one for layout
MAX_SPAN = 1000  # HTML, section 4.9.11
_DELIMITERS = {"": "---", "left": ":---", "center": ":-:", "right": "---:"}
_ROW_PARTS = frozenset({"", "thead", "tbody", "tfoot", "tr", "colgroup", "col"})
_OUTSIDE = ("misplaced", "in a table, but not in a cell")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table."""

    runs: tuple[Run, ...] | None  # None if it has blocks other than one line of text
    pieces: tuple[Made, ...]  # the blocks in it
    is_header: bool
    columns: int = 1
    rows: int = 1
    align: str = ""


def table(walk: Walk, element: HtmlElement, _marks: Marks, depth: int) -> bool:
    """`<table>`."""
    rows = [row for row in element.iter("tr") if _table_of(row) is element and not reason_to_leave_out(row)]
    cells = [cell for row in rows for cell in row if name_of(cell) in ("td", "th")]
    if _is_layout(element, rows, cells):
        return False
    walk.end_paragraph()
    caption = next((child for child in element if name_of(child) == "caption"), None)
    grid = [[_read_cell(walk, cell, depth) for cell in row if cell in cells] for row in rows]
    title = _read_caption(walk, caption, depth)
    _leave_out_rest(walk, element, {*rows, *cells, *([] if caption is None else [caption])})
    if not any(cell.pieces for row in grid for cell in row) and not title:
        walk.end_paragraph()
        return True
    grid = [row for row in grid if row]
    heads = next((number for number, row in enumerate(grid) if not all(cell.is_header for cell in row)), len(grid))
    blocks = " ".join(piece.block.text for row in grid for cell in row for piece in cell.pieces)
    text = f"{text_of_runs(title)} {blocks}" if title else blocks
    written = "" if title else _pipe_table(grid, heads)
    if not written or letters_shown(written) != "".join(
        piece.letters for row in grid for c in row for piece in c.pieces
    ):
        written = _raw_table(grid, heads, title)
    walk.add("table", text, written, element)
    return True


def _table_of(element: HtmlElement) -> HtmlElement | None:
    return next(element.iterancestors("table"), None)


def _is_layout(table: HtmlElement, rows: Sequence[HtmlElement], cells: Sequence[HtmlElement]) -> bool:
    """Whether the table only places what is in it."""
    if (table.get("role") or "").lower() in ("presentation", "none") or len(cells) < 2:
        return True
    if any(True for _ in table.iter(*HEADINGS, "table", "article", "main") if _ is not table):
        return True
    if (
        any(name_of(cell) == "th" for cell in cells)
        or table.find("caption") is not None
        or table.find("thead") is not None
    ):
        return False
    if len(rows) < 2 or all(len([cell for cell in row if cell in cells]) < 2 for row in rows):
        return True
    return any(
        sum(len(all_text(paragraph)) for paragraph in cell.iter("p")) > MAX_LAYOUT_CELL
        and len(list(cell.iter("p"))) > 1
        for cell in cells
    )


def _read_cell(walk: Walk, element: HtmlElement, depth: int) -> Cell:
    with walk.apart() as made:
        walk.content(element, (), depth + 1)
    pieces = walk.keep_set_aside(made)
    runs: list[Run] | None = []
    for piece in pieces:
        if piece.block.kind != "paragraph" or piece.block.containers or runs is None:
            runs = None
        else:
            runs += [Run("", (), "break"), *piece.runs] if runs else piece.runs
    columns, rows = (min(max(integer(element.get(name), 1), 1), MAX_SPAN) for name in ("colspan", "rowspan"))
    is_header = name_of(element) == "th"
    shown = None if runs is None else tuple(without_strong(runs) if is_header else runs)
    return Cell(shown, tuple(pieces), is_header, columns, rows, _alignment(element))


def _alignment(element: HtmlElement) -> str:
    match = re.search(r"text-align\s*:\s*(left|right|center)", style_of(element), re.IGNORECASE)
    align = (match[1] if match else element.get("align") or "").lower()
    return align if align in _DELIMITERS else ""


def _read_caption(walk: Walk, caption: HtmlElement | None, depth: int) -> list[Run]:
    if caption is None:
        return []
    with walk.apart() as made:
        walk.content(caption, (), depth + 1)
    pieces = walk.keep_set_aside(made)
    return [run for number, piece in enumerate(pieces) for run in ([Run(" ")] * (number > 0) + list(piece.runs))]


def _leave_out_rest(walk: Walk, table: HtmlElement, kept: Container[HtmlElement]) -> None:
    """Text of the table that is in no row of it, and rows that are not shown."""
    nodes = [node for node in table.iter() if node is table or (_table_of(node) is table)]
    for node in nodes:
        name = name_of(node)
        if name == "tr" and node not in kept:
            walk.leave_out(node, *(reason_to_leave_out(node) or ("hidden", "in a part of the table that is not shown")))
        elif name in ("table", "thead", "tbody", "tfoot", "tr", "colgroup"):
            walk.leave_out_text(node.text or "", node, *_OUTSIDE)
            for child in node:
                if child not in kept and name_of(child) not in _ROW_PARTS and name_of(child) not in WITHOUT_TEXT:
                    walk.leave_out(child, *_OUTSIDE)
                walk.leave_out_text(child.tail or "", node, *_OUTSIDE)


def _pipe_table(grid: Sequence[Sequence[Cell]], heads: int) -> str:
    """The rows as a pipe table (GFM 0.29, section 4.10); "" if it cannot hold them."""
    cells = [cell for row in grid for cell in row]
    if heads > 1 or any(cell.runs is None or cell.columns > 1 or cell.rows > 1 for cell in cells):
        return ""
    if any(cell.is_header for row in grid[heads:] for cell in row) or not (heads or _may_be_header(grid)):
        return ""
    width = max(len(row) for row in grid)
    lines = [[write_line(cell.runs or (), "cell").markdown for cell in row] + [""] * (width - len(row)) for row in grid]
    if len(grid[0]) < width or max(sum(map(len, line)) for line in lines) > MAX_PIPE_WIDTH:
        return ""
    aligned = [{row[column].align for row in grid if column < len(row)} for column in range(width)]
    delimiters = [_DELIMITERS[min(one)] if len(one) == 1 else "---" for one in aligned]
    written = [_row(lines[0]), f"|{'|'.join(delimiters)}|", *(_row(line) for line in lines[1:])]
    return "\n".join(written)


def _row(cells: Sequence[str]) -> str:
    return "".join(f"| {cell} " if cell else "| " for cell in cells) + "|"


def _may_be_header(grid: Sequence[Sequence[Cell]]) -> bool:
    """Whether the first row, without header cells, has the names of the columns."""
    names = [text_of_runs(cell.runs or ()).strip() for cell in grid[0]]
    return len(grid) > 2 and all(name and not name[0].isdigit() for name in names) and len(set(names)) == len(names)


def _raw_table(grid: Sequence[Sequence[Cell]], heads: int, caption: Sequence[Run]) -> str:
    """The rows as HTML (docs/writing.md, section Raw HTML); a cell with more than a line of text has Markdown."""
    lines = ["<table>"]
    if caption:
        lines.append(f"<caption>{html_of(caption) or escape(text_of_runs(caption), quote=False)}</caption>")
    for number, row in enumerate(grid):
        if row:
            lines += ["<thead>"] * (number == 0 < heads) + ["<tbody>"] * (number == heads)
            lines.append(f"<tr>{''.join(map(_raw_cell, row))}</tr>")
            lines += ["</thead>"] * (number + 1 == heads)
    lines += ["</tbody>"] * (heads < len(grid)) + ["</table>"]
    return "\n".join(lines)


def _raw_cell(cell: Cell) -> str:
    name = "th" if cell.is_header else "td"
    attributes = f' colspan="{cell.columns}"' * (cell.columns > 1) + f' rowspan="{cell.rows}"' * (cell.rows > 1)
    attributes += f' align="{cell.align}"' if cell.align else ""
    html = html_of(cell.runs) if cell.runs is not None else None
    content = f"\n\n{write_blocks([piece.block for piece in cell.pieces])}\n\n" if html is None else html
    return f"<{name}{attributes}>{content}</{name}>"
