"""How two lines of wrapped text are joined: with a space, without one, and what becomes of a hyphen between them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from beilin.importing.source.joins import Join, Separator
from beilin.importing.source.lines import SourceLine
from beilin.importing.source.stripped import LINE_END_HYPHEN, StrippedPiece
from beilin.text.cjk import HAN, is_unspaced


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the lines of a source say of its way of writing."""

    words: frozenset[str]  # with their hyphens, in lower case
    spaced: frozenset[str]  # of `letter` and `digit`: which of them mostly have a space between them and Han characters


_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_HYPHENATED = re.compile(r"(?P<word>[^\W\d_]+(?:-[^\W\d_]+)*)(?P<hyphen>[-\u2010])\Z")
_CLOSED_UP = re.compile(r"\S(?:[—–]|--)\Z|\w/\Z")  # a dash or slash that touches the word before it
_BESIDE_HAN = re.compile(f"[{HAN}](?P<before> ?)[A-Za-z0-9]|[A-Za-z0-9](?P<after> ?)(?=[{HAN}])")


def vocabulary_of(lines: Iterable[SourceLine]) -> Vocabulary:
    """The words inside the lines: those at both ends may be parts of words."""
    texts = [line.text for line in lines]
    words = {m[0].lower() for text in texts for m in _WORD.finditer(text) if m.start() > 0 and m.end() < len(text)}
    balance: Counter[str] = Counter()
    for text in texts:
        for match in _BESIDE_HAN.finditer(text):
            balance[_kind(match[0].strip()[-1 if match["after"] is None else 0])] += 1 if " " in match[0] else -1
    return Vocabulary(frozenset(words), frozenset(kind for kind, count in balance.items() if count > 0))


def _kind(character: str) -> str:
    return "digit" if character.isdigit() else "letter"


def join_lines(
    lines: Sequence[SourceLine], vocabulary: Vocabulary
) -> tuple[str, tuple[Join, ...], tuple[StrippedPiece, ...], list[int]]:
    """The text of a paragraph, its joins, the hyphens that were stripped, and the lines that end in a doubtful one."""
    text = lines[0].text
    joins: list[Join] = []
    hyphens: list[StrippedPiece] = []
    doubtful: list[int] = []
    for before, line in pairwise(lines):
        match = _hyphen_between(before.text, line.text)
        if match:
            first = _WORD.match(line.text)
            word = match["word"].rpartition("-")[2].lower() + (first[0].lower() if first else "")
            kept = f"{match['word']}-{first[0] if first else ''}".lower()
            if kept in vocabulary.words:
                pass
            elif word in vocabulary.words:
                text = text[:-1]
                column = before.raw.rindex(match["hyphen"])
                hyphens.append(StrippedPiece(before.number, column, LINE_END_HYPHEN, match["hyphen"]))
            else:
                doubtful.append(before.number)
        separator = "" if match else separator_between(before, line, vocabulary)
        text += separator
        joins.append(Join(line.number, len(text), separator))
        text += line.text
    return text, tuple(joins), tuple(hyphens), doubtful


def separator_between(before: SourceLine, line: SourceLine, vocabulary: Vocabulary) -> Separator:
    """What a reader would put between the two lines."""
    last, first = before.text[-1], line.text[0]
    if is_unspaced(last) or is_unspaced(first):
        if is_unspaced(last) and is_unspaced(first):
            return ""
        other = first if is_unspaced(last) else last
        is_between_scripts = re.match(f"[{HAN}]", last if is_unspaced(last) else first) and other.isalnum()
        return " " if is_between_scripts and _kind(other) in vocabulary.spaced else ""
    is_closed_up = _CLOSED_UP.search(before.text) or before.raw.rstrip().endswith("\xad")
    return "" if is_closed_up else " "


def _hyphen_between(before: str, after: str) -> re.Match[str] | None:
    """The match of a word that is divided by a hyphen at the line's end."""
    return _HYPHENATED.search(before[-60:]) if after[0].islower() else None
