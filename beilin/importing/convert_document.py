"""A document of blocks → its Markdown file and import record, proved. Nothing is read or written here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import PurePath

from beilin import __version__
from beilin.importing.archive.paths import article_path
from beilin.importing.classify.documents import classify_blocks
from beilin.importing.convert import Conversion
from beilin.importing.markdown.blocks import write_blocks
from beilin.importing.markdown.front_matter import front_matter
from beilin.importing.markdown.plainly import prepared, written_plainly
from beilin.importing.metadata.language import language_of
from beilin.importing.metadata.stated import composed, front_matter_values, known_tags
from beilin.importing.metadata.tag_suggestions import suggest_tags
from beilin.importing.metadata.title import propose_title
from beilin.importing.model import NOWHERE, Block, Document, Fact, Finding, Item
from beilin.importing.proof.document import blocks_that_differ, difference_on_page, labels_of, prove_document
from beilin.importing.record.block_entries import (
    document_source,
    line_fingerprints,
    reviews,
    set_aside_blocks,
    stated_facts,
)
from beilin.importing.record.fingerprints import text_digest
from beilin.importing.record.import_record import ImportRecord, Review
from beilin.importing.record.sketch import clause_sketch
from beilin.importing.settings import ConversionSettings
from beilin.model import Provenance
from beilin.problems.problem import Problem
from beilin.reading.settings import ReaderSettings
from beilin.text.file_names import name_of
from beilin.text.slugs import slugify

_MAX_ATTEMPTS = 12  # to find blocks that disturb each other
NOT_SHOWN = "plain text"  # the rule of a block whose own Markdown is not used


def convert_document(
    item: Item,
    document: Document,
    settings: ConversionSettings,
    *,
    article: str | None = None,
    editor_tags: tuple[str, ...] | None = None,
    given: tuple[Fact, ...] = (),
) -> tuple[Conversion | None, tuple[Problem, ...]]:
    """The article in the document, proved; or None and what is wrong with it.

    The name of the item gives the path of the Markdown file unless `article` is that path. Without `editor_tags` the
    article gets those of the source that the archive knows, and the suggested ones. `given` are facts that the editor
    states; they precede the source's. Problems name the item's source.
    """
    article = article or article_path(f"{item.name}.md")
    if article is None:
        hint = "Give it a name with letters or digits."
        return None, (Problem("no-slug", "the name gives no slug", item.source, item.line, hint=hint),)
    classification = classify_blocks(document, given, settings.site_rules)
    if not any(document.blocks[number].markdown.strip() for number in classification.body):
        hint = "Look at the source: it has no text, or all of it looks like what surrounds an article."
        return None, (Problem("nothing-left", "nothing is left for the article", item.source, item.line, hint=hint),)
    body, plain = _shown_blocks(document, classification.body, article, settings.reader)
    stated = [fact for fact in classification.facts if not fact.is_proposed]
    values, refused = front_matter_values(stated, settings.reader.time_zone)
    texts = {number: block.text for number, block in body.items() if block.text.strip()}
    headings = tuple(number for number, block in body.items() if block.kind == "heading")
    prose = {number: text for number, text in texts.items() if body[number].kind not in ("code", "other")}
    suggestions = suggest_tags(prose, headings, settings.authority)
    tags, unknown = known_tags(values.get("tags", ()), settings.authority)
    tags = tuple(dict.fromkeys([*tags, *(suggestion.term for suggestion in suggestions)]))
    language = language_of("\n".join(texts.values())) or "".join(values.get("language", ()))
    record = ImportRecord(
        sha256=sha256(item.data).hexdigest(),
        file=PurePath(item.source).name,
        lines=len(document.blocks),
        importer=__version__,
        markdown_sha256="",
        language=language,
        tags=tags,
        facts=stated_facts(classification.facts, document),
        body=tuple(body),
        headings=headings,
        lists=(),
        blank=classification.blank,
        set_aside=set_aside_blocks(document, classification.noise),
        stripped=(),
        review=(
            *_unknown_tags(unknown),
            *reviews(document, classification.noise, [*classification.doubts, *refused, *map(_plain, plain)]),
        ),
        encoding=document.encoding,
        fingerprints=line_fingerprints(tuple(body.values())),
        text_sha256=text_digest(texts.values()),
        sketch=clause_sketch(texts.values()),
        document=document_source(item, document, body),
    )
    provenance = Provenance(
        record.file, record.sha256, record.importer, record.set_aside_counts(), record.encoding,
        item.kind, "".join(values.get("retrieved", ())),
    )  # fmt: skip
    title = _proposed_title(classification.facts, body, item)
    chosen = (tags or None) if editor_tags is None else editor_tags
    front = composed(values, title, language, chosen, provenance, slugify(name_of(article)))
    markdown = f"{front_matter(front)}{write_blocks(tuple(body.values()))}\n".encode()
    record = replace(record, markdown_sha256=sha256(markdown).hexdigest())
    if failure := prove_document(document, body, record, article, markdown, settings.reader):
        return None, (replace(failure, file=item.source),)
    conversion = Conversion(
        article, markdown, record, front.title, front.title_proposed, front.tags or (), suggestions, document.images
    )
    return conversion, ()


def _shown_blocks(
    document: Document, numbers: Sequence[int], article: str, reader: ReaderSettings
) -> tuple[dict[int, Block], list[int]]:
    """The blocks of the article as they are written, and which of them as plain text."""
    body = {number: prepared(document.blocks[number]) for number in numbers}
    body = _with_known_notes(body)
    plain = blocks_that_differ(body, reader, plain_too=False)
    _write_plainly(body, plain)
    for attempt in range(_MAX_ATTEMPTS):
        markdown = f"---\ntitle: '-'\n---\n\n{write_blocks(tuple(body.values()))}\n".encode()
        difference = difference_on_page(body, article, markdown, reader)
        if difference is None:
            break
        failing = blocks_that_differ(body, reader, plain_too=True) if not attempt else []
        if not failing and difference.block is not None:
            failing = [difference.block]
        failing = [number for number in failing if number not in plain]
        if not failing:
            break
        _write_plainly(body, failing)
        plain += failing
    return body, sorted(plain)


def _write_plainly(body: dict[int, Block], numbers: Sequence[int]) -> None:
    for number in numbers:
        body[number] = written_plainly(body[number])


def _with_known_notes(body: dict[int, Block]) -> dict[int, Block]:
    """The blocks of which no footnote is one that no other block refers to, because pages do not show such."""
    labels = labels_of(body)
    used = {label for block in body.values() for label in labels if f"[^{label}]" in block.markdown}
    if used == labels:
        return body
    return {
        number: replace(block, containers=tuple(c for c in block.containers if c.kind != "note" or c.label in used))
        for number, block in body.items()
    }


def _plain(number: int) -> Finding:
    return Finding(number, NOT_SHOWN, "written without its markup, with which the page would not show its text", False)


def _unknown_tags(names: Sequence[str]) -> tuple[Review, ...]:
    if not names:
        return ()
    return (
        Review(NOWHERE, f"tags of the source that the archive does not have: {', '.join(names)}", "", None, "tags"),
    )


def _proposed_title(facts: Sequence[Fact], body: Mapping[int, Block], item: Item) -> str:
    """A likely one, else one made of the first paragraph, else of the first text, else the name of the item."""
    for fact in facts:
        if fact.is_proposed and fact.key == "title":
            return "".join(fact.values)
    blocks = [block for block in body.values() if block.text.strip()]
    first = next((block for block in blocks if block.kind == "paragraph"), blocks[0] if blocks else None)
    return propose_title(" ".join(first.text.split())) if first else item.name
