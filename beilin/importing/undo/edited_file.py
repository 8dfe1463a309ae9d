"""An imported Markdown file after an editor worked on it: which of its lines come from which lines of the source."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from beilin.importing.markdown.front_matter import set_aside_line
from beilin.importing.record.fingerprints import fingerprint
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.source.joins import lines_of_paragraphs
from beilin.importing.undo.alignment import aligned
from beilin.reading.extensions import MARKERS
from beilin.reading.front_matter import split_front_matter
from beilin.reading.headings import plain_text
from beilin.reading.markdown import parser

_MARKER = re.compile(r" {0,3}(?:#{1,6}|[0-9]{1,9}[.)]|[-+*]|>)[ \t]+")
_FENCE = re.compile("`{3,}[^`]*")
_MARKUP = re.compile(rf"[{re.escape(MARKERS)}]|://|www\.", re.IGNORECASE)


def body_start(lines: Sequence[str]) -> int:
    """The index of the first line after the front matter."""
    return split_front_matter("\n".join(lines))[2] - 1


def displayed_text(line: str) -> str:
    """The text that a line of Markdown displays, without the marker of its block."""
    text = line.strip()
    if marker := _MARKER.match(text):
        text = text[marker.end() :]
    if not _MARKUP.search(text):
        return text
    (block,) = parser().parseInline(text, {})
    return plain_text(block.children or ())


def line_positions(record: ImportRecord, lines: Sequence[str]) -> dict[int, int]:
    """For each line of the source that is unchanged in the file: its index among the file's lines. In file order."""
    numbers = [number for number in range(body_start(lines), len(lines)) if lines[number].strip()]
    in_record = set(record.fingerprints)
    in_file = [_fingerprint_of(lines[number], in_record) for number in numbers]
    written = record.written_lines()
    positions = {written[before]: numbers[after] for before, after in aligned(record.fingerprints, in_file).items()}
    for first, *others in lines_of_paragraphs(record.body, record.joins).values():
        if first in positions:
            positions |= dict.fromkeys(others, positions[first])
    return dict(sorted(positions.items()))


def block_ends(record: ImportRecord, lines: Sequence[str], positions: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """For each line of the source in `positions`: the first and the last index of its block, with its fence."""
    ends = {number: (index, index) for number, index in positions.items()}
    for block in record.preformatted:
        inside = [positions[number] for number in block if number in positions]
        if inside:
            first, last = fence_around(lines, inside[0], inside[-1])
            ends |= {number: (first, last) for number in block if number in positions}
    return ends


def fence_around(lines: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """The indices of the fences around the lines from `first` to `last`."""
    while first and not _FENCE.fullmatch(lines[first - 1]):
        first -= 1
    while last + 1 < len(lines) and not _FENCE.fullmatch(lines[last + 1]):
        last += 1
    return max(first - 1, 0), min(last + 1, len(lines) - 1)


def _fingerprint_of(line: str, in_record: set[str]) -> str:
    """The fingerprint of the displayed text, or of the raw line if only that one is in the record."""
    displayed, raw = fingerprint(displayed_text(line)), fingerprint(line.strip())
    return displayed if displayed in in_record or raw not in in_record else raw


def with_updated_counts(lines: Sequence[str], before: Mapping[str, int], after: Mapping[str, int]) -> list[str]:
    """The file with new counts of lines set aside in its front matter, unless an editor changed the old ones."""
    old, new, updated = set_aside_line(before), set_aside_line(after), list(lines)
    end = body_start(lines)
    if old and old in updated[:end]:
        index = updated.index(old)
        updated[index : index + 1] = [new] if new else []
    elif not old and new:
        for index in range(end):
            if updated[index].startswith("  importer: "):
                updated.insert(index + 1, new)
                break
    return updated
