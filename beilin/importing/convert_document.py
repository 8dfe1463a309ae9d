"""A document of blocks → its Markdown file and import record, proved. Nothing is read or written here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from beilin.importing.archive.paths import article_path
from beilin.importing.classify.documents import classify_blocks
from beilin.importing.convert import Conversion
from beilin.importing.document_draft import NOT_SHOWN, Draft, conversion_of
from beilin.importing.markdown.container_keys import with_unique_keys
from beilin.importing.markdown.labels import notes_referred_to
from beilin.importing.markdown.plainly import prepared, written_plainly
from beilin.importing.model import Block, Document, Fact, Finding, Item
from beilin.importing.proof.document import (
    Difference,
    blocks_that_differ,
    difference_on_page,
    labels_of,
    lost_block,
    prove_record,
)
from beilin.importing.settings import ConversionSettings
from beilin.problems.problem import Problem
from beilin.reading.settings import ReaderSettings

_MAX_ATTEMPTS = 12  # to find blocks that disturb each other


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
    document = replace(document, blocks=with_unique_keys(document.blocks))
    classification = classify_blocks(document, given, settings.site_rules)
    if not any(document.blocks[number].markdown.strip() for number in classification.body):
        hint = "Look at the source: it has no text, or all of it looks like what surrounds an article."
        return None, (Problem("nothing-left", "nothing is left for the article", item.source, item.line, hint=hint),)
    body = _with_known_notes({number: prepared(document.blocks[number]) for number in classification.body})
    draft = Draft(item, document, classification, settings, article, editor_tags)
    conversion, problem = _proved(draft, body)
    return (conversion, ()) if conversion else (None, (problem,) if problem else ())


def _proved(draft: Draft, body: dict[int, Block]) -> tuple[Conversion | None, Problem | None]:
    """The conversion with those blocks, or with plain text for those that the page would not show as they are."""
    document, reader = draft.document, draft.settings.reader
    plain: list[int] = []
    message, at = "", None
    failing = blocks_that_differ(body, reader, plain_too=False)
    for attempt in range(_MAX_ATTEMPTS):
        draft, body = _with_plain_text(draft, body, failing)
        plain = sorted([*plain, *failing])
        if not body:
            break
        conversion = conversion_of(draft, body, plain)
        difference = difference_on_page(body, draft.article, conversion.markdown, reader)
        if difference is None:
            problem = prove_record(document, conversion.record, conversion.markdown)
            return (None, replace(problem, file=draft.item.source)) if problem else (conversion, None)
        message, at = difference.message, difference.block
        if difference.label:
            body = _without_notes(body, {difference.label})
        failing = _blocks_to_change(body, difference, reader, is_first=not attempt)
        failing = [number for number in failing if number not in plain]
        if not failing and not difference.label:
            break
    return None, lost_block(draft.item.source, message or "no block shows its text", document, at)


def _with_plain_text(draft: Draft, body: Mapping[int, Block], numbers: Sequence[int]) -> tuple[Draft, dict[int, Block]]:
    """The blocks with those as plain text. A block without text, such as an image, is set aside instead."""
    written = {number: written_plainly(body[number]) for number in numbers if body[number].text.strip()}
    empty = [number for number in numbers if number not in written]
    why = "it has no text, and the page would show some"
    noise = {**draft.classification.noise, **{n: Finding(n, NOT_SHOWN, why, is_sure=False) for n in empty}}
    draft = replace(draft, classification=replace(draft.classification, noise=noise))
    return draft, {number: written.get(number, block) for number, block in body.items() if number not in empty}


def _blocks_to_change(
    body: Mapping[int, Block], difference: Difference, reader: ReaderSettings, *, is_first: bool
) -> list[int]:
    """The blocks that do not show their text, or else the one at which the page differs."""
    failing = blocks_that_differ(body, reader, plain_too=is_first)
    return failing or ([] if difference.block is None else [difference.block])


def _with_known_notes(body: dict[int, Block]) -> dict[int, Block]:
    """The blocks of which no footnote is one that no other block refers to, because pages do not show such."""
    used = {label for block in body.values() for label in notes_referred_to(block.markdown)}
    return _without_notes(body, labels_of(body) - used)


def _without_notes(body: dict[int, Block], labels: Collection[str]) -> dict[int, Block]:
    """The blocks with what the footnotes say as paragraphs."""
    if not labels:
        return body
    return {
        number: replace(
            block, containers=tuple(c for c in block.containers if c.kind != "note" or c.label not in labels)
        )
        for number, block in body.items()
    }
