"""Edits of YAML that leave every other byte as it is: comments, order, quotes, line ends, and the style of lists.

All functions take the whole text that the nodes were parsed from, with spans, and answer with edits of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from beilin.editing.edits import Edit, NoEditError
from beilin.text.yaml import strict as ys
from beilin.text.yaml.writing import yaml_text

_LINE_END = re.compile(r"\r\n|\n|\r")
_BLANKS_AND_COMMENT = re.compile(r"[ \t]*(#[^\r\n]*)?")


def written(value: str, quotes: str = "") -> str:
    """The value as a scalar on one line, plain or in these quotes where it can be."""
    if quotes == "'" and value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    if quotes == '"':
        quoted = yaml_text(value)
        return quoted if quoted.startswith('"') else f'"{quoted}"'
    return value if _is_plain(value) else yaml_text(value)


def replace_scalar(node: ys.Node, value: str) -> Edit:
    """Another value at the node's place, in its quotes. Raises NoEditError where the node is not on one line."""
    if not isinstance(node, ys.Scalar):
        raise NoEditError("a single value must stand here", node.line)
    if node.quotes in ("|", ">"):
        raise NoEditError("write this value on one line, without | or >", node.line)
    return Edit(node.start, node.end, written(value, node.quotes))


def append_item(text: str, items: ys.Sequence, value: str) -> Edit:
    """The value as the list's new last item, in the list's style, and its last item's quotes."""
    last = items.items[-1] if items.items else None
    quotes = last.quotes if isinstance(last, ys.Scalar) and last.quotes in ("'", '"') else ""
    if items.is_flow:
        if last is None:
            return Edit(items.start + 1, items.start + 1, written(value, quotes))
        return Edit(_end(last), _end(last), f", {written(value, quotes)}")
    assert last is not None  # a block has items
    return _line_below(text, _end(last), f"{_dash_before(text, last)}{written(value, quotes)}")


def remove_item(text: str, items: ys.Sequence, number: int) -> Edit:
    """The list without that item (from 0). A comment behind the item stays."""
    item = items.items[number]
    if not items.is_flow:
        start = item.start - len(_dash_before(text, item))
        end = _end(item)
        comment = _BLANKS_AND_COMMENT.match(text, end)
        assert comment
        if comment[1]:
            return Edit(start + len(_indent_at(text, start)), comment.start(1), "")
        line_end = _LINE_END.match(text, comment.end())
        if line_end is None:  # the last line of a text without an end of line
            return Edit(_end_of_line_before(text, start), comment.end(), "")
        return Edit(start, line_end.end(), "")
    if number + 1 < len(items.items):
        return _remove_before(text, item, items.items[number + 1].start)
    before = _end(items.items[number - 1]) if number else item.start
    # Behind a comment only the item goes; a list may end in a comma.
    return Edit(item.start if "#" in text[before : item.start] else before, _end(item), "")


def change_items(text: str, items: ys.Sequence, gone: Sequence[int], added: Sequence[str]) -> list[Edit]:
    """The list, which has items, without those at the places `gone` (from 0, ascending) and with those `added`.

    The first ones that come take the places of the first ones that go; the values are then those of `changed_items`.
    """
    edits = [replace_scalar(items.items[place], value) for place, value in zip(gone, added, strict=False)]
    if len(added) > len(gone):
        edits += [_append(text, items, added[len(gone) :])]
    left = gone[len(added) :]
    if items.is_flow and len(left) > 1:
        return edits + [_remove_run(text, items, run) for run in _runs(left)]
    return edits + [remove_item(text, items, place) for place in left]


def changed_items(values: Sequence[str], gone: Sequence[int], added: Sequence[str]) -> tuple[str, ...]:
    """What `change_items` makes of a list of these values."""
    places = dict(zip(gone, added, strict=False))
    kept = [places.get(n, value) for n, value in enumerate(values) if n in places or n not in gone]
    return (*kept, *added[len(gone) :])


def add_to_list(
    text: str, mapping: ys.Mapping, key: str, values: Sequence[str], below: Sequence[str] = ()
) -> list[Edit]:
    """The values at the end of the mapping's list under `key`; where there is none it is made as by `insert_key`."""
    if not values:
        return []
    node = mapping.items.get(key)
    if isinstance(node, ys.Sequence):
        return [_append(text, node, values)]
    listed = f"[{', '.join(map(written, values))}]"
    if isinstance(node, ys.Scalar) and node.text is None:
        gap = "" if text[node.start - 1 : node.start].isspace() else " "
        return [Edit(node.start, node.end, gap + listed)]
    if node is not None:
        raise NoEditError(f"{key} must be a list", node.line)
    return [insert_key(text, mapping, key, listed, below)]


def insert_key(text: str, mapping: ys.Mapping, key: str, value: str, below: Sequence[str] = ()) -> Edit:
    """A new entry of the mapping; `value` is YAML on one line.

    It comes below the first of the keys `below` that is there, else at the end. No line can be added safely under text
    that is written as a block (| or >); then it comes further up.
    """
    if mapping.is_flow:
        entries = list(mapping.items.values())
        place = _end(entries[-1]) if entries else mapping.start + 1
        return Edit(place, place, f"{', ' if entries else ''}{key}: {value}")
    first = next(iter(mapping.keys.values()))
    line = f"{_indent_at(text, first.start)}{key}: {value}"
    for name in [*below, *reversed(mapping.items)]:
        if name in mapping.items and not _is_block(mapping.items[name]):
            return _line_below(text, max(_end(mapping.items[name]), mapping.keys[name].end), line)
    start = _start_of_line(text, first.start)
    return Edit(start, start, line + _newline_of(text))


def _end(node: ys.Node) -> int:
    """Where what is written of the node ends; the mark of a block's end may stand lines below."""
    match node:
        case ys.Sequence(is_flow=False, items=items) if items:
            return _end(items[-1])
        case ys.Mapping(is_flow=False, items=entries, keys=keys) if entries:
            name = next(reversed(entries))
            return max(_end(entries[name]), keys[name].end)
    return node.end


def _is_block(node: ys.Node) -> bool:
    match node:
        case ys.Sequence(is_flow=False, items=items) if items:
            return _is_block(items[-1])
        case ys.Mapping(is_flow=False, items=entries) if entries:
            return _is_block(next(reversed(entries.values())))
        case ys.Scalar(quotes=quotes):
            return quotes in ("|", ">")
    return False


def _line_below(text: str, end: int, line: str) -> Edit:
    """A line under the one on which something ends at `end`; a comment behind that stays where it is."""
    rest = re.compile(r"[^\r\n]*").match(text, end)
    assert rest
    line_end = _LINE_END.match(text, rest.end())
    if line_end:
        return Edit(line_end.end(), line_end.end(), line + line_end[0])
    return Edit(rest.end(), rest.end(), _newline_of(text) + line)


def _dash_before(text: str, item: ys.Node) -> str:
    """The indent, the hyphen and the space before an item of a block list."""
    match = re.compile(r"[ ]*-[ \t]+").match(text, _start_of_line(text, item.start))
    if not match or match.end() != item.start:
        raise NoEditError("write each item of the list on a line of its own, behind its hyphen", item.line)
    return match[0]


def _remove_before(text: str, item: ys.Node, following: int) -> Edit:
    """The item of a flow list and its comma, up to the next item, or up to a comment that stands between."""
    comma = re.compile(r"\s*,[ \t]*").match(text, _end(item))
    if not comma:
        raise NoEditError("a comment stands before a comma; put the comma first", item.line)
    return Edit(item.start, comma.end() if "#" in text[comma.end() : following] else following, "")


def _runs(places: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _remove_run(text: str, items: ys.Sequence, run: tuple[int, int]) -> Edit:
    """A flow list without the items from one place to another."""
    first, last = run
    if first == last:
        return remove_item(text, items, first)
    if last + 1 < len(items.items):
        edit = Edit(items.items[first].start, items.items[last + 1].start, "")
    else:
        edit = Edit(_end(items.items[first - 1]) if first else items.items[0].start, _end(items.items[last]), "")
    if "#" in text[edit.start : edit.end]:
        raise NoEditError("write this list with a hyphen before each item, for several are to go", items.line)
    return edit


def remove_entry(text: str, mapping: ys.Mapping, key: str) -> Edit:
    """The mapping, written as a block, without that entry, which goes whole with the comments inside it.

    Comments above it and below it stay, and of two blank lines that would meet there one.
    """
    place, node = mapping.keys[key], mapping.items[key]
    start = _start_of_line(text, place.start)
    if mapping.is_flow or text[start : place.start].strip():
        raise NoEditError("write each entry on lines of its own, without braces around all", place.line)
    end = max(_end(node), place.end)
    if _is_block(node):  # its mark of the end may stand below blank lines
        end = len(text[:end].rstrip())
    lines = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)").match(text, end)
    assert lines
    end = lines.end()
    blank = re.compile(r"[ \t]*(?:\r\n|\n|\r)").match(text, end)
    before = text[:start].splitlines()
    if blank and (not before or not before[-1].strip()):
        end = blank.end()
    return Edit(start, end, "")


def _append(text: str, items: ys.Sequence, values: Sequence[str]) -> Edit:
    edits = [append_item(text, items, value) for value in values]
    between = ", " if items.is_flow and not items.items else ""
    return Edit(edits[0].start, edits[0].end, between.join(edit.text for edit in edits))


def _indent_at(text: str, position: int) -> str:
    match = re.compile(r"[ ]*").match(text, _start_of_line(text, position))
    return match[0] if match else ""


def _start_of_line(text: str, position: int) -> int:
    return max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1


def _end_of_line_before(text: str, start: int) -> int:
    return start - len(_newline_of(text)) if start else start


def _newline_of(text: str) -> str:
    match = _LINE_END.search(text)
    return match[0] if match else "\n"


def _is_plain(value: str) -> bool:
    """Whether the value may stand without quotes anywhere, for this reader and for those of YAML 1.1."""
    if not value.isprintable():
        return False
    try:
        places = [ys.to_plain(ys.parse_yaml(text)) for text in (f"[{value}]", f"- {value}", f"key: {value}")]
        return places == [[value], [value], {"key": value}] and yaml.safe_load(f"[{value}]") == [value]
    except (ys.YamlError, yaml.YAMLError, ValueError):
        return False
