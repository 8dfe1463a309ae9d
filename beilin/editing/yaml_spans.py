"""Where YAML nodes and lines begin and end in the text that they were parsed from, with spans."""

from __future__ import annotations

import re

from beilin.editing.edits import Edit
from beilin.text.yaml import strict as ys

LINE_END = re.compile(r"\r\n|\n|\r")
_REST_OF_LINE = re.compile(r"[^\r\n]*")


def end_of(node: ys.Node) -> int:
    """Where the written part of the node ends; the parser's end of a block may be lines below."""
    match node:
        case ys.Sequence(is_flow=False, items=items) if items:
            return end_of(items[-1])
        case ys.Mapping(is_flow=False, items=entries, keys=keys) if entries:
            name = next(reversed(entries))
            return max(end_of(entries[name]), keys[name].end)
    return node.end


def ends_in_block_text(node: ys.Node) -> bool:
    """Whether the node is text written as a block (| or >), or ends in such text."""
    match node:
        case ys.Sequence(is_flow=False, items=items) if items:
            return ends_in_block_text(items[-1])
        case ys.Mapping(is_flow=False, items=entries) if entries:
            return ends_in_block_text(next(reversed(entries.values())))
        case ys.Scalar(quotes=quotes):
            return quotes in ("|", ">")
    return False


def insert_line_below(text: str, end: int, line: str) -> Edit:
    """A line below the one on which something ends at `end`; a comment behind that stays in its place."""
    rest = _REST_OF_LINE.match(text, end)
    assert rest
    line_end = LINE_END.match(text, rest.end())
    if line_end:
        return Edit(line_end.end(), line_end.end(), line + line_end[0])
    return Edit(rest.end(), rest.end(), newline_of(text) + line)


def start_of_line(text: str, position: int) -> int:
    """Where the line of the position begins."""
    return max(text.rfind("\n", 0, position), text.rfind("\r", 0, position)) + 1


def indent_at(text: str, position: int) -> str:
    """The spaces at the beginning of the position's line."""
    line = text[start_of_line(text, position) :]
    return line[: len(line) - len(line.lstrip(" "))]


def newline_of(text: str) -> str:
    """The first line end of the text, which new lines get too."""
    match = LINE_END.search(text)
    return match[0] if match else "\n"
