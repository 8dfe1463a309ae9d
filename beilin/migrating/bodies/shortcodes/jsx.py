"""Components in MDX: `<Name attribute="…">` … `</Name>`, `<Name />` (MDX's documentation, "What is MDX?")."""

from __future__ import annotations

import re
from dataclasses import replace

from beilin.migrating.bodies.shortcodes.call import Call
from beilin.migrating.bodies.shortcodes.pairs import Tag, pair

_LIMIT = 4000
_START = re.compile(r"<(?P<slash>/?)(?P<name>[A-Z][\w.]*)(?=[\s/>])")
_ATTRIBUTE = re.compile(
    r"""\s*(?P<name>[A-Za-z_][\w:.-]*)(?:\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<brace>\{)))?"""
)
_STRING = re.compile(r"""\s*(?:(?:require|useBaseUrl)\(\s*)?["'`](?P<value>[^"'`]*)["'`]\s*\)?(?:\.default)?\s*""")
_IMPORT = re.compile(r"""^import[ \t]+(?P<name>\w+)[ \t]+from[ \t]+["'](?P<path>[^"'\n]+)["']""", re.MULTILINE)


def find_components(text: str) -> tuple[Call, ...]:
    """The calls, by names that begin with a capital letter. The inner lines may be indented."""
    imports = {match["name"]: match["path"] for match in _IMPORT.finditer(text)}
    tags: list[Tag] = []
    position = 0
    while start := _START.search(text, position):
        end = position = start.end()
        named: dict[str, str] = {}
        limit = start.start() + _LIMIT
        while attribute := _ATTRIBUTE.match(text, end, limit):
            end = attribute.end()
            value = attribute["double"] or attribute["single"] or ""
            if attribute["brace"]:
                close = _closing_brace(text, end, limit)
                value, end = value_of(text[end:close], imports), close + 1
            named.setdefault(attribute["name"], value or ("" if attribute["double"] == "" else value))
        tail = re.compile(r"\s*(/?)>").match(text, end, limit)
        if tail is None:
            continue
        position = tail.end()
        name = start["name"].rpartition(".")[2]
        call = Call(name, start.start(), position, (), named, text[start.end() : end].strip())
        tags.append(Tag("close" if start["slash"] else "single" if tail[1] else "open", call))
    return tuple(with_indent(text, call) for call in pair(tags))


def value_of(expression: str, imports: dict[str, str]) -> str:
    """The text that a simple expression gives: a string, a file that is required, or an import. Others are ""."""
    if literal := _STRING.fullmatch(expression):
        return literal["value"]
    return imports.get(expression.strip().removesuffix(".src"), "")


def _closing_brace(text: str, start: int, limit: int) -> int:
    depth = 1
    for match in re.compile(r"[{}]").finditer(text, start, limit):
        depth += 1 if match[0] == "{" else -1
        if depth == 0:
            return match.start()
    return min(limit, len(text))


def with_indent(text: str, call: Call) -> Call:
    """The call with the columns by which all its inner lines are indented more than its tag."""
    if call.closing is None:
        return call
    margin = call.start - text.rfind("\n", 0, call.start) - 1
    lines = [line.expandtabs(4) for line in text[call.end : call.closing[0]].split("\n")[1:] if line.strip()]
    columns = min((len(line) - len(line.lstrip(" ")) for line in lines), default=0) - margin
    return (
        replace(call, indent=max(0, columns))
        if text[call.start - margin : call.start].isspace() or margin == 0
        else call
    )
