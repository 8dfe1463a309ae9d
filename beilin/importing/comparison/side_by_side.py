"""A source beside the article made from it, line by line, with the rule for each difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from beilin.importing.comparison.blocks import blocks_side_by_side
from beilin.importing.comparison.rows import NOT_KEPT, Kind, Row, added_rows
from beilin.importing.record.import_record import ImportRecord
from beilin.importing.source.encodings import encoding_option
from beilin.importing.source.joins import divided_text, lines_of_paragraphs
from beilin.importing.source.lines import read_source_text
from beilin.importing.source.stripped import with_pieces
from beilin.importing.undo.edited_file import block_ends, displayed_text, line_positions


def side_by_side(record: ImportRecord, markdown: str, original: bytes | None) -> list[Row]:
    """The rows in the order of the source. What an editor added comes after the line that it follows.

    Without the original bytes, the source of a line that was edited since is `NOT_KEPT`.
    """
    if record.document:
        return blocks_side_by_side(record, record.document, markdown)
    lines = markdown.split("\n")
    positions = line_positions(record, lines)
    source_lines = _original_lines(record, original) or _rebuilt_lines(record, lines, positions)
    outside_body = _outside_body(record)
    fences = {index for first, last in block_ends(record, lines, positions).values() for index in (first, last)}
    added = added_rows(lines, set(positions.values()) | fences)
    last_lines = {index: number for number, index in positions.items()}
    joins = {join.line: join for join in record.joins}
    rows = added.pop(-1, [])
    for number in range(record.lines):
        source = source_lines.get(number, NOT_KEPT)
        if number in positions:
            index = positions[number]
            if number in joins:
                how = "with a space" if joins[number].separator else "without a space"
                rows.append(Row(number + 1, source, "", "changed", f"joined to the line before {how}"))
            else:
                kind, rule = _difference(record, number, source, lines[index])
                rows.append(Row(number + 1, source, lines[index], kind, rule))
            if last_lines[index] == number:
                rows += added.pop(index, [])
        else:
            kind, rule = outside_body.get(number, ("edited", "edited since, or removed"))
            rows.append(Row(number + 1, source, "", kind, rule))
    return rows


def _original_lines(record: ImportRecord, original: bytes | None) -> dict[int, str]:
    if original is None:
        return {}
    text, _ = read_source_text(record.file, original, encoding_option(record.encoding))
    return {line.number: line.raw for line in text.lines} if text else {}


def _rebuilt_lines(record: ImportRecord, lines: Sequence[str], positions: Mapping[int, int]) -> dict[int, str]:
    """The source's lines as far as the article and the record together determine them."""
    rebuilt = {item.line: item.text for item in record.facts} | {item.line: item.text for item in record.set_aside}
    rebuilt |= dict.fromkeys(record.blank, "")
    preformatted = {number for block in record.preformatted for number in block}
    joins = {join.line: join for join in record.joins}
    for first, *others in lines_of_paragraphs(record.body, record.joins).values():
        if first in positions:
            line = lines[positions[first]]
            text = line if first in preformatted else displayed_text(line)
            parts = divided_text(text, [joins[number] for number in others])
            for number, part in zip((first, *others), parts, strict=True):
                rebuilt[number] = with_pieces(part, record.stripped_from(number))
    return rebuilt


def _outside_body(record: ImportRecord) -> dict[int, tuple[Kind, str]]:
    """What became of each line that is not in the body, and by which rule."""
    outside: dict[int, tuple[Kind, str]] = dict.fromkeys(record.blank, ("blank", ""))
    for item in record.set_aside:
        outside[item.line] = ("set aside", f"{item.rule}: {item.evidence}")
    for fact in record.facts:
        outside[fact.line] = ("front matter", f"{fact.key}: {', '.join(fact.values)}")
    return outside


def _difference(record: ImportRecord, number: int, source: str, markdown: str) -> tuple[Kind, str]:
    """Whether the line differs in the Markdown, and by which rules."""
    reasons = [f"{piece.rule} {piece.text!r} stripped" for piece in record.stripped_from(number)]
    if number in record.headings:
        reasons.insert(0, "heading")
    elif any(number in items for items in record.lists):
        reasons.insert(0, "list item")
    elif any(number in block for block in record.preformatted):
        return ("changed" if reasons else "same"), ", ".join(["preformatted", *reasons])
    if any(piece.line == number for piece in record.strong):
        reasons.append("the speaker's name is strong")
    if any(item.line == number for item in record.restored):
        reasons.append("restored by hand")
    if "\\" in markdown and displayed_text(markdown) != markdown.lstrip("# "):
        reasons.append("markup escaped")
    return ("changed" if reasons or source != markdown else "same"), ", ".join(reasons)
