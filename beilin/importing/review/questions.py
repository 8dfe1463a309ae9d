"""The open questions of an imported article: its proposed title, the entries under `review` in its record.

A question stays open until it is answered, in whatever session: the answers change the article and its record, and
nothing else is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Literal

from beilin.importing.archive.imported_article import ImportedArticle
from beilin.importing.model import NOWHERE
from beilin.importing.record.import_record import ImportRecord, Review
from beilin.importing.record.record_file import write_import_record
from beilin.importing.review.title_line import title_line_of
from beilin.importing.undo.block_rows import markdown_of_blocks, row_positions, rows_of
from beilin.importing.undo.edited_file import displayed_text, line_positions
from beilin.reading.front_matter import split_front_matter
from beilin.text.yaml import strict as ys

Answer = Literal["keep", "set aside", "restore", "confirm", "replace", "add tags"]
PROPOSED = "title_proposed: true"  # the line in the front matter
MAX_SHOWN = 60  # lines of a range


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the editor decides."""

    article: str  # the path of its Markdown file from the archive's root
    what: Literal["title", "tags", "range", "line", "set aside", "note"]
    rule: str  # questions about the same thing by the same rule are of one kind
    why: str
    passage: tuple[tuple[int, str], ...]  # the lines in question that are in the article, from 0, with their texts
    answers: tuple[Answer, ...]  # the proposed one first
    entry: Review | None = None  # in the record
    value: str = ""  # the proposed title, or the tags with a comma between them
    unit: str = "line"  # of the source, which the passage counts; "block" of a document

    @property
    def kind(self) -> tuple[str, str]:
        """What the questions that one answer may settle have in common."""
        return self.what, self.rule

    @property
    def identity(self) -> str:
        """What tells the question from the others of its article, as long as it is open."""
        entry = self.entry
        where = f"{entry.line} {entry.until} {entry.why}" if entry else ""
        return sha256(f"{self.what} {where}".encode()).hexdigest()[:16]


def questions_of(imported: ImportedArticle) -> tuple[Question, ...]:
    """The open questions, the title first, then in the order of the source."""
    record = imported.record
    texts = texts_in_article(imported.markdown, record)
    questions = [_title_question(imported)] if PROPOSED in _front_matter_lines(imported.markdown) else []
    questions += [
        replace(question, unit=record.unit)
        for entry in record.review
        if entry.proposal != "title" and (question := _question_of(imported.path, record, entry, texts))
    ]
    return tuple(questions)


def state_digest(imported: ImportedArticle) -> str:
    """The digest of the article and its record: an answer to a question that was asked of this state is still right."""
    return sha256(imported.markdown.encode() + b"\0" + write_import_record(imported.record)).hexdigest()


def title_of(markdown: str) -> str:
    """The title in the front matter; "" if that cannot be read."""
    yaml, _, _ = split_front_matter(markdown)
    try:
        plain: Any = ys.to_plain(ys.parse_yaml(yaml or ""))
    except ys.YamlError:
        return ""
    return str(plain.get("title", "")) if isinstance(plain, dict) else ""


def texts_in_article(markdown: str, record: ImportRecord) -> dict[int, str]:
    """The text of each line or block of the source that is unchanged in the file."""
    lines = markdown.split("\n")
    if record.document:
        rows = rows_of(record.document, record.body)
        return dict(markdown_of_blocks(rows, row_positions(record, lines), lines))
    return {number: displayed_text(lines[index]) for number, index in line_positions(record, lines).items()}


def _title_question(imported: ImportedArticle) -> Question:
    entry = next((item for item in imported.record.review if item.proposal == "title"), None)
    why = entry.why if entry else "title: the source states none, so it is the first sentence"
    answers: tuple[Answer, ...] = ("confirm", "replace") if title_line_of(imported.record) else ("confirm",)
    title = title_of(imported.markdown)
    return Question(imported.path, "title", "title", _reason(why), (), answers, entry, title)


def _question_of(path: str, record: ImportRecord, entry: Review, texts: dict[int, str]) -> Question | None:
    """The question of an entry; None if it is settled already, because no line of it is in the article any more."""
    rule = entry.why.partition(":")[0]
    reason = _reason(entry.why)
    if entry.proposal == "tags":
        _, _, names = entry.why.partition(": ")
        return Question(path, "tags", "tags", reason, (), ("add tags", "keep"), entry, names)
    if entry.line == NOWHERE:
        return Question(path, "note", rule, reason, (), ("keep",), entry)
    last = entry.line if entry.until is None else entry.until
    body = tuple(number for number in record.body if entry.line <= number <= last)
    passage = tuple((number, texts.get(number, entry.text if number == entry.line else "")) for number in body)
    if entry.proposal == "set aside":
        return Question(path, "range", rule, reason, passage, ("set aside", "keep"), entry) if body else None
    if body:
        return Question(path, "line", rule, reason, passage, ("keep", "set aside"), entry)
    if any(item.line == entry.line for item in record.set_aside):
        return Question(path, "set aside", rule, reason, ((entry.line, entry.text),), ("keep", "restore"), entry)
    return Question(path, "note", rule, reason, ((entry.line, entry.text),), ("keep",), entry)


def _reason(why: str) -> str:
    return why.removeprefix("kept; ")


def _front_matter_lines(markdown: str) -> list[str]:
    yaml, _, _ = split_front_matter(markdown)
    return (yaml or "").splitlines()
