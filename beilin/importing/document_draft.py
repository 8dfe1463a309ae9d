"""The Markdown and the import record of a document whose blocks are decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import PurePath

from beilin import __version__
from beilin.importing.classify.documents import BlockClassification
from beilin.importing.convert import Conversion
from beilin.importing.markdown.blocks import write_blocks
from beilin.importing.markdown.front_matter import front_matter
from beilin.importing.metadata.language import language_of
from beilin.importing.metadata.stated import composed, front_matter_values, known_tags
from beilin.importing.metadata.tag_suggestions import suggest_tags
from beilin.importing.metadata.title import propose_title
from beilin.importing.model import NOWHERE, Block, Document, Fact, Finding, Item
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
from beilin.text.file_names import name_of
from beilin.text.slugs import slugify

NOT_SHOWN = "plain text"  # the rule of a block whose own Markdown is not used


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that is about to be written, but for its blocks."""

    item: Item
    document: Document
    classification: BlockClassification
    settings: ConversionSettings
    article: str  # the path of the Markdown file
    editor_tags: tuple[str, ...] | None


def conversion_of(draft: Draft, body: Mapping[int, Block], plain: Sequence[int]) -> Conversion:
    """What would be written with these blocks, of which some are written as `plain` text. It is not proved."""
    item, document, classification, settings = draft.item, draft.document, draft.classification, draft.settings
    stated = [fact for fact in classification.facts if not fact.is_proposed]
    values, refused = front_matter_values(stated, settings.reader.time_zone)
    texts = {number: block.text for number, block in body.items() if block.text.strip()}
    headings = tuple(number for number, block in body.items() if block.kind == "heading")
    prose = {number: text for number, text in texts.items() if body[number].kind not in ("code", "other")}
    suggestions = suggest_tags(prose, headings, settings.authority)
    tags, unknown = known_tags(values.get("tags", ()), settings.authority)
    likely = [tag for fact in classification.facts if fact.is_proposed and fact.key == "tags" for tag in fact.values]
    known, other = known_tags(likely, settings.authority) if settings.authority.terms else ((), tuple(likely))
    tags, unknown = (*tags, *known), (*unknown, *other)
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
            *reviews(
                document,
                classification.noise,
                [*classification.doubts, *refused, *(_plain(number) for number in plain if number in body)],
            ),
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
    chosen = (tags or None) if draft.editor_tags is None else draft.editor_tags
    front = composed(values, title, language, chosen, provenance, slugify(name_of(draft.article)))
    markdown = f"{front_matter(front)}{write_blocks(tuple(body.values()))}\n".encode()
    record = replace(record, markdown_sha256=sha256(markdown).hexdigest())
    return Conversion(
        draft.article, markdown, record, front.title, front.title_proposed, front.tags or (), suggestions,
        document.images,
    )  # fmt: skip


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
