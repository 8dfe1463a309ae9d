"""What an editor did to paragraphs since the import, character by character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from beilin.importing.comparison.collation import MAX_TEXT, CollatedLine, CollatedRow, Mark, Text, piece, shortened

MAX_COMPARED = 2000  # characters; comparing takes time with the square of their number
MIN_ALIKE = 0.3  # the share of characters in common below which marks would only confuse
_MIN_RUN = 2  # characters; a single one in common between two changes is a coincidence

Span = tuple[int, int]  # the offsets of the beginning and the end
Lines = Sequence[tuple[int, str]]  # the numbers of lines from 0, and their texts


def edited_rows(paragraphs: Sequence[Lines], texts: Sequence[str]) -> list[CollatedRow]:
    """The rows of paragraphs of the source that are no longer in the article, and of what is in their place.

    As many of the one as of the other are compared one by one; otherwise all are in one row.
    """
    if len(paragraphs) == len(texts):
        return [_compared(lines, [text]) for lines, text in zip(paragraphs, texts, strict=True)]
    return [_compared([line for paragraph in paragraphs for line in paragraph], texts)]


def _compared(lines: Lines, texts: Sequence[str]) -> CollatedRow:
    sources = [line for _, line in lines]
    removed, added = _changed_spans("".join(sources), "".join(texts)) or ([], [])
    marked = zip(lines, _marked(sources, removed, "removed"), strict=True)
    collated = tuple(CollatedLine(number + 1, text) for (number, _), text in marked)
    return CollatedRow("edited", collated, tuple(_marked(texts, added, "added")))


def _changed_spans(before: str, after: str) -> tuple[list[Span], list[Span]] | None:
    """The spans of each text that the other does not have; None if they are too long or too different to mark them."""
    if max(len(before), len(after)) > MAX_COMPARED:
        return None
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
    common = [block for block in blocks if block.size >= min(_MIN_RUN, len(before), len(after)) or not block.size]
    if sum(block.size for block in common) < MIN_ALIKE * max(len(before), len(after)):
        return None
    spans: tuple[list[Span], list[Span]] = ([], [])
    first = second = 0
    for block in common:
        spans[0].append((first, block.a))
        spans[1].append((second, block.b))
        first, second = block.a + block.size, block.b + block.size
    return spans


def _marked(texts: Sequence[str], spans: Sequence[Span], mark: Mark) -> Iterator[Text]:
    """Each of the texts with the mark on these spans, which count through all of them; some may be empty.

    White space that was removed was stripped by the import, or does not matter.
    """
    begin = 0
    for text in texts:
        pieces, done, shown = [], 0, text[:MAX_TEXT]
        for start, end in spans:
            start, end = max(start - begin, 0), min(end - begin, len(shown))
            if start < end:
                pieces += [piece(shown[done:start])] if start > done else []
                changed = shown[start:end]
                pieces.append(piece(changed, "stripped" if mark == "removed" and changed.isspace() else mark))
                done = end
        rest = shortened(text[done:])
        yield (*pieces, piece(rest)) if rest else tuple(pieces)
        begin += len(text)
