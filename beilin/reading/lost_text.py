"""Text that Markdown itself leaves out is reported: every word of an article is on its page, or a problem names it.

A table drops the cells beyond the columns of its head (GFM, section 4.10), and of two definitions of one footnote, or
of one link, only one is used.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_block.table import escapedSplit, getLine
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.footnote.index import footnote_def

from beilin.reading.body_context import BodyContext
from beilin.reading.math.tables import PIPE, with_opaque_pipes

_SPARE_CELLS = "cells that tables leave out"  # in markdown-it's `env`: (line, their text)
_FOOTNOTES = "footnotes defined twice"  # likewise: (line of the definition that is left out, label)
_LINES = "lines of footnotes"  # likewise: by label


def noted_losses(md: MarkdownIt) -> None:
    """A markdown-it plugin: note what is left out. The plugins for tables and footnotes must be there."""
    md.block.ruler.at("table", with_opaque_pipes(_table), {"alt": ["paragraph", "reference"]})
    md.block.ruler.at("footnote_def", _footnote, {"alt": ["paragraph", "reference"]})
    md.core.ruler.before("footnote_tail", "nested_footnotes", _lift_nested_footnotes)


def report_lost_text(env: Mapping[str, Any], context: BodyContext) -> None:
    """Report what was noted while the text was parsed with this `env`."""
    for line, cells in env.get(_SPARE_CELLS, ()):
        message = f"the table has no column for {cells!r}, so it is not shown"
        hint = "Add a cell to the table's first two rows, or write \\| for a bar inside a cell, in code as well."
        context.report("spare-cells", message, line, hint)
    for line, label in env.get(_FOOTNOTES, ()):
        message = f"the footnote {label!r} is defined again below, so this text is not shown"
        context.report("defined-twice", message, line, "Give one of them a different label.")
    for reference in env.get("duplicate_refs", ()):
        label, line = reference["label"], reference["map"][0]
        message = f"the link {label!r} is defined already, so the address {reference['href']!r} is not used"
        context.report("defined-twice", message, line, "Give one of them a different label.")


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not table(state, start, end, silent):
        return False
    if not silent:
        columns = len(_cells(state, start))
        for line in range(start + 2, state.line):
            if spare := [cell for cell in map(mdTrim, _cells(state, line)[columns:]) if cell]:
                state.env.setdefault(_SPARE_CELLS, []).append((line, " | ".join(spare).replace(PIPE, "|")))
    return True


def _cells(state: StateBlock, line: int) -> list[str]:
    """The cells of the row, without the empty ones before its first and after its last vertical bar."""
    cells = escapedSplit(mdTrim(getLine(state, line)))
    return cells[cells[0] == "" : len(cells) - (len(cells) > 1 and cells[-1] == "")]


def _footnote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    count = len(state.tokens)
    if not footnote_def(state, start, end, silent):
        return False
    if not silent:
        label = state.tokens[count].meta["label"]
        lines: dict[str, int] = state.env.setdefault(_LINES, {})
        if label in lines:
            state.env.setdefault(_FOOTNOTES, []).append((lines[label], label))
        lines[label] = start
    return True


def _lift_nested_footnotes(state: StateCore) -> None:
    """Put each footnote that is defined within another one before it, because `footnote_tail` knows no nesting."""
    if "footnotes" not in state.env:
        return
    outer: list[list[Token]] = [[]]
    lifted: list[Token] = []
    for token in state.tokens:
        if token.type == "footnote_reference_open":
            outer.append([])
        outer[-1].append(token)
        if token.type == "footnote_reference_close":
            done = outer.pop()
            if len(outer) > 1:
                lifted += done
            else:
                outer[0] += [*lifted, *done]
                lifted = []
    state.tokens = outer[0]
