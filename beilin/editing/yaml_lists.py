"""Edits of YAML lists that keep their style: flow or block, quotes, indents and comments."""

from __future__ import annotations

import re
from collections.abc import Sequence

from beilin.editing.edits import CannotEditError, Edit
from beilin.editing.yaml_edits import as_scalar, insert_key, replace_scalar
from beilin.editing.yaml_spans import (
    LINE_END,
    end_of,
    indent_at,
    insert_line_below,
    newline_of,
    start_of_line,
)
from beilin.text.yaml import strict as ys

_BLANKS_AND_COMMENT = re.compile(r"[ \t]*(#[^\r\n]*)?")
_DASH = re.compile(r"[ ]*-[ \t]+")
_COMMA = re.compile(r"\s*,[ \t]*")


def change_items(text: str, items: ys.Sequence, removed: Sequence[int], added: Sequence[str]) -> list[Edit]:
    """The list, which has items, without those at the positions `removed` (from 0, ascending) and with those `added`.

    The first new items take the positions of the first removed ones; the values are then those of `changed_items`.
    """
    edits = [replace_scalar(items.items[position], value) for position, value in zip(removed, added, strict=False)]
    if len(added) > len(removed):
        edits += [_append(text, items, added[len(removed) :])]
    rest = removed[len(added) :]
    if items.is_flow and len(rest) > 1:
        return edits + [_remove_run(text, items, run) for run in _runs(rest)]
    return edits + [remove_item(text, items, position) for position in rest]


def changed_items(values: Sequence[str], removed: Sequence[int], added: Sequence[str]) -> tuple[str, ...]:
    """What `change_items` makes of a list of these values."""
    replaced = dict(zip(removed, added, strict=False))
    kept = [replaced.get(n, value) for n, value in enumerate(values) if n in replaced or n not in removed]
    return (*kept, *added[len(removed) :])


def add_to_list(
    text: str, mapping: ys.Mapping, key: str, values: Sequence[str], below: Sequence[str] = ()
) -> list[Edit]:
    """The values at the end of the mapping's list under `key`; a missing list is inserted as by `insert_key`."""
    if not values:
        return []
    node = mapping.items.get(key)
    if isinstance(node, ys.Sequence):
        return [_append(text, node, values)]
    new_list = f"[{', '.join(map(as_scalar, values))}]"
    if isinstance(node, ys.Scalar) and node.text is None:
        gap = "" if text[node.start - 1 : node.start].isspace() else " "
        return [Edit(node.start, node.end, gap + new_list)]
    if node is not None:
        raise CannotEditError(f"{key} must be a list", node.line)
    return [insert_key(text, mapping, key, new_list, below)]


def remove_item(text: str, items: ys.Sequence, position: int) -> Edit:
    """The list without the item at that position (from 0). A comment behind the item stays."""
    item = items.items[position]
    if not items.is_flow:
        start = item.start - len(_dash_before(text, item))
        end = end_of(item)
        comment = _BLANKS_AND_COMMENT.match(text, end)
        assert comment
        if comment[1]:
            return Edit(start + len(indent_at(text, start)), comment.start(1), "")
        line_end = LINE_END.match(text, comment.end())
        if line_end is None:  # the last line of a text that has no line end there
            return Edit(start - len(newline_of(text)) if start else start, comment.end(), "")
        return Edit(start, line_end.end(), "")
    if position + 1 < len(items.items):
        return _remove_before(text, item, items.items[position + 1].start)
    before = end_of(items.items[position - 1]) if position else item.start
    # After a comment only the item is removed; a list may end in a comma.
    return Edit(item.start if "#" in text[before : item.start] else before, end_of(item), "")


def _append(text: str, items: ys.Sequence, values: Sequence[str]) -> Edit:
    edits = [_append_item(text, items, value) for value in values]
    separator = ", " if items.is_flow and not items.items else ""
    return Edit(edits[0].start, edits[0].end, separator.join(edit.text for edit in edits))


def _append_item(text: str, items: ys.Sequence, value: str) -> Edit:
    """The list with a new last item, in the list's style and its last item's quotes."""
    last = items.items[-1] if items.items else None
    quotes = last.quotes if isinstance(last, ys.Scalar) and last.quotes in ("'", '"') else ""
    if items.is_flow:
        if last is None:
            return Edit(items.start + 1, items.start + 1, as_scalar(value, quotes))
        return Edit(end_of(last), end_of(last), f", {as_scalar(value, quotes)}")
    assert last is not None  # a block list has items
    return insert_line_below(text, end_of(last), f"{_dash_before(text, last)}{as_scalar(value, quotes)}")


def _dash_before(text: str, item: ys.Node) -> str:
    """The indent, the hyphen and the space before an item of a block list."""
    match = _DASH.match(text, start_of_line(text, item.start))
    if not match or match.end() != item.start:
        raise CannotEditError("write each item of the list on its own line, after its hyphen", item.line)
    return match[0]


def _remove_before(text: str, item: ys.Node, following: int) -> Edit:
    """The item of a flow list and its comma, up to the next item, or up to a comment between them."""
    comma = _COMMA.match(text, end_of(item))
    if not comma:
        raise CannotEditError("a comment stands before a comma; put the comma first", item.line)
    return Edit(item.start, comma.end() if "#" in text[comma.end() : following] else following, "")


def _runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """The positions as (first, last) of each unbroken run."""
    runs: list[tuple[int, int]] = []
    for position in positions:
        if runs and runs[-1][1] == position - 1:
            runs[-1] = (runs[-1][0], position)
        else:
            runs.append((position, position))
    return runs


def _remove_run(text: str, items: ys.Sequence, run: tuple[int, int]) -> Edit:
    """The flow list without the items from the first position to the last."""
    first, last = run
    if first == last:
        return remove_item(text, items, first)
    if last + 1 < len(items.items):
        edit = Edit(items.items[first].start, items.items[last + 1].start, "")
    else:
        edit = Edit(end_of(items.items[first - 1]) if first else items.items[0].start, end_of(items.items[last]), "")
    if "#" in text[edit.start : edit.end]:
        message = "write this list with a hyphen before each item, because several are to be removed"
        raise CannotEditError(message, items.line)
    return edit
