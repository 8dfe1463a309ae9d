"""Tags `{% name … %}` and outputs `{{ … }}` of Liquid, Nunjucks, Jinja and Hexo."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from typing import Literal

from beilin.migrating.bodies.shortcodes.arguments import split_arguments
from beilin.migrating.bodies.shortcodes.call import Call
from beilin.migrating.bodies.shortcodes.pairs import Tag, pair

_LIMIT = 4000
_TAG = re.compile(
    rf"\{{%[-+]?\s*+(?P<name>[\w:.-]++)(?P<markup>[^%{{]*+(?:(?:%(?!\}})|\{{(?!%))[^%{{]*+)*)%\}}"
    rf"|\{{\{{-?(?P<output>[^{{}}\n]{{0,{_LIMIT}}})\}}\}}"
)
# The names of tags whose inner text is nothing to the template language, by what ends them.
_VERBATIM = {"raw": "endraw", "verbatim": "endverbatim", "comment": "endcomment"}
_COMMENT = re.compile(r"<!--\s*(?P<end>end)?(?P<name>tab|timeline|node|panel|cell)\b(?P<label>[^\n]{0,200}?)-->")

OUTPUT = "{{"  # the name of a call that is an output; its `rest` is the expression


def find_liquid(text: str, *, has_colons: bool = False) -> tuple[Call, ...]:
    """The calls, in order: `{% raw %}` and the like as well, in which no others are found.

    `endname` ends `name`. An output is a call with the name `OUTPUT`.
    """
    tags: list[Tag] = []
    unended: set[str] = set()  # names that nothing ends in the rest of the text
    position = 0
    while match := _TAG.search(text, position):
        position = match.end()
        if match["output"] is not None:
            rest = match["output"].strip(" \t-")
            tags.append(Tag("single", Call(OUTPUT, match.start(), match.end(), rest=rest)))
            continue
        name, markup = match["name"], match["markup"].strip().removesuffix("-").rstrip()
        args, named = split_arguments(markup, has_colons=has_colons)
        call = Call(name, match.start(), match.end(), args, named, markup)
        closing = None
        if name in _VERBATIM and name not in unended:
            closing = _closing(text, position, _VERBATIM[name])
            unended |= set() if closing else {name}
        if closing:
            position = closing.end()
            tags += [Tag("open", call), Tag("close", Call(name, closing.start(), closing.end()))]
        elif name.startswith("end") and name != "end":
            tags.append(Tag("close", Call(name[3:], match.start(), match.end())))
        else:
            tags.append(Tag("open", call))
    return pair(tags)


def find_hexo(text: str) -> tuple[Call, ...]:
    """The calls of Hexo's tags, and the comments by which themes divide tabs: `<!-- tab label -->`."""
    calls = find_liquid(text, has_colons=True)
    tabs = [call for call in calls if call.name in ("tabs", "subtabs", "subsubtabs") and call.closing]
    parts: list[Tag] = []
    counted: dict[int, int] = defaultdict(int)  # by the index of the tabs
    for match in _COMMENT.finditer(text):
        kind: Literal["open", "close"] = "close" if match["end"] else "open"
        label = match["label"].strip()
        index = bisect_right(tabs, match.start(), key=lambda call: call.start) - 1
        if match["name"] == "tab" and kind == "open" and index >= 0:
            counted[index] += 1
            name = tabs[index].rest.partition(",")[0].strip("\"' ")
            label = label if label.partition("@")[0].strip() else f"{name} {counted[index]}"
        parts.append(Tag(kind, Call(match["name"], match.start(), match.end(), rest=label)))
    return tuple(sorted([*calls, *pair(parts)], key=lambda call: call.start)) if parts else calls


def _closing(text: str, position: int, name: str) -> re.Match[str] | None:
    return re.compile(rf"\{{%-?\s*{name}\s*-?%\}}").search(text, position)
