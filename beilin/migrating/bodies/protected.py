"""The stretches of a body in which nothing is markup: code, formulas, comments and raw blocks of HTML.

The old generators disagree on details, such as how far a block of code in a list is indented. Where they do, a stretch
is taken for text here, since a link that is not converted is worse than an edit that shows in a block of code, and is
in the record. The time is linear.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from beilin.reading.math.formulas import find_formulas

MASK = "\ue000"  # stands in `Protected.masked` for each protected character but line breaks

_QUOTE = re.compile(r"(?: {0,3}+>[ \t]?+)*")
_LIST = re.compile(r"(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)")
# What is indented below these lines belongs to them: admonitions, tabs and footnotes.
_OWNER = re.compile(r"(?:!!!|\?\?\?\+?|===[!+]?)[ \t]|\[\^[^\]\n]+\]:|:[ \t]")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_RAW = re.compile(r"<!--|<(pre|script|style|textarea)(?=[\s>])", re.IGNORECASE)
_FORMULA = re.compile(r"\$\$(?:[^\n]|\n(?![ \t>]*\n))*?\$\$[ \t]*$", re.MULTILINE)
_BLANK_LINE = re.compile(r"\n(?=[ \t>]*\n)")
_RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_SPACE = re.compile(r"[ \t]*")
_BLOCK = re.compile(r"\n(?=[ \t>]*(?:\n|(?:[-*+]|\d{1,9}[.)])[ \t]|#{1,6}[ \t]|\||:::|!!!|\?\?\?))")
_HEADING = re.compile(r"[ \t>]*#{1,6}[ \t][^\n]*")
_INLINE = re.compile(r"\\[\\`]|`+|<!--|[$\\]")

_MAX_ITEMS = 50  # that begin on one line; it bounds the time
_BEGINS_BLOCK = frozenset(" \t\n>`~<-+*0123456789!?=[:$")  # characters at which lines begin that are not mere text
_MAY_BEGIN = re.compile(r"[`$\\]|<!--")

Kind = Literal["code", "code span", "formula", "comment", "html"]


class Span(NamedTuple):
    """A protected stretch. Blocks of code include their fences, spans their backticks."""

    start: int
    end: int
    kind: Kind


class Protected:
    """The protected stretches of a text. They are looked for when they are first asked for."""

    __slots__ = ("_masked", "_spans", "_text")

    def __init__(self, text: str) -> None:
        """The stretches of the text."""
        self._text = text
        self._spans: tuple[Span, ...] | None = None
        self._masked: str | None = None

    @property
    def spans(self) -> tuple[Span, ...]:
        """The stretches, in order."""
        if self._spans is None:
            self._spans = tuple(_spans_of(self._text))
        return self._spans

    @property
    def masked(self) -> str:
        """The text with MASK for each protected character but line breaks: patterns see text alone."""
        if self._masked is None:
            self._masked = _mask(self._text, self.spans)
        return self._masked

    def at(self, position: int) -> Span | None:
        """The stretch in which the character is."""
        index = bisect_right(self.spans, position, key=_start) - 1
        return self.spans[index] if index >= 0 and position < self.spans[index].end else None

    def touches(self, start: int, end: int) -> bool:
        """Whether a character from `start` to before `end` is protected."""
        index = bisect_right(self.spans, start, key=_start) - 1
        if index >= 0 and start < self.spans[index].end:
            return True
        return index + 1 < len(self.spans) and self.spans[index + 1].start < end


def protect(text: str) -> Protected:
    """The protected stretches of the text."""
    return Protected(text)


def _spans_of(text: str) -> Iterator[Span]:
    position = 0
    for block in _blocks(text):
        yield from _inline_spans(text, position, block.start)
        yield block
        position = block.end
    yield from _inline_spans(text, position, len(text))


def _start(span: Span) -> int:
    return span.start


def _mask(text: str, spans: Sequence[Span]) -> str:
    if not spans:
        return text
    pieces: list[str] = []
    position = 0
    for span in spans:
        lines = text[span.start : span.end].split("\n")
        pieces += [text[position : span.start], "\n".join(MASK * len(line) for line in lines)]
        position = span.end
    return "".join([*pieces, text[position:]])


class _Fence(NamedTuple):
    start: int
    mark: str
    depth: int  # of quotes


def _blocks(text: str) -> Iterator[Span]:
    """Blocks of code, and comments and elements that begin a line and have an end."""
    fence: _Fence | None = None
    code: Span | None = None  # an indented block so far
    owners: list[int] = []  # the columns at which the contents of the open list items begin
    unended: dict[str, int] = {}  # the marks that are known to have no end before a place
    after_blank = True
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if fence is None and code is None and text[start] not in _BEGINS_BLOCK:
            if after_blank:
                owners.clear()
            after_blank, start = False, end + 1
            continue
        quote = _QUOTE.match(text, start, end)
        content = quote.end() if quote else start
        depth = text.count(">", start, content)
        first = _end_of_space(text, content, end)
        if fence:
            if depth < fence.depth:
                yield Span(fence.start, start, "code")
                fence = None
            elif _closes(text[first:end], fence.mark):
                yield Span(fence.start, end, "code")
                fence, after_blank, start = None, False, end + 1
                continue
            else:
                start = end + 1
                continue
        if first == end:
            after_blank = True
            start = end + 1
            continue
        column = len(text[content:first].expandtabs(4))
        is_marker = _LIST.match(text, first, end) is not None
        while owners and column < owners[-1] and (after_blank or is_marker):
            owners.pop()
        if (after_blank or code) and column - (owners[-1] if owners else 0) >= 4:
            code = Span(code.start if code else content, end, "code")
            after_blank, start = False, end + 1
            continue
        if code:
            yield code
            code = None
        first, column = _enter_items(text, first, end, column, owners)
        if opening := _FENCE.match(text, first, end):
            mark = opening[1] or opening[2]
            if depth:
                fence = _Fence(first, mark, depth)
            else:  # most of them, found at once
                closing = _closing(mark).search(text, end)
                end = closing.end() if closing else len(text)
                yield Span(first, end, "code")
        elif block := _raw_block(text, first, end, unended):
            yield block
            end = text.find("\n", block.end)
            end = len(text) if end < 0 else end
        after_blank, start = False, end + 1
    if fence:
        yield Span(fence.start, len(text), "code")
    elif code:
        yield code


def _end_of_space(text: str, start: int, end: int) -> int:
    match = _SPACE.match(text, start, end)
    return match.end() if match else start


@lru_cache(maxsize=64)
def _closing(mark: str) -> re.Pattern[str]:
    """The line that closes a fence with that mark."""
    return re.compile(rf"\n[ \t]*{mark}{mark[0]}*[ \t]*(?=\n|\Z)")


def _closes(line: str, mark: str) -> bool:
    line = line.rstrip(" \t")
    return len(line) >= len(mark) and not line.strip(mark[0])


def _enter_items(text: str, first: int, end: int, column: int, owners: list[int]) -> tuple[int, int]:
    """Where the content begins after the marks of lists on the line; their columns are added to `owners`."""
    for _ in range(_MAX_ITEMS):
        match = None if _RULE.match(text, first, end) else _LIST.match(text, first, end)
        if match is None:
            break
        after = _end_of_space(text, match.end(), end)
        width = match.end() - first + len(text[match.end() : after].expandtabs(4))
        column += width if after < end and after - match.end() < 5 else match.end() - first + 1
        owners.append(column)
        first = after
    if _OWNER.match(text, first, end):
        owners.append(column + 4)
    return first, column


def _raw_block(text: str, first: int, end: int, unended: dict[str, int]) -> Span | None:
    """The comment, element or formula that begins there and has an end."""
    if text.startswith("$$", first):
        if first < unended.get("$$", 0):
            return None
        if formula := _FORMULA.match(text, first):
            return Span(first, formula.end(), "formula")
        blank = _BLANK_LINE.search(text, first)
        unended["$$"] = blank.start() if blank else len(text)
        return None
    raw = _RAW.match(text, first, end)
    if raw is None or raw[0].lower() in unended:
        return None
    pattern = rf"</{raw[1]}\s*>" if raw[1] else "-->"
    closing = re.compile(pattern, re.IGNORECASE).search(text, raw.end())
    if closing is None:
        unended[raw[0].lower()] = len(text)
        return None
    return Span(first, closing.end(), "html" if raw[1] else "comment")


def _inline_spans(text: str, start: int, end: int) -> Iterator[Span]:
    """The spans between two places, block by block."""
    if not _MAY_BEGIN.search(text, start, end):
        return
    while start < end:
        if heading := _HEADING.match(text, start, end):
            last = heading.end()
        else:
            match = _BLOCK.search(text, start, end)
            last = match.start() if match else end
        if _MAY_BEGIN.search(text, start, last):
            for span in _spans_of_block(text[start:last]):
                yield Span(start + span.start, start + span.end, span.kind)
        start = last + 1


@lru_cache(maxsize=2048)  # most blocks are the same in the next pass
def _spans_of_block(block: str) -> tuple[Span, ...]:
    spans: list[Span] = []
    formulas = find_formulas(block)
    backticks: dict[int, list[int]] = {}  # where runs of each length begin, last first
    for run in reversed(list(re.finditer(r"`+", block))):
        backticks.setdefault(len(run[0]), []).append(run.start())
    last_end = block.rfind("-->")
    position = 0
    while match := _INLINE.search(block, position):
        start, mark = match.start(), match[0]
        position = match.end()
        kind: Kind | None = None
        if start in formulas:
            kind, position = "formula", formulas[start].end
        elif mark[0] == "`":
            later = backticks.get(len(mark), [])
            while later and later[-1] <= start:
                later.pop()
            if later:
                kind, position = "code span", later[-1] + len(mark)
        elif mark == "<!--" and position <= last_end:
            kind, position = "comment", block.find("-->", position) + 3
        if kind:
            spans.append(Span(start, position, kind))
    return tuple(spans)
