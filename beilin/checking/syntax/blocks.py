"""Blocks that are not what they look like in the source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markdown_it.token import Token

from beilin.checking.syntax.gates import Gate
from beilin.checking.syntax.recording_parser import IMAGE, LINK
from beilin.checking.syntax.stretches import ParsedBody, Stretch
from beilin.reading.code_info import read_code_info
from beilin.reading.highlight import is_known_language, nearest_language


class Finding(NamedTuple):
    """A problem at a place of a body."""

    code: str
    message: str
    hint: str
    line: int  # from 0
    column: int | None = None  # from 1


MAX_HEADING = 40  # characters of a line that is plausibly meant as a heading
_SENTENCE_END = re.compile(r"[。！？；，.!?;,]\Z")
_HAN = re.compile(r"[\u3400-\u9fff]")
_INLINE_LINK = re.compile(r"!?\[(?P<text>[^\[\]\n]*)\]\((?P<target>[^()\n]*)\)")
_FULL_WIDTH_MARK = re.compile(r"[，。；：！？]")
# What a body must contain for its blocks to be looked at.
GATES = (
    Gate((">",), r"^[ \t]*>[^\n]*\n[ \t]*[^\s>]"),
    Gate(("    ", "\t"), r"^(?: {4}|\t)[^\n]*[，。；：！？]"),
    Gate(("\n--", "\n=="), r"[^\n]\n(?:-+|=+)(?:\n|\Z)"),
    Gate(("```", "~~~"), r"(?:```|~~~)[ \t]*[^\s`~]"),
    Gate(("[](", "]()", "]( )")),
    Gate(("<!--",), r"<!--\s*(?:more|truncate)"),
)


def block_findings(parsed: ParsedBody) -> Iterator[Finding]:
    """What is wrong with whole blocks."""
    quotes = 0
    for position, token in enumerate(parsed.tokens):
        if token.type in ("blockquote_open", "alert_open"):
            quotes += 1
        elif token.type in ("blockquote_close", "alert_close"):
            quotes -= 1
        elif token.type == "heading_open" and token.markup in ("-", "="):
            yield from _surprising_heading(token, parsed.tokens[position + 1])
        elif token.type == "code_block":
            yield from _surprising_code(token)
        elif token.type == "fence":
            yield from _unknown_language(token)
        elif token.type == "inline" and token.map and quotes:
            yield from _lines_outside_quote(token, parsed.lines)
    for stretch in parsed.stretches:
        yield from _empty_links(stretch)


def _surprising_heading(opening: Token, inline: Token) -> Iterator[Finding]:
    text = inline.content
    if "\n" in text or len(text) > MAX_HEADING or _SENTENCE_END.search(text):
        first = text.split("\n", 1)[0][:MAX_HEADING]
        message = f"the paragraph {first!r} is a heading, because a line of {opening.markup!r} follows it"
        hint = "Leave a line blank between them, if the line is meant to divide the text."
        yield Finding("became-heading", message, hint, opening.map[0] if opening.map else 0)


def _surprising_code(token: Token) -> Iterator[Finding]:
    text = "".join(token.content.split())
    if _FULL_WIDTH_MARK.search(text) and 2 * len(_HAN.findall(text)) > len(text):
        first = token.content.split("\n", 1)[0].strip()[:MAX_HEADING]
        message = f"the paragraph {first!r} is shown as code, because it is indented by four spaces or a tab"
        yield Finding("became-code", message, "Remove the indentation.", token.map[0] if token.map else 0)


def _unknown_language(token: Token) -> Iterator[Finding]:
    info = read_code_info(token.info)
    language = info.language
    if not info.words and not is_known_language(language):
        nearest = nearest_language(language)
        hint = f"Did you mean {nearest!r}?" if nearest else "Remove it, or write a name that Pygments has."
        message = f"the language {language!r} is not known, so the code has no colours"
        yield Finding("unknown-language", message, hint, token.map[0] if token.map else 0)


def _lines_outside_quote(token: Token, lines: Sequence[str]) -> Iterator[Finding]:
    first, end = token.map or (0, 0)
    for number in range(first + 1, min(end, len(lines))):
        if ">" not in lines[number][: len(lines[number]) - len(lines[number].lstrip(" \t>*+-0123456789."))]:
            message = "this line belongs to the quote above, though no > begins it"
            yield Finding("lazy-quote", message, "Begin it with >, or leave a line blank before it.", number, 1)
            return


def _empty_links(stretch: Stretch) -> Iterator[Finding]:
    for match in _INLINE_LINK.finditer(stretch.written):
        is_image = stretch.text[match.start()] == IMAGE
        if not is_image and stretch.text[match.start()] != LINK:
            continue
        line, column = stretch.place(match.start())
        if not match["target"].strip():
            message = "an image has no target" if is_image else "a link has no target"
            hint = "Write ![what it shows](picture.png)." if is_image else "Write [text](address)."
            yield Finding("empty-link", message, hint, line, column)
        elif not is_image and not match["text"].strip():
            message = f"the link to {match['target']!r} has no text, so readers do not see it"
            yield Finding("empty-link", message, "Write [text](address).", line, column)
