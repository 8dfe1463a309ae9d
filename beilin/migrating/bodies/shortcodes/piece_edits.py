"""Calls and their outcomes → edits of the text.

Blocks can be in lists, in quotes and in each other, so every line that is written gets what its surroundings need at
its beginning: the margin of the tag, and the prefixes of the blocks around it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from beilin.migrating.bodies.shortcodes.call import Around, Call, Instead, Piece
from beilin.migrating.bodies.shortcodes.lines import BLANKS, ITEM, Lines, lines_of
from beilin.migrating.model import Edit

_MARKUP = re.compile(r"[\[<]|```|~~~|^[ \t]*\d+[.)]")  # the page does not show all words of such markup


@dataclass(frozen=True, slots=True)
class _Empty:
    """A line with nothing but a tag that is replaced by nothing."""

    tag: Call
    kind: str
    ends_quote: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """A text, with what is known of its lines by the place where they start."""

    lines: Lines
    # The blocks that a line is in, outermost first, with their prefixes.
    around: Mapping[int, Sequence[tuple[Call, str]]]
    empty: Mapping[int, _Empty]  # in order
    ends: frozenset[int]  # lines on which a block ends, after which there is a blank line
    outermost: Mapping[int, int]  # by the place where blocks end: the start of the first of them


def edits_of_pieces(text: str, pieces: Sequence[Piece]) -> tuple[Edit, ...]:
    """The edits, in order. The pieces are in order of their start, and are nested or disjoint."""
    lines = lines_of(text)
    ends = frozenset(lines.start(piece.call.whole[1]) for piece in pieces if _is_block(piece, lines))
    outermost = {piece.call.closing[1]: piece.call.start for piece in reversed(pieces) if piece.call.closing}
    page = _Page(lines, _blocks_by_line(lines, pieces), _empty_lines(lines, pieces), ends, outermost)
    # Where several blocks end in one place, the inner ones come first.
    edits = [edit for piece in reversed(pieces) for edit in _edits_of(piece, page)]
    edits += _empty(page)
    settled = page.empty.keys() | _replaced_lines(lines, pieces)
    edits += [edit for start in page.around if start not in settled for edit in _indentation(start, page)]
    return tuple(sorted(edits, key=lambda edit: (edit.start, edit.end)))


def _blocks_by_line(lines: Lines, pieces: Sequence[Piece]) -> Mapping[int, Sequence[tuple[Call, str]]]:
    """For each line within blocks that change its beginning: these blocks.

    The line of a closing tag belongs to the block only if text precedes the tag.
    """
    found: dict[int, list[tuple[Call, str]]] = defaultdict(list)
    for piece in pieces:
        call, outcome = piece.call, piece.outcome
        if isinstance(outcome, Around) and outcome.is_block and call.closing and (outcome.prefix or call.indent):
            for start in lines.within(call.end, call.closing[0]):
                if lines.end(start) < call.closing[0] or lines.text[start : call.closing[0]].strip():
                    found[start].append((call, outcome.prefix))
    return found


def _replaced_lines(lines: Lines, pieces: Sequence[Piece]) -> set[int]:
    """The lines that begin within what is replaced whole, and written with its own beginnings of lines."""
    wholes = [piece.call.whole for piece in pieces if isinstance(piece.outcome, Instead)]
    return {line for start, end in wholes for line in lines.within(start, end - 1)}


def _empty_lines(lines: Lines, pieces: Sequence[Piece]) -> Mapping[int, _Empty]:
    found: dict[int, _Empty] = {}
    for piece in pieces:
        call, outcome = piece.call, piece.outcome
        if isinstance(outcome, Instead):
            tags = [] if outcome.line or outcome.block else [(*call.whole, False)]
        else:
            tags = [(call.start, call.end, False)] if not outcome.before and _is_of_lines(outcome) else []
            if call.closing and not outcome.after and _is_of_lines(outcome):
                tags.append((*call.closing, bool(outcome.prefix)))
        for start, end, ends_quote in tags:
            line, line_end = lines.start(start), lines.end(end)
            if start < end and lines.is_blank(line, start) and lines.is_blank(end, line_end):
                found[line] = _Empty(Call(call.name, start, line_end), piece.kind, ends_quote)
    return dict(sorted(found.items()))


def _is_block(piece: Piece, lines: Lines) -> bool:
    """Whether what is written has lines of its own."""
    start, end = piece.call.whole
    if isinstance(piece.outcome, Around):
        return piece.outcome.is_block
    return bool(piece.outcome.block) and lines.begins_line(start) and lines.is_blank(end, lines.end(end))


def _is_of_lines(outcome: Around) -> bool:
    return outcome.is_block or outcome.is_verbatim


def _empty(page: _Page) -> Iterator[Edit]:
    """These lines are removed with their line breaks, unless one has to separate what is before from what is after."""
    lines, is_after_blank, last = page.lines, False, -1  # `last`: where the line after the last of them starts
    for start, empty in page.empty.items():
        following = lines.end(empty.tag.end) + 1
        is_after_blank = not empty.ends_quote and (is_after_blank if start == last else lines.is_blank_line(start - 1))
        last = following
        if is_after_blank or lines.is_blank_line(following) or following in page.empty:
            yield Edit(start, min(following, len(lines.text)), "", empty.kind)
        else:
            yield Edit(start, empty.tag.end, _lead(empty.tag, page).rstrip(), empty.kind)


def _indentation(start: int, page: _Page) -> Iterator[Edit]:
    """The edits at the beginning of a line within blocks."""
    lines, position = page.lines, start
    end = lines.end(start)
    if lines.is_blank(start, end):
        yield Edit(start, end, _beginning(page.around[start], page)[0].rstrip(), "indentation")
        return
    found: list[Edit] = []
    for call, prefix in page.around[start]:
        margin = start + len(lines.margin(call.start))
        while position < min(end, margin) and lines.text[position] in BLANKS:
            position += 1
        stop, column = position, 0
        while stop < end and column < call.indent and lines.text[stop] in " \t":
            column += 1 if lines.text[stop] == " " else 4 - column % 4
            stop += 1
        found.append(Edit(position, stop, prefix, "indentation"))
        position = stop
    line = lines.text[position:end]
    if any(call.indent for call, _ in page.around[start]) and _MARKUP.search(line):
        # Text that was indented as code has markup now, of which the page does not show all words. With the whole
        # line in the edit the record shows what has become of them.
        found[-1] = Edit(found[-1].start, end, found[-1].text + line, "indentation")
    yield from found


def _edits_of(piece: Piece, page: _Page) -> Iterator[Edit]:
    """The edits of the tags of a call."""
    call, outcome, lines = piece.call, piece.outcome, page.lines
    if isinstance(outcome, Instead):
        start, end = call.whole
        if _is_block(piece, lines):
            yield from _blank_before(piece, page)
            lead = _lead(call, page)
            yield Edit(start, end, _joined(outcome.block, lead) + _blank_after(end, lead, page), piece.kind)
        elif lines.start(start) not in page.empty:
            yield Edit(start, end, outcome.line, piece.kind)
    elif not outcome.is_block:
        for tag, text in (((call.start, call.end), outcome.before), (call.closing, outcome.after)):
            if tag and lines.start(tag[0]) not in page.empty:
                yield Edit(*tag, text, piece.kind)
    else:
        if lines.start(call.start) not in page.empty or outcome.before:
            yield from _opening(piece, outcome, page)
        if call.closing and (lines.start(call.closing[0]) not in page.empty or outcome.after):
            yield _closing(call.closing, piece, outcome, page)


def _opening(piece: Piece, outcome: Around, page: _Page) -> Iterator[Edit]:
    call, lines = piece.call, page.lines
    lead, own = _lead(call, page), _lead(call, page) + outcome.prefix
    before = _joined(outcome.before, lead)
    if lines.begins_line(call.start):
        yield from _blank_before(piece, page)
    else:
        before = f"\n{lead.rstrip()}\n{lead}{before}"
    end = call.end
    gap = f"\n{own.rstrip()}" if outcome.gap else ""
    if call.closing is None:
        before += _blank_after(end, lead, page)
    elif lines.text[end : min(lines.end(end), call.closing[0])].strip():
        while lines.text[end] in " \t":
            end += 1
        before += f"{gap}\n{own}" if outcome.before else outcome.prefix
    elif gap and not lines.is_blank_line(lines.end(end) + 1):
        before += gap
    yield Edit(call.start, end, before, piece.kind)


def _closing(tag: tuple[int, int], piece: Piece, outcome: Around, page: _Page) -> Edit:
    lines, lead = page.lines, _lead(piece.call, page)
    start, end = tag
    line = lines.start(start)
    is_alone = line >= piece.call.end and lines.is_blank(line, start) and start < end
    after = _joined(outcome.after, lead)
    if after:
        above = line - 1 if is_alone else line
        is_separated = lines.is_blank_line(above) or (is_alone and lines.start(above) in page.ends)
        wants_gap = outcome.gap and not is_separated
        if not is_alone:
            after = (f"\n{lead.rstrip()}" if wants_gap else "") + f"\n{lead}{after}"
        elif wants_gap:
            after = f"\n{lead}{after}"
    if not lines.is_blank(end, lines.end(end)):
        while lines.text[end] in " \t":
            end += 1
        separator = f"\n{lead}" if is_alone and not after else f"\n{lead.rstrip()}\n{lead}"
        return Edit(start, end, after + separator, piece.kind)
    is_outermost = start < end or page.outermost[end] == piece.call.start
    return Edit(start, end, after + (_blank_after(end, lead, page) if is_outermost else ""), piece.kind)


def _joined(block: str, lead: str) -> str:
    """The lines of a block, all but the first with what must stand before them."""
    first, *others = block.split("\n")
    return "\n".join([first, *((lead + line).rstrip() if not line else lead + line for line in others)])


def _blank_before(piece: Piece, page: _Page) -> Iterator[Edit]:
    """A blank line before that of the call, if there is none and one can be there."""
    lines = page.lines
    line = lines.start(piece.call.start)
    above = lines.start(line - 1)
    is_after_blank = lines.is_blank_line(line - 1) or above in page.empty or above in page.ends
    if line > 0 and not is_after_blank and not ITEM.search(lines.text, line, piece.call.start):
        yield Edit(line, line, f"{_lead(piece.call, page).rstrip()}\n", piece.kind)


def _blank_after(end: int, lead: str, page: _Page) -> str:
    following = page.lines.end(end) + 1
    return "" if page.lines.is_blank_line(following) or following in page.empty else f"\n{lead.rstrip()}"


def _lead(call: Call, page: _Page) -> str:
    """What stands before each line in the place of the call, in the new text."""
    blocks = page.around.get(page.lines.start(call.start), ())
    lead, position = _beginning([block for block in blocks if block[0].start < call.start], page)
    return lead + page.lines.margin(call.start)[position:]


def _beginning(blocks: Sequence[tuple[Call, str]], page: _Page) -> tuple[str, int]:
    """What stands before each line in these blocks, and how many characters of the old line are its margin."""
    lead, position = "", 0
    for call, prefix in blocks:
        margin = page.lines.margin(call.start)
        lead += margin[position:] + prefix
        position = max(position, len(margin)) + call.indent
    return lead, position
