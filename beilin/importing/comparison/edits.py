"""What an editor did to paragraphs since the import, character by character."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from beilin.importing.comparison.collation import CollatedLine, CollatedRow, Mark, Text, piece, plain

MAX_COMPARED = 2000  # characters; comparing takes time with the square of their number
MIN_ALIKE = 0.3  # the share of characters in common below which marks would only confuse
_MIN_RUN = 2  # characters; a single one in common between two changes is a coincidence

Lines = Sequence[tuple[int, str]]  # the numbers of lines from 0, and their texts


def edited_rows(paragraphs: Sequence[Lines], texts: Sequence[str]) -> list[CollatedRow]:
    """The rows of paragraphs of the source that are no longer in the article, and of what is in their place.

    As many of the one as of the other are compared one by one; otherwise all are in one row.
    """
    if len(paragraphs) == len(texts):
        return [_compared(lines, text) for lines, text in zip(paragraphs, texts, strict=True)]
    lines = tuple(CollatedLine(number + 1, plain(text)) for paragraph in paragraphs for number, text in paragraph)
    return [CollatedRow("edited", lines, tuple(map(plain, texts)))]


def _compared(lines: Lines, text: str) -> CollatedRow:
    before = "".join(line for _, line in lines)
    spans = _changed_spans(before, text)
    if spans is None:
        return CollatedRow(
            "edited", tuple(CollatedLine(number + 1, plain(line)) for number, line in lines), (plain(text),)
        )
    collated, start = [], 0
    for number, line in lines:
        own = [(max(begin - start, 0), min(end - start, len(line))) for begin, end in spans[0]]
        collated.append(CollatedLine(number + 1, _marked(line, own, "removed")))
        start += len(line)
    return CollatedRow("edited", tuple(collated), (_marked(text, spans[1], "added"),))


def _changed_spans(before: str, after: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]] | None:
    """The spans of each text that the other does not have; None if they are too long or too different to mark them."""
    if max(len(before), len(after)) > MAX_COMPARED:
        return None
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    common = [block for block in blocks if block.size >= min(_MIN_RUN, len(before), len(after)) or not block.size]
    if sum(block.size for block in common) < MIN_ALIKE * max(len(before), len(after)):
        return None
    spans: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
    first = second = 0
    for block in common:
        spans[0].append((first, block.a))
        spans[1].append((second, block.b))
        first, second = block.a + block.size, block.b + block.size
    return spans


def _marked(text: str, spans: Sequence[tuple[int, int]], mark: Mark) -> Text:
    """The text with the mark on these spans, some of which may be empty or outside."""
    pieces, done = [], 0
    for start, end in spans:
        if start >= end or start >= len(text):
            continue
        pieces += [piece(text[done:start])] if start > done else []
        pieces.append(piece(text[start:end], mark))
        done = end
    return (*pieces, piece(text[done:])) if done < len(text) else tuple(pieces)
