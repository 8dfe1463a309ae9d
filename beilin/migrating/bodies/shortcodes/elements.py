"""Elements of HTML with the attribute `markdown`, in which Markdown is read without blank lines around it.

They are those of kramdown (its documentation, "HTML Blocks") and of Python-Markdown's extension `md_in_html`.
"""

from __future__ import annotations

import re

from beilin.migrating.bodies.shortcodes.call import Around, Call, Instead, Outcome
from beilin.migrating.bodies.shortcodes.jsx import with_indent
from beilin.migrating.bodies.shortcodes.pairs import Tag, pair
from beilin.migrating.bodies.shortcodes.scope import Use

_TAG = re.compile(
    r"<(?P<slash>/?)(?P<name>div|details|section|article|aside|figure|figcaption|blockquote|center|main|header|footer|nav|p|span)"
    r"(?P<rest>(?:[ \t\n][^<>]{0,2000})?)>",
    re.IGNORECASE,
)
_SUMMARY_END = re.compile(r"</summary>(?=[ \t]*\n[ \t]*\S)", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"\s+markdown(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'>]+)))?(?=[\s>]|\Z)"
)


def find_elements(text: str) -> tuple[Call, ...]:
    """The elements, if one of them has the attribute; its value is the argument of its call."""
    if "markdown" not in text:
        return ()
    tags: list[Tag] = []
    for match in _TAG.finditer(text):
        attribute = _ATTRIBUTE.search(match["rest"])
        value = attribute["double"] or attribute["single"] or attribute["bare"] or "1" if attribute else ""
        call = Call(match["name"].lower(), *match.span(), (value,) if value else (), rest=match["rest"])
        tags.append(Tag("close" if match["slash"] else "open", call))
    found = [with_indent(text, call) for call in pair(tags) if call.args]
    found += [Call("/summary", match.start(), match.end()) for match in _SUMMARY_END.finditer(text) if found]
    return tuple(sorted(found, key=lambda call: call.start))


def element(use: Use) -> Outcome | None:
    """The element without the attribute, and with blank lines around the Markdown in it."""
    if use.name == "/summary":
        return Instead("</summary>\n")
    opening = f"<{use.name}{_ATTRIBUTE.sub('', use.rest, count=1)}>"
    if use.get(0) in ("0", "off"):
        return None
    if use.get(0) == "span" or use.name in ("p", "span") or not use.closing:
        return Around(opening, f"</{use.name}>", is_block=False)
    return Around(opening, f"</{use.name}>", gap=True)
