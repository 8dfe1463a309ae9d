"""Source code in a plain text: adjacent lines most of which only a programming language writes like that."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from beilin.importing.classify.structure.code_lines import LineKind, is_label, is_prompt, kind_of_line
from beilin.importing.classify.structure.extent import indentation
from beilin.importing.source.lines import SourceLine
from beilin.text.cjk import count_unspaced

# Shares are of the lines of a block, without comments and blank lines.
MIN_CODE = 0.5  # of each part between blank lines, with what is only likely
MIN_INDENTED = 0.6  # if the block is indented in itself
MIN_FLAT = 0.8  # if it is not
MIN_NESTED_LIKELY = 4  # lines that are only likely to be code, if they are nested


@dataclass(frozen=True, slots=True)
class _Line:
    line: SourceLine
    kind: LineKind
    indent: int


def code_blocks(lines: Sequence[SourceLine]) -> list[list[SourceLine]]:
    """The runs of lines that are code, each from its first line to its last. `lines` has blank lines, in order."""
    blocks: list[list[_Line]] = []
    for run in _runs(lines):
        blocks += _blocks(_parts(run))
    return [[line.line for line in block] for block in map(_trimmed, blocks) if _is_certain(block)]


def _runs(lines: Sequence[SourceLine]) -> list[list[_Line]]:
    """The runs of adjacent lines that are not prose. Prose deeper than a line of code above it is text in the code."""
    runs: list[list[_Line]] = [[]]
    for source in lines:
        line = _Line(source, kind_of_line(source.text), indentation(source.raw) if source.text else 0)
        run = runs[-1]
        if run and source.number != run[-1].line.number + 1:
            run = []
            runs.append(run)
        is_inside = bool(run) and run[-1].kind != "blank" and line.indent > run[-1].indent - 1 and line.indent > 0
        if line.kind == "prose" and not (is_inside and line.indent > _outermost(run)):
            runs.append([])
        elif run or line.kind != "blank":
            run.append(line)
    return [run for run in runs if run]


def _outermost(run: Sequence[_Line]) -> int:
    return min((line.indent for line in run[-40:] if line.kind != "blank"), default=0)


def _parts(run: Sequence[_Line]) -> list[list[_Line]]:
    """The run divided at blank lines, which stay at the ends of the parts."""
    parts: list[list[_Line]] = [[]]
    for line in run:
        if line.kind != "blank" and parts[-1] and parts[-1][-1].kind == "blank":
            parts.append([])
        parts[-1].append(line)
    return parts


def _blocks(parts: Sequence[list[_Line]]) -> list[list[_Line]]:
    """The parts that are code, together with comments and indented lines between them."""
    blocks: list[list[_Line]] = []
    waiting: list[_Line] = []
    is_open = False
    for part in parts:
        filled = [line for line in part if line.kind not in ("blank", "comment")]
        code = [line for line in filled if line.kind in ("code", "likely")]
        if code and len(code) >= MIN_CODE * len(filled):
            if is_open:
                blocks[-1] += waiting + part
            else:
                blocks.append(list(part))
            waiting, is_open = [], True
        elif is_open and (not filled or min(line.indent for line in filled) > 0):
            waiting += part
        else:
            waiting, is_open = [], False
    return blocks


def _trimmed(block: Sequence[_Line]) -> list[_Line]:
    """The block without blank lines and words that introduce or follow it."""
    start, end = 0, len(block)
    while start < end and (block[start].kind == "blank" or _is_label(block[start])):
        start += 1
    while end > start and (block[end - 1].kind == "blank" or _is_label(block[end - 1])):
        end -= 1
    return list(block[start:end])


def _is_label(line: _Line) -> bool:
    return line.kind == "neutral" and is_label(line.line.text)


def _is_certain(block: Sequence[_Line]) -> bool:
    """Whether enough lines are code, and the block is indented as code is, or nearly all lines are code."""
    lines = [line for line in block if line.kind not in ("blank", "comment")]
    clear = sum(line.kind == "code" for line in lines)
    likely = sum(line.kind == "likely" for line in lines)
    if not lines or not _is_latin(block) or clear + likely < MIN_CODE * len(lines):
        return False
    if sum(is_prompt(line.line.text) for line in lines) > 1:
        return True
    indents = [line.indent for line in lines]
    if min(indents) > 1 and clear == len(lines) > 1:
        return True
    if max(indents) > min(indents):
        is_nested = likely >= MIN_NESTED_LIKELY and len(set(indents)) > 1
        is_whole = clear > 0 and clear + likely == len(lines)
        return is_nested or is_whole or (clear > 1 and clear + likely >= MIN_INDENTED * len(lines))
    return len(lines) > 2 and clear + likely >= MIN_FLAT * len(lines) and clear * 2 >= len(lines)


def _is_latin(block: Sequence[_Line]) -> bool:
    texts = [line.line.text for line in block if line.kind != "comment"]
    return sum(map(count_unspaced, texts)) * 3 < sum(map(len, texts))
