"""Whether the Markdown of a single block shows the block's text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from beilin.importing.markdown.labels import labels_in, normalised_label
from beilin.importing.markdown.shown import (
    FORMULA_MARK,
    NOTE_MARK,
    code_of,
    marks_split,
    reader_for_proof,
    shown_of,
    solid,
    without_formula_marks,
)
from beilin.importing.model import Block
from beilin.model import Body
from beilin.problems.problem import has_errors
from beilin.reading.markdown import render_markdown
from beilin.reading.settings import ReaderSettings
from beilin.reading.text_blocks import text_of

# Kinds of which the page may show more than the source: the words for a video, or the name of an alert.
_MAY_SHOW_MORE = ("figure", "other")
_RECOGNISED = 4  # characters by which the text after a mark is found
_MAX_NOTE_MARK = 12  # characters: [12], *, 註1
_DELIMITERS = re.compile(r"\$\$?|\\[()\[\]]")
_PLAIN_KINDS = ("paragraph", "heading", "table", "rule")
_HEADING = re.compile(r"#{2,6}[ \t][^\n]*")
_ALERT = re.compile(r"\[![\w-]+\][+-]?(?:[ \t]|\Z)")
_END = "以下無文"  # a paragraph that must stand after the block
_TASK = re.compile(r"\[[ xX]\][ \t]")
_MARKUP = re.compile(r"\[\^|\$|\\[(\[]")
_DEFINITION = re.compile(r" {0,3}\[(?P<label>[^\[\]^][^\[\]]{0,200})\]:")


def is_plain(block: Block) -> bool:
    """Whether the page as a whole proves the block: it must show exactly its text, without notes and formulas."""
    if block.kind == "heading" and not _HEADING.fullmatch(block.markdown):
        return False
    return block.kind in _PLAIN_KINDS and not _MARKUP.search(block.markdown) and not _is_head_of_alert(block)


def definitions_in(blocks: Iterable[Block]) -> dict[str, str]:
    """What the blocks define for others, by label: links as they are defined, and for each footnote any text."""
    definitions: dict[str, str] = {}
    for block in blocks:
        for container in block.containers:
            if container.kind == "note":
                definitions.setdefault(normalised_label(f"^{container.label}"), f"[^{container.label}]: -")
        if block.kind == "other" and not block.text and (match := _DEFINITION.match(block.markdown)):
            definitions.setdefault(normalised_label(match["label"]), block.markdown)
    return definitions


def shown_alone(block: Block, definitions: Mapping[str, str], reader: ReaderSettings) -> str:
    """What a page would show of the block, with the signs for notes and formulas."""
    return shown_of(_rendered(block, definitions, reader)[0]).text


def shows_its_text(block: Block, definitions: Mapping[str, str], reader: ReaderSettings) -> bool:
    """Whether the Markdown, rendered alone, is a block of its kind that shows the block's text."""
    body, is_closed = _rendered(block, definitions, reader)
    if not is_closed:
        return False
    if block.kind == "heading" and not (body.html.startswith("<h") and body.html.count("</h") == 1):
        return False
    if block.kind == "code" and not _has_code(body, block.text):
        return False
    text, shown = solid(block.text), shown_of(body).text
    if _is_head_of_alert(block):
        return text in ("", solid("".join(shown.text for shown in text_of(body))))
    if block.kind in _MAY_SHOW_MORE:
        stretches = without_formula_marks(shown).split(NOTE_MARK)
        return _is_within(_without_delimiters(text), [_without_delimiters(stretch) for stretch in stretches])
    return _fits(text, marks_split(shown))


def _rendered(block: Block, definitions: Mapping[str, str], reader: ReaderSettings) -> tuple[Body, bool]:
    """The body of the block alone, and whether its Markdown is without errors and leaves nothing open."""
    markdown = block.markdown
    if _is_head_of_alert(block):
        markdown = f"> {markdown}"
    elif _is_task(block):
        markdown = "- " + markdown.replace("\n", "\n  ")
    markdown += f"\n\n{_END}"
    if definitions and "[" in markdown:
        labels = labels_in(markdown)
        markdown += "".join(f"\n\n{definitions[label]}" for label in labels if label in definitions)
    return _body_of(markdown, reader_for_proof(reader))


# What a block shows is needed for the block and again for the page.
@lru_cache(maxsize=512)
def _body_of(markdown: str, reader: ReaderSettings) -> tuple[Body, bool]:
    rendered, problems = render_markdown(markdown, file="", settings=reader)
    body, _, rest = rendered.body.html.rpartition(f"<p>{_END}</p>\n")
    is_whole = bool(body or rest) or rendered.body.html == f"<p>{_END}</p>\n"
    return replace(rendered.body, html=body + rest), is_whole and not has_errors(problems)


def _is_head_of_alert(block: Block) -> bool:
    """Whether the block makes an alert of the quote in which it stands."""
    is_quoted = bool(block.containers) and block.containers[-1].kind == "quote"
    return is_quoted and _ALERT.match(block.markdown) is not None


def _is_task(block: Block) -> bool:
    """Whether the block makes a task of the item in which it stands."""
    is_in_item = bool(block.containers) and block.containers[-1].kind in ("bullet", "ordered")
    return is_in_item and _TASK.match(block.markdown) is not None


def _has_code(body: Body, code: str) -> bool:
    """Whether the body is code with all its spaces."""
    texts = [code_of(text.text) for text in text_of(body) if text.kind == "code"]
    return texts == [code_of(code)] or not (texts or solid(code))


def _fits(text: str, pieces: Sequence[str]) -> bool:
    """Whether the text is the pieces, with something short for each note and possibly a formula's delimiters."""
    position = room = 0  # `room`: how many characters of marks may precede the next piece
    is_formula = False
    for piece in pieces:
        if piece == NOTE_MARK:
            room += _MAX_NOTE_MARK
        elif piece == FORMULA_MARK:
            is_formula = not is_formula
            if is_formula and (match := _DELIMITERS.match(text, position)):
                position = match.end()
        elif is_formula:
            if text.startswith(piece, position):
                position += len(piece)
                if match := _DELIMITERS.match(text, position):
                    position = match.end()
        elif piece:
            found = text.find(piece, position, position + room + len(piece))
            if found < 0:
                return False
            position, room = found + len(piece), 0
    return position <= len(text) <= position + room


def _is_within(text: str, stretches: Sequence[str]) -> bool:
    """Whether all characters of the text are shown, in order, but for marks of notes between the stretches."""
    position = 0
    for number, stretch in enumerate(stretches):
        if number:
            nexts = range(position, position + _MAX_NOTE_MARK + 1)
            position = next((n for n in nexts if text[n : n + _RECOGNISED] in stretch), position)
        for character in stretch:
            if text.startswith(character, position):
                position += 1
    return position >= len(text)


def _without_delimiters(text: str) -> str:
    return _DELIMITERS.sub("", text)
