"""Hugo's shortcodes: `{{< name … >}}`, `{{% name … %}}` (Hugo's documentation, "Shortcodes")."""

from __future__ import annotations

import re
from typing import Literal

from beilin.migrating.bodies.shortcodes.arguments import split_arguments
from beilin.migrating.bodies.shortcodes.call import Call
from beilin.migrating.bodies.shortcodes.pairs import Tag, pair

# A tag longer than this is text: it bounds the time that a text with many beginnings and no end takes.
_LIMIT = 4000
_OPENING = re.compile(r"\{\{(?P<mark>[<%])\s*(?P<slash>/?)\s*(?P<name>[\w./-]*)(?=[\s\"'`>%/])")
_INSIDE = re.compile(r"""[^"`>%/{]+|"(?:[^"\\]|\\.)*"|`[^`]*`|[>%/]|\{(?!\{)""", re.DOTALL)
# A shortcode that is shown and not called: `{{</* name */>}}`.
_SHOWN = re.compile(r"\{\{(?P<mark>[<%])/\*(?P<inner>.{0,4000}?)\*/(?P<end>[>%])\}\}", re.DOTALL)


def find_nikola(text: str) -> tuple[Call, ...]:
    """The calls of Nikola's shortcodes, which are only `{{% name … %}}` (Nikola's documentation, "Shortcodes")."""
    return find_hugo(text, marks="%")


def find_hugo(text: str, marks: str = "<%") -> tuple[Call, ...]:
    """The calls, in order. A shortcode whose name cannot be read is none."""
    tags = []
    position = text.find("{{")
    while position >= 0:
        tag = _tag(text, position)
        if tag and text[position + 2] in marks:
            tags.append(tag)
        position = text.find("{{", tag.end if tag else position + 2)
    return pair(tags)


def find_shown(text: str) -> tuple[tuple[int, int, str], ...]:
    """Where a shortcode is only shown, in code and elsewhere, and what readers saw."""
    return tuple(
        (match.start(), match.end(), f"{{{{{match['mark']}{match['inner']}{match['end']}}}}}")
        for match in _SHOWN.finditer(text)
    )


def _tag(text: str, start: int) -> Tag | None:
    opening = _OPENING.match(text, start)
    if opening is None or not (opening["name"] or opening["slash"]):
        return None
    end_mark = {"<": ">}}", "%": "%}}"}[opening["mark"]]
    position, limit = opening.end(), start + _LIMIT
    while position < limit:
        if text.startswith(end_mark, position):
            break
        part = _INSIDE.match(text, position, limit)
        if part is None:
            return None
        position = part.end()
    else:
        return None
    markup = text[opening.end() : position]
    name = opening["name"].removesuffix("/")
    is_closed = markup.endswith("/") or opening["name"].endswith("/")
    args, named = split_arguments(markup.removesuffix("/"))
    kind: Literal["open", "close", "single"] = "close" if opening["slash"] else ("single" if is_closed else "open")
    call = Call(name, start, position + 3, args, named, markup.strip(), is_markdown=opening["mark"] == "%")
    return Tag(kind, call)
