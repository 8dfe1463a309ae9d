"""The body of a Markdown file, divided where the site's reader divides it into blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from beilin.importing.model import BlockKind
from beilin.reading.markdown import parser_without_fast_path

DEFINITION = re.compile(r" {0,3}\[(?P<note>\^)?(?P<label>[^\]\s][^\]]{0,200})\]:")
_KINDS: dict[str, BlockKind] = {
    "heading_open": "heading",
    "paragraph_open": "paragraph",
    "fence": "code",
    "code_block": "code",
    "table_open": "table",
    "hr": "rule",
}
_CONTAINER = re.compile(
    r"<(?P<end>/)?(?:address|article|aside|blockquote|center|details|div|dl|figure|footer|header|nav|ol|section|table|ul)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Segment:
    """Lines of the body that are one block."""

    kind: BlockKind
    start: int  # the first line, counted from 0
    end: int  # the line after the last
    level: int = 0  # of a heading
    code: str | None = None  # the content of a block of code
    note: str = ""  # the label of the footnote that the lines define
    is_definition: bool = False  # of a footnote or a link
    has_only_images: bool = False


@cache
def _parser() -> MarkdownIt:
    return parser_without_fast_path()


def segments(text: str) -> list[Segment]:
    """The segments in order. Lines in none of them are blank."""
    lines = text.split("\n")
    found: list[Segment] = []
    done = 0
    for segment in _grouped(_of_tokens(_parser().parse(text, {}), lines), lines):
        found += _definitions(lines, done, segment.start)
        found.append(segment)
        done = segment.end
    return found + list(_definitions(lines, done, len(lines)))


def _of_tokens(tokens: list[Token], lines: list[str]) -> Iterator[Segment]:
    """The segments of the outermost tokens."""
    for number, token in enumerate(tokens):
        if token.level or token.nesting < 0 or token.map is None:
            continue
        start, end = token.map
        while end > start + 1 and not lines[end - 1].strip():
            end -= 1
        kind = _KINDS.get(token.type, "other")
        level = int(token.tag[1]) if kind == "heading" else 0
        code = token.content if kind == "code" else None
        inline = tokens[number + 1].children if kind == "paragraph" else None
        yield Segment(kind, start, end, level, code, has_only_images=_has_only_images(inline or []))


def _has_only_images(inline: list[Token]) -> bool:
    words = [t for t in inline if t.type not in ("image", "softbreak", "hardbreak") and t.content.strip()]
    return not words and any(token.type == "image" for token in inline)


def _grouped(found: Iterator[Segment], lines: list[str]) -> Iterator[Segment]:
    """The segments, those between an HTML tag that encloses blocks and its end tag together."""
    waiting: list[Segment] = []
    depth = 0
    for segment in found:
        if segment.kind == "other":
            for line in lines[segment.start : segment.end]:
                depth += sum(-1 if match["end"] else 1 for match in _CONTAINER.finditer(line))
        if depth > 0 or waiting:
            waiting.append(segment)
        else:
            depth = 0
            yield segment
        if waiting and depth <= 0:
            yield Segment("other", waiting[0].start, waiting[-1].end)
            waiting, depth = [], 0
    yield from waiting  # what is never closed encloses nothing


def _definitions(lines: list[str], start: int, end: int) -> Iterator[Segment]:
    """The definitions of footnotes and links among lines that no token has."""
    first: int | None = None
    for number in range(start, end + 1):
        begins = number == end or (DEFINITION.match(lines[number]) is not None)
        if begins and first is not None:
            last = number
            while not lines[last - 1].strip():
                last -= 1
            match = DEFINITION.match(lines[first])
            note = match["label"] if match and match["note"] else ""
            yield Segment("paragraph" if note else "other", first, last, note=note, is_definition=True)
            first = None
        if number < end and first is None and lines[number].strip():
            first = number
