"""A JSON object → the document in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from beilin.importing.formats.content import read_content, text_of
from beilin.importing.formats.exports.composing import Aside, Post, compose, note, plain_text, stated
from beilin.importing.formats.html.markup.fragment import Fragment, Origin
from beilin.importing.formats.jsonl.choice import NAMES, Choice, StatingField, choose, written_text
from beilin.importing.formats.jsonl.fields import Field, strings_in, texts_of
from beilin.importing.formats.plain_text import convert_text
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document, Fact, Finding, Item
from beilin.problems.problem import Problem
from beilin.text.letters import letters_of

OTHER_FIELD = "other field"
_COMPARED = ("title", "date")  # facts of which two fields may say different things
_MAX_SHOWN = 60  # characters of a value in a message


def document_of(record: Mapping[str, Any], item: Item, settings: FormatSettings) -> Document | Problem:
    """The document: the facts, the article, and the texts of all other fields, set aside."""
    choice = choose(record, settings.fields)
    if choice.body is None:
        message = "the record has no text in a field that is recognised"
        return Problem("unreadable-item", message, item.source, item.line, hint="Name it, as in --map text=NAME.")
    address = choice.value("source_url")
    content = read_content(written_text(choice.body), Origin(address, address))
    asides = [*_other_bodies(choice, content.text), *_other_fields(choice)]
    title, summary = plain_text(choice.value("title")), plain_text(choice.value("summary"))
    doubts = [*_disagreements(choice), *_unclear_dates(choice)]
    return compose(Post(content.text, title, summary, list(_facts(choice)), asides, doubts, text_facts=content.facts))


def _facts(choice: Choice) -> Iterator[Fact]:
    for key, stating in choice.facts.items():
        if key not in ("title", "summary"):
            yield stated(key, stating[0].values, _evidence(stating[0].field))


def _other_bodies(choice: Choice, text: Fragment) -> Iterator[Aside]:
    """Further readings of the article, unless they have the same letters."""
    letters = {letters_of(text.all_text)}
    for field in choice.other_bodies:
        reading = text_of(written_text(field))
        if letters_of(reading) not in letters:
            letters.add(letters_of(reading))
            yield Aside(convert_text(reading), _evidence(field), OTHER_FIELD)


def _other_fields(choice: Choice) -> Iterator[Aside]:
    """The texts of the fields that are not used, and of what is beside a value in a field that is."""
    for first, *further in choice.facts.values():
        used = set(texts_of(first.field.value))
        yield from _aside(first.field, (text for text in strings_in(first.field.whole) if _one_line(text) not in used))
        for each in further:
            yield from _aside(each.field, strings_in(each.field.whole))
    for field in choice.others:
        yield from _aside(field, strings_in(field.whole))


def _aside(field: Field, texts: Iterable[str]) -> Iterator[Aside]:
    if reading := "\n".join(filter(str.strip, map(text_of, texts))):
        yield Aside(convert_text(reading), _evidence(field), OTHER_FIELD)


def _disagreements(choice: Choice) -> Iterator[Finding]:
    """Where two fields state different titles or days."""
    for key in _COMPARED:
        first, *further = choice.facts.get(key, (None,))
        for other in further:
            if first and _compared(key, first) != _compared(key, other):
                says = f"{_evidence(first.field)}; {_evidence(other.field)}; the first is used"
                yield note(key, says)


def _unclear_dates(choice: Choice) -> Iterator[Finding]:
    """A field that should have the date, if none has one that can be read."""
    if "date" not in choice.facts:
        for field in choice.others:
            if field.name in NAMES["date"] and texts_of(field.value):
                yield note("date", f"{_evidence(field)} is not a date that can be read")


def _compared(key: str, stating: StatingField) -> str:
    value = stating.values[0]
    return value[: len("2023-06-21")] if key == "date" else _one_line(value).rstrip("/")


def _evidence(field: Field) -> str:
    shown = ", ".join(texts_of(field.value))
    return f"field {field.path}: {shown[:_MAX_SHOWN]}{'…' if len(shown) > _MAX_SHOWN else ''}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
