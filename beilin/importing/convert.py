"""A source's bytes → its Markdown file and import record, proved. Nothing is read or written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from beilin import __version__
from beilin.importing.archive.paths import article_path
from beilin.importing.classify.classify import Classification, classify, is_offered
from beilin.importing.classify.structure.levels import TOP
from beilin.importing.markdown.write import write_markdown
from beilin.importing.metadata.language import language_of
from beilin.importing.metadata.stated import composed, front_matter_values
from beilin.importing.metadata.tag_suggestions import TagSuggestion, suggest_tags
from beilin.importing.metadata.title import propose_title
from beilin.importing.model import NOWHERE, Fact, ImageFile
from beilin.importing.proof.proof import lost_text, prove
from beilin.importing.record.fingerprints import text_digest
from beilin.importing.record.import_record import ImportRecord, StatedFact, StrongText
from beilin.importing.record.line_entries import review_entries, set_aside_entry
from beilin.importing.record.sketch import clause_sketch
from beilin.importing.record.text_blocks import fingerprints_of, text_blocks
from beilin.importing.settings import ConversionSettings
from beilin.importing.source.lines import SourceLine, read_source_text
from beilin.importing.source.stripped import without_pieces
from beilin.model import Provenance
from beilin.problems.problem import Problem
from beilin.text.file_names import name_of
from beilin.text.slugs import slugify


@dataclass(frozen=True, slots=True)
class Conversion:
    """What an import would write."""

    article: str  # the path of the Markdown file from the archive's root
    markdown: bytes
    record: ImportRecord
    title: str
    title_proposed: bool
    tags: tuple[str, ...]  # as in the front matter
    suggestions: tuple[TagSuggestion, ...]
    images: tuple[ImageFile, ...] = ()  # to be written beside the article


def convert(
    name: str,
    data: bytes,
    settings: ConversionSettings,
    *,
    article: str | None = None,
    editor_tags: tuple[str, ...] | None = None,
    given: tuple[Fact, ...] = (),
) -> tuple[Conversion | None, tuple[Problem, ...]]:
    """The article in a plain-text source, proved; or None and what is wrong with the source.

    `name` is the source's file name; it gives the path of the Markdown file unless `article` is that path. Without
    `editor_tags` the article gets the suggested tags. `given` are facts that the editor states; they precede the
    source's.
    """
    article = article or article_path(name)
    if article is None:
        hint = "Rename the file so that its name has letters or digits."
        return None, (Problem("no-slug", "the file's name gives no slug", name, hint=hint),)
    source, problem = read_source_text(name, data, settings.encoding)
    if source is None:
        return None, (problem,) if problem else ()
    given_title = next((fact.values[0] for fact in given if fact.key == "title"), "")
    classification = classify(source.lines, settings.site_rules, given_title)
    if not classification.body:
        hint = "Look at the file: every line is a byline or looks like another site's text."
        return None, (Problem("nothing-left", "nothing is left for the article", name, hint=hint),)
    raw_lines = [line.raw for line in source.lines]
    texts: dict[int, str] = {}
    for number, pieces in classification.body.items():
        try:
            texts[number] = without_pieces(raw_lines[number], pieces)
        except ValueError as error:
            return None, (lost_text(name, str(error), number, raw_lines),)

    record = _record(source.lines, classification, texts)
    blocks = text_blocks(record, texts)
    prose = {
        block.lines[0]: block.text
        for block in blocks
        if block.kind != "preformatted" and not is_offered(block.lines[0], classification.doubts)
    }
    suggestions = suggest_tags(prose or texts, record.headings, settings.authority)
    record = replace(
        record,
        sha256=sha256(data).hexdigest(),
        file=name,
        encoding=source.encoding,
        tags=tuple(suggestion.term for suggestion in suggestions),
    )
    tags = (record.tags or None) if editor_tags is None else editor_tags
    stated = [*given, *(fact for fact in classification.facts if not fact.is_proposed)]
    values, _ = front_matter_values(stated, settings.reader.time_zone)
    title = next((fact.values[0] for fact in classification.facts if fact.is_proposed), "")
    texts = prose or texts
    first = next((number for number in texts if number not in record.headings), next(iter(texts)))
    provenance = Provenance(name, record.sha256, record.importer, record.set_aside_counts(), record.encoding)
    slug = slugify(name_of(article))
    front = composed(values, title or propose_title(texts[first]), record.language, tags, provenance, slug)
    markdown = write_markdown(front, blocks)
    record = replace(record, markdown_sha256=sha256(markdown).hexdigest())
    if failure := prove(name, raw_lines, record, article, markdown, settings.reader):
        return None, (failure,)
    return Conversion(article, markdown, record, front.title, front.title_proposed, front.tags or (), suggestions), ()


def _record(lines: Sequence[SourceLine], classification: Classification, texts: Mapping[int, str]) -> ImportRecord:
    """What the record says about the lines; what it says about the files is still empty."""
    body, structure = tuple(texts), classification.structure
    record = ImportRecord(
        sha256="",
        file="",
        lines=len(lines),
        importer=__version__,
        markdown_sha256="",
        language="",
        tags=(),
        facts=tuple(
            StatedFact(
                fact.line, fact.key, lines[fact.line].raw if fact.line != NOWHERE else "", fact.values, fact.evidence
            )
            for fact in classification.facts
        ),
        body=body,
        headings=tuple(structure.headings),
        lists=tuple(map(tuple, structure.lists)),
        blank=tuple(line.number for line in lines if not line.text),
        set_aside=tuple(set_aside_entry(finding, lines, body) for _, finding in sorted(classification.noise.items())),
        stripped=tuple(piece for pieces in classification.body.values() for piece in pieces),
        review=review_entries(lines, classification.noise, classification.doubts),
        text_sha256=text_digest(texts.values()),
        levels=tuple((line, level) for line, level in structure.levels.items() if level != TOP),
        joins=structure.joins,
        preformatted=structure.preformatted,
        strong=tuple(StrongText(turn.line, turn.start, turn.name) for turn in structure.turns),
    )
    blocks = text_blocks(record, texts)
    return replace(
        record,
        language=language_of("\n".join(block.text for block in blocks)),
        fingerprints=fingerprints_of(blocks),
        sketch=clause_sketch(block.text for block in blocks),
    )
