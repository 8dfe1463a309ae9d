"""Where a body has targets of links and images: in Markdown, in definitions of references, and in HTML.

Formulas and code are left out. Whether CommonMark would take a pair of brackets for a link in every case does not
matter: a target that resolves to a document of the old site was meant as one. The time is linear.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Literal

from markdown_it.common.utils import normalizeReference, unescapeAll

from beilin.migrating.bodies.protected import MASK, Protected

_BRACKET = re.compile(r"\\.|!?\[|\]|\n[ \t]*\n", re.DOTALL)
_TITLE = (
    r"""(?:[ \t]*\n[ \t]*|[ \t]+)(?:"(?:[^"\\]|\\.){0,1000}"|'(?:[^'\\]|\\.){0,1000}'|\((?:[^()\\]|\\.){0,1000}\))"""
)
_INNER = r"(?:[^\s()\\<>]|\\.)"
_PLAIN = rf"(?:{_INNER}|\((?:{_INNER}|\({_INNER}*+\))*\))+"
_TARGET = re.compile(
    rf"\([ \t]*+(?:\n[ \t]*+)?(?:(?P<angle><(?:[^<>\\\n]|\\.)*>)|(?P<plain>{_PLAIN}))"
    rf"(?P<size>[ \t]+=(?:\d+%?)?(?:x(?:\d+%?)?)?)?(?P<title>{_TITLE})?\s*\)"
)
# A name with spaces, which CommonMark does not take for a target, but which some generators and editors do.
_SPACED = re.compile(r"\([ \t]*+(?P<plain>[^\s()<>\"'][^ \t\n()<>\"]*+(?:[ \t]++[^ \t\n()<>\"]++)*)[ \t]*+\)")
_DEFINITION = re.compile(
    r"^[ \t>]*\[(?!\^)((?:[^\[\]\\\n]|\\.)+)\]:[ \t]*+(?:\n[ \t>]*+)?(?P<target><[^<>\"\n]*+>|[^\s<]\S*+)",
    re.MULTILINE,
)
_USED_BY_IMAGE = re.compile(r"!\[([^\[\]\n]*+)\](?:\[([^\[\]\n]*+)\])?(?!\()")
_HTML_TARGETS = {
    "a": {"href"}, "area": {"href"}, "img": {"src"}, "video": {"src", "poster"}, "audio": {"src"}, "source": {"src"},
    "track": {"src"}, "iframe": {"src"}, "embed": {"src"}, "object": {"data"},
}  # fmt: skip
_VALUE = r"""(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`][^\s"'<>`]*+)"""
_ATTRIBUTE = re.compile(rf"([A-Za-z_:@][\w:.@-]*)\s*=\s*({_VALUE})")
_TAG = re.compile(
    rf"<(?P<name>{'|'.join(_HTML_TARGETS)})(?P<attributes>(?:[\s/]++[A-Za-z_:@][\w:.@-]*+(?:\s*=\s*{_VALUE})?)+)[\s/]*>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundTarget:
    """A target in a body."""

    start: int
    end: int
    written: str  # with escapes and character references resolved
    syntax: Literal["markdown", "spaced", "html", "unquoted html"]  # how a new target has to be written there
    is_image: bool = False
    is_media: bool = False  # a video, a frame and the like


def find_targets(protected: Protected) -> Iterator[FoundTarget]:
    """All targets in the text, in no order. Those with syntax "spaced" are links only if they lead somewhere."""
    masked = protected.masked
    if "](" in masked:
        yield from _inline_targets(masked)
    if "]:" in masked:
        yield from _definitions(masked)
    if "<" in masked and "=" in masked:
        yield from _html_targets(masked)


def image_sizes(masked: str) -> Iterator[tuple[int, int]]:
    """Where images of Markdown have a size after their target: ` =200x300` (HackMD, markdown-it-imsize)."""
    for match in re.finditer(r"\]\(", masked) if " =" in masked else ():
        target = _TARGET.match(masked, match.end() - 1)
        if target and target["size"]:
            yield target.span("size")


def _inline_targets(masked: str) -> Iterator[FoundTarget]:
    opened: list[bool] = []  # whether each open bracket is that of an image
    for match in _BRACKET.finditer(masked):
        mark = match[0]
        if mark in ("[", "!["):
            opened.append(mark[0] == "!")
        elif mark[0] == "\n":
            opened.clear()
        elif mark == "]" and opened:
            is_image = opened.pop()
            if masked.startswith("(", match.end()):
                yield from _target_at(masked, match.end(), is_image)


def _target_at(masked: str, position: int, is_image: bool) -> Iterator[FoundTarget]:
    if match := _TARGET.match(masked, position):
        written = match["plain"] or match["angle"][1:-1]
        if MASK not in written:
            start, end = match.span("plain" if match["plain"] else "angle")
            yield FoundTarget(start, end, unescapeAll(written), "markdown", is_image)
    elif (match := _SPACED.match(masked, position)) and MASK not in match[0]:
        yield FoundTarget(*match.span("plain"), unescapeAll(match["plain"]), "spaced", is_image)


def _definitions(masked: str) -> Iterator[FoundTarget]:
    of_images = {
        normalizeReference(match[2] or match[1]) for match in _USED_BY_IMAGE.finditer(masked) if match[2] or match[1]
    }
    for match in _DEFINITION.finditer(masked):
        written = match["target"]
        if MASK not in written:
            written = written[1:-1] if written.startswith("<") else written
            is_image = normalizeReference(match[1]) in of_images
            yield FoundTarget(*match.span("target"), unescapeAll(written), "markdown", is_image)


def _html_targets(masked: str) -> Iterator[FoundTarget]:
    for tag in _TAG.finditer(masked):
        name = tag["name"].lower()
        for match in _ATTRIBUTE.finditer(masked, *tag.span("attributes")):
            attribute, value = match[1].lower(), match[2]
            if attribute not in _HTML_TARGETS[name] or MASK in value:
                continue
            start, end = match.span(2)
            is_quoted = value[0] in "\"'"
            yield FoundTarget(
                start + is_quoted,
                end - is_quoted,
                unescape(value.strip("\"'") if is_quoted else value),
                "html" if is_quoted else "unquoted html",
                name == "img" or attribute == "poster",
                name not in ("a", "area", "img"),
            )
