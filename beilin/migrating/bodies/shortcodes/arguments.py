"""The arguments of shortcodes and tags: words, quoted texts, and `name=value`, `name: value` or `name:value`."""

from __future__ import annotations

import re

_QUOTED = r"""\"(?P<double>(?:[^"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'|`(?P<raw>[^`]*)`"""
_ARGUMENT = re.compile(
    rf"""(?:(?P<name>[A-Za-z_@:#.][\w.:@-]*?)\s*(?:=|:(?=[\s"'`]))\s*)?(?:{_QUOTED}|(?P<bare>[^\s"'`,][^\s,]*))""",
    re.DOTALL,
)
_ESCAPE = re.compile(r"""\\(["'\\])""")
# A bare word with its name: `lang:python`, `mark:1,4-7`; an address has slashes after its colon.
_PAIR = re.compile(r"(?P<name>[a-z_]+):(?!//)(?P<value>\S+)")


def split_arguments(markup: str, *, has_colons: bool = False) -> tuple[tuple[str, ...], dict[str, str]]:
    """The arguments by position, and those with a name. Commas between them have no meaning.

    With `has_colons` a word `name:value` is one with a name (Hexo's code blocks and Octopress's tags).
    """
    args: list[str] = []
    named: dict[str, str] = {}
    for match in _ARGUMENT.finditer(markup):
        group = match.lastgroup or "bare"
        value = match[group] or ""
        if group in ("double", "single"):
            value = _ESCAPE.sub(r"\1", value)
        pair = _PAIR.fullmatch(value) if has_colons and group == "bare" and not match["name"] else None
        if match["name"]:
            named.setdefault(match["name"], value)
        elif pair:
            named.setdefault(pair["name"], pair["value"])
        else:
            args.append(value)
    return tuple(args), named
