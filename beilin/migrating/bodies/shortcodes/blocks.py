"""Blocks whose first line has a mark, and which end with a line or with their indentation."""

from __future__ import annotations

import re
from dataclasses import replace

from beilin.migrating.bodies.protected import protect
from beilin.migrating.bodies.shortcodes.arguments import split_arguments
from beilin.migrating.bodies.shortcodes.call import Call
from beilin.migrating.bodies.shortcodes.lines import Lines, lines_of

# Python-Markdown's admonitions; PyMdown Extensions' details and tabs.
_INDENTED = re.compile(
    r"(?P<margin>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<mark>!!!|\?\?\?\+?|===[!+]?)[ \t]+"
    r"(?P<words>[^\"\n]*)(?:\"(?P<title>[^\n]*)\")?[ \t]*\Z"
)
_FENCE = re.compile(
    r"(?P<margin>[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?)(?P<mark>:{3,}|/{3,})[ \t]*+(?P<rest>[^\n]*+)\Z"
)
_NAME = re.compile(r"(?P<name>[^\s\[\]{}|:/]+)?[ \t]*(?P<rest>.*)", re.DOTALL)
_LABEL = re.compile(r"\[(?P<label>.*)\](?:\{(?P<inner>[^{}]*)\})?\Z")
_BRACES = re.compile(r"\{(?P<inner>[^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)")
_TAB_LINE = re.compile(r"[ \t]*@tab(?::active)?(?P<label>[ \t][^\n]*)?\Z")
_LEAF = re.compile(
    r"[ \t]*::(?P<name>[A-Za-z][\w-]*)(?:\[(?P<label>[^\[\]\n]*)\])?(?:\{(?P<attributes>[^{}\n]*)\})?[ \t]*\Z"
)


def find_indented(text: str) -> tuple[Call, ...]:
    """`!!! kind "title"`, `??? kind "title"` and `=== "label"`, with what is indented by four columns below them.

    The name of a call is its mark without further signs; its arguments are the words and, if it has one, the title.
    """
    if not any(mark in text for mark in ("!!!", "???", "===")):
        return ()
    lines, protected = lines_of(text), protect(text)
    calls: list[Call] = []
    for index, start in enumerate(lines.starts):
        match = _INDENTED.match(text[start : lines.end(start)])
        if match is None or (match["mark"][:3] == "===" and match["title"] is None):
            continue
        if protected.at(start + match.start("mark")):
            continue
        named = {} if match["title"] is None else {"title": match["title"]}
        if match["mark"] == "???+":
            named["open"] = "true"
        mark = start + match.start("mark")
        words = tuple(match["words"].split())
        call = Call(match["mark"][:3], mark, lines.end(start), words, named, match["words"].strip(), indent=4)
        if end := _end_of_indented(lines, index, len(lines.margin(mark).expandtabs(4)) + 4):
            call = replace(call, closing=(end, end))
        calls.append(call)
    return tuple(calls)


def _end_of_indented(lines: Lines, index: int, column: int) -> int:
    """Where the last line ends that is indented so far; 0 if there is none."""
    end = 0
    for start in lines.starts[index + 1 :]:
        line = lines.text[start : lines.end(start)].expandtabs(4)
        if line.strip(" >"):
            if len(line) - len(line.lstrip(" >")) < column:
                break
            end = lines.end(start)
    return end


def find_fenced(text: str) -> tuple[Call, ...]:
    """`::: name title` … `:::` of VuePress, Docusaurus, Starlight, Pandoc and Quarto; `/// name | title` of PyMdown.

    `@tab label` in a container and `::name[label]{…}` are calls as well. A container that nothing closes ends with
    the text, as markdown-it-container has it.
    """
    if not any(mark in text for mark in (":::", "///", "::")):
        return ()
    lines, protected = lines_of(text), protect(text)
    calls: list[Call] = []
    stack: list[tuple[int, str]] = []  # index of `calls`, mark
    for start in lines.starts:
        end = lines.end(start)
        line = text[start:end]
        if "::" not in line and "///" not in line and "@tab" not in line:
            continue
        if protected.at(max(start, end - 1)):
            continue
        if ":::" in line or "///" in line:
            match = _FENCE.match(line.rstrip(" \t"))
            if match and match["rest"]:
                calls.append(_opening(match, start, end))
                stack.append((len(calls) - 1, match["mark"]))
            elif match and stack:
                _close(stack, calls, match["mark"], (start + match.start("mark"), end))
        elif "::" in line and (leaf := _LEAF.match(line)):
            args, named = split_arguments(leaf["attributes"] or "")
            label = {"title": leaf["label"]} if leaf["label"] else {}
            calls.append(Call(leaf["name"], start + line.index("::"), end, args, named | label, "leaf"))
        elif "@tab" in line and stack and (tab := _TAB_LINE.match(line)):
            calls.append(Call("@tab", start + line.index("@"), end, rest=(tab["label"] or "").strip()))
    for index, _ in stack:
        if calls[index].end < len(text):
            end = len(text.rstrip("\n"))
            calls[index] = replace(calls[index], closing=(max(end, calls[index].end),) * 2)
    return tuple(calls)


def _opening(match: re.Match[str], start: int, end: int) -> Call:
    words = _NAME.match(match["rest"])
    name, rest = (words["name"] or "", words["rest"]) if words else ("", "")
    named: dict[str, str] = {}
    if braces := _BRACES.search(rest):
        _, named = split_arguments(braces["inner"])
        name = name or next(iter(_CLASS.findall(braces["inner"])), "")
    if label := _LABEL.match(rest):
        named["title"] = label["label"]
    elif title := _BRACES.sub("", rest).strip().lstrip("|").strip():
        named.setdefault("title", title)
    return Call(name.removeprefix("callout-"), start + match.start("mark"), end, (), named, rest)


def _close(stack: list[tuple[int, str]], calls: list[Call], mark: str, place: tuple[int, int]) -> None:
    """Close the innermost container with as many marks, or, if all have more, the innermost of its kind."""
    fitting = [position for position, (_, open_mark) in enumerate(stack) if open_mark[0] == mark[0]]
    if not fitting:
        return
    exact = [position for position in fitting if len(stack[position][1]) == len(mark)]
    position = exact[-1] if exact else fitting[-1]
    index = stack[position][0]
    calls[index] = replace(calls[index], closing=place)
    del stack[position:]
