"""Zola's shortcodes: `{{ name(a="b") }}`, `{% name(a=1) %} … {% end %}` (Zola's documentation, "Shortcodes")."""

from __future__ import annotations

import re

from beilin.migrating.bodies.shortcodes.arguments import split_arguments
from beilin.migrating.bodies.shortcodes.call import Call
from beilin.migrating.bodies.shortcodes.pairs import Tag, pair

_TEXT = r"""[^"'`()]{0,2000}"""
_QUOTED = r"""(?:"[^"]{0,2000}"|'[^']{0,2000}'|`[^`]{0,2000}`)"""
_VALUES = rf"{_TEXT}(?:{_QUOTED}{_TEXT}){{0,30}}"
_TAG = re.compile(
    rf"\{{(?:\{{-?\s*(?P<inline>[A-Za-z_]\w*)\s*\((?P<values>{_VALUES})\)\s*-?\}}\}}"
    rf"|%-?\s*(?P<block>[A-Za-z_]\w*)\s*\((?P<block_values>{_VALUES})\)\s*-?%\}}"
    r"|%-?\s*(?P<end>end)\s*-?%\})"
)
_SHOWN = re.compile(r"\{(?P<mark>[{%])-?\s*/\*(?P<inner>.{0,4000}?)\*/\s*-?(?P<end>[}%])\}", re.DOTALL)


def find_zola(text: str) -> tuple[Call, ...]:
    """The calls, in order."""
    tags = []
    for match in _TAG.finditer(text):
        if match["end"]:
            tags.append(Tag("close", Call("", match.start(), match.end())))
            continue
        values = match["values"] if match["inline"] else match["block_values"]
        args, named = split_arguments(values)
        name = match["inline"] or match["block"]
        call = Call(name, match.start(), match.end(), args, named, values.strip(), is_markdown=True)
        tags.append(Tag("single" if match["inline"] else "open", call))
    return pair(tags)


def find_shown(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where a shortcode is only shown, and what readers saw."""
    return tuple(
        (match.start(), match.end(), f"{{{match['mark']}{match['inner']}{match['end']}}}")
        for match in _SHOWN.finditer(text)
    )
