"""What restoring a line and setting it aside change in the import record. Each is the exact inverse of the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from beilin.importing.record.fingerprints import fingerprint
from beilin.importing.record.import_record import BodyForm, ImportRecord, Neighbour, Review, SetAside
from beilin.importing.record.line_entries import snippet
from beilin.importing.source.lines import clean_line
from beilin.importing.source.stripped import with_pieces, without_pieces
from beilin.importing.undo.edited_file import displayed_text

BY_HAND = "set aside by hand"


def record_with_line(record: ImportRecord, entry: SetAside, form: BodyForm, text: str) -> ImportRecord:
    """The record with the entry's line in the body again, in that form and with that text."""
    index = bisect_left(record.body, entry.line)
    reasons = entry.review or tuple(item.why for item in record.review if item.line == entry.line)
    review = [item for item in record.review if item.line != entry.line]
    restored = [with_neighbour(item, entry.line, text) for item in record.restored]
    if entry.was:
        review += reviews_of(entry.line, form, text)
    else:
        restored.append(replace(entry, review=reasons))
    written = bisect_left(record.written_lines(), entry.line)
    return replace(
        record,
        body=(*record.body[:index], entry.line, *record.body[index:]),
        fingerprints=(
            *record.fingerprints[:written],
            fingerprint(without_pieces(entry.text, form.stripped)),
            *record.fingerprints[written:],
        ),
        headings=tuple(sorted([*record.headings, entry.line])) if form.kind == "heading" else record.headings,
        set_aside=tuple(with_neighbour(item, entry.line, text) for item in record.set_aside if item is not entry),
        restored=tuple(sorted(restored, key=lambda item: item.line)),
        stripped=tuple(sorted([*record.stripped, *form.stripped], key=lambda piece: (piece.line, piece.column))),
        review=_by_line(review),
    )


def record_without_line(record: ImportRecord, entry: SetAside) -> ImportRecord:
    """The record with the entry's line set aside."""
    index = record.body.index(entry.line)
    text = snippet(clean_line(0, entry.text).text)
    review = [item for item in record.review if item.line != entry.line]
    review += [Review(entry.line, reason, text) for reason in entry.review]
    entries = [*(without_neighbour(item, entry) for item in record.set_aside), replace(entry, review=())]
    written = record.written_lines().index(entry.line)
    return replace(
        record,
        body=(*record.body[:index], *record.body[index + 1 :]),
        fingerprints=(*record.fingerprints[:written], *record.fingerprints[written + 1 :]),
        headings=tuple(line for line in record.headings if line != entry.line),
        set_aside=tuple(sorted(entries, key=lambda item: item.line)),
        restored=tuple(without_neighbour(item, entry) for item in record.restored if item.line != entry.line),
        stripped=tuple(piece for piece in record.stripped if piece.line != entry.line),
        review=_by_line(review),
    )


def manual_entry(record: ImportRecord, line: int, lines: list[str], positions: dict[int, int]) -> SetAside:
    """The entry of a line that an editor sets aside. `lines` is the Markdown, `positions` where lines stand in it."""
    texts = {number: displayed_text(lines[index]) for number, index in positions.items()}
    stripped = record.stripped_from(line)
    index = record.body.index(line)
    before, after = (
        Neighbour(record.body[n], snippet(texts.get(record.body[n], ""))) if 0 <= n < len(record.body) else None
        for n in (index - 1, index + 1)
    )
    kind = "heading" if line in record.headings else "paragraph"
    reasons, questions = reviews_at(record, line)
    beside = "before" if before and positions.get(before.line) == positions[line] - 2 else "after"
    form = BodyForm(kind, lines[positions[line]], stripped, reasons, beside, questions)
    return SetAside(line, BY_HAND, "an editor chose it", with_pieces(texts[line], stripped), before, after, form)


def reviews_at(record: ImportRecord, line: int) -> tuple[tuple[str, ...], tuple[Review, ...]]:
    """What an editor should look at on the line, as a `BodyForm` has it: reasons, or whole questions."""
    reviews = tuple(item for item in record.review if item.line == line)
    if any(item.proposal or item.until is not None for item in reviews):
        return (), reviews
    return tuple(item.why for item in reviews), ()


def reviews_of(line: int, form: BodyForm, text: str) -> list[Review]:
    """The inverse of `reviews_at` for a line with that text."""
    return [*(Review(line, reason, snippet(text)) for reason in form.review), *form.questions]


def with_neighbour(item: SetAside, line: int, text: str) -> SetAside:
    """The entry with the line that joins the body as its neighbour, if it is the nearest now."""
    if line < item.line and (item.before is None or item.before.line < line):
        return replace(item, before=Neighbour(line, snippet(text)))
    if line > item.line and (item.after is None or item.after.line > line):
        return replace(item, after=Neighbour(line, snippet(text)))
    return item


def without_neighbour(item: SetAside, entry: SetAside) -> SetAside:
    """The entry with a new neighbour, if its neighbour was the line that leaves the body."""
    if item.before and item.before.line == entry.line:
        return replace(item, before=entry.before)
    if item.after and item.after.line == entry.line:
        return replace(item, after=entry.after)
    return item


def _by_line(items: Iterable[Review]) -> tuple[Review, ...]:
    return tuple(sorted(items, key=lambda item: item.line))
