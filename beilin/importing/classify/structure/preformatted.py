"""Lines whose spaces carry meaning: tables and drawings made with characters. They stay as they are, in a fence."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from beilin.importing.classify.structure.extent import TAB, in_columns
from beilin.importing.source.lines import SourceLine

MIN_ROWS = 3
MAX_COLUMNS = 160  # a wider line is prose that happens to have a tab
_BOX = re.compile(r"[\u2500-\u257f\u2580-\u259f]")
# `+---+`, `|---|`, `+===+`; a line of one character alone is only a separator.
_BORDER = re.compile(r"[+|][-=+|: ]*[-=]{2,}[-=+|: ]*|[-=]{2,}[+|][-=+|: ]*")
_SIGN = re.compile(r"[|+│║─-╿▀-▟]|[-=/\\_]{2}")  # without one a line is not drawn
_BAR = re.compile(r"[|│║]")
_DRAWN = re.compile(r"\+[-=]{2,}|[-=]{2,}\+|[-=]{2,}>|<[-=]{2,}|[|│║].*[|│║]|[/\\_|]{2}.*[/\\_|]{2}|[─-╿▀-▟].*[─-╿▀-▟]")
_LEADERS = re.compile(r"(?:\.{4,}|(?: \.){4,}|…{2,}|·{4,})\s*[0-9ivxlc]{1,5}\Z")
# Two spaces after a sentence are a typist's habit; three, or two after anything else, divide columns.
_GAP = re.compile(r"(?<=[^\s.!?:;])[ ]{2,}(?=\S)|(?<=[.!?:;])[ ]{3,}(?=\S)|\u3000{2,}(?=\S)")
_WIDE_GAP = re.compile(r"\S {4,}\S")
_LOGGED = re.compile(r"\W?\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d.*\b(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL)\b")
_SENTENCE = re.compile(r"[。！？]|[a-z][.!?] [A-Z]")


def preformatted_lines(chunks: Sequence[Sequence[SourceLine]]) -> list[list[SourceLine]]:
    """The runs of adjacent lines that are a table or a drawing."""
    runs: list[list[SourceLine]] = []
    for chunk in chunks:
        if len(chunk) < 2:
            continue
        drawing = _drawing(chunk)
        runs += (
            [drawing]
            if drawing
            else [run for find in (_tabbed, _leaders, _logged, _aligned) for run in find(chunk)][:1]
        )
    return runs


def _drawing(chunk: Sequence[SourceLine]) -> list[SourceLine]:
    """The lines from the first drawn one of the chunk to the last, if enough of them are drawn."""
    signs = [n for n, line in enumerate(chunk) if _SIGN.search(line.text)]
    drawn = [n for n in signs if _DRAWN.search(chunk[n].text[:MAX_COLUMNS]) or _BOX.match(chunk[n].text)]
    has_border = any(_BORDER.fullmatch(chunk[n].text[:MAX_COLUMNS]) or _is_boxed(chunk[n].text) for n in drawn)
    bars = {len(_BAR.findall(chunk[n].text)) for n in drawn}
    is_table = len(drawn) >= MIN_ROWS and len(bars) == 1 and min(bars) >= 2
    if len(drawn) < 2 or not (has_border or is_table):
        return []
    run = chunk[drawn[0] : drawn[-1] + 1]
    is_mostly_drawn = len(drawn) * 2 >= len(run)
    return list(run) if is_mostly_drawn and not any(map(_is_too_wide, run)) else []


def _is_boxed(text: str) -> bool:
    """Whether the line is drawn with box characters and has more than one kind, so that it is not a separator."""
    return len(set(_BOX.findall(text))) > 1


def _is_too_wide(line: SourceLine) -> bool:
    return in_columns(line.raw) > MAX_COLUMNS


def _runs(chunk: Sequence[SourceLine], key: Callable[[SourceLine], int]) -> list[list[SourceLine]]:
    """The runs of lines with the same key that is not 0."""
    groups = [(value, list(lines)) for value, lines in groupby(chunk, key)]
    return [lines for value, lines in groups if value and len(lines) >= MIN_ROWS]


def _tabbed(chunk: Sequence[SourceLine]) -> list[list[SourceLine]]:
    """Rows with the same number of cells, divided by tabs."""

    def tabs(line: SourceLine) -> int:
        tabs = line.text.count("\t")
        return 0 if not tabs or _is_too_wide(line) or _SENTENCE.search(line.text) else tabs

    return _runs(chunk, tabs)


def _leaders(chunk: Sequence[SourceLine]) -> list[list[SourceLine]]:
    """Entries of a table of contents, with dots up to the number of the page."""
    return _runs(chunk, lambda line: _LEADERS.search(line.text[-200:]) is not None)


def _logged(chunk: Sequence[SourceLine]) -> list[list[SourceLine]]:
    """Lines that a program logged, each with its time and its level."""
    return _runs(chunk, lambda line: _LOGGED.match(line.text[:MAX_COLUMNS]) is not None)


def _aligned(chunk: Sequence[SourceLine]) -> list[list[SourceLine]]:
    """Rows of which most cells begin or end in the same columns. In justified text only few do, by accident."""
    runs: list[list[SourceLine]] = []
    run: list[SourceLine] = []
    common: frozenset[tuple[str, int]] = frozenset()
    for line in chunk:
        edges = _edges(line.raw) if _may_have_columns(line) else frozenset()
        if run and len(common & edges) * 4 >= max(len(common), len(edges)):
            run.append(line)
            common &= edges
            continue
        runs.append(run)
        run, common = ([line], edges) if edges else ([], frozenset())
    runs.append(run)
    return [run for run in runs if len(run) >= MIN_ROWS or (len(run) > 1 and all(map(_has_wide_gap, run)))]


def _has_wide_gap(line: SourceLine) -> bool:
    """Whether the line has a gap so wide that two such rows are enough."""
    return _WIDE_GAP.search(line.text) is not None


def _may_have_columns(line: SourceLine) -> bool:
    has_gap = "  " in line.text or "\t" in line.text or "\u3000\u3000" in line.text
    return has_gap and not _is_too_wide(line) and not _SENTENCE.search(line.text)


def _edges(raw: str) -> frozenset[tuple[str, int]]:
    """Where the cells after the first begin and end, in columns."""
    text = raw.rstrip().expandtabs(TAB)
    gaps = list(_GAP.finditer(text, len(text) - len(text.lstrip())))
    ends = [*(gap.start() for gap in gaps[1:]), len(text)]
    begins = {("begin", in_columns(f"{text[: gap.end()]}.") - 1) for gap in gaps}
    return frozenset(begins | {("end", in_columns(text[:end])) for end in ends if gaps})
