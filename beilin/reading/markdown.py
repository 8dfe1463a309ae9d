"""Markdown → HTML: CommonMark 0.31 with the archive's extensions, and the rules of Chinese text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token

from beilin.model import Body, TextBlock
from beilin.problems.problem import Problem
from beilin.reading import extensions
from beilin.reading.body_context import BodyContext
from beilin.reading.body_controls import replace_referenced_controls, without_controls
from beilin.reading.body_words import words_for
from beilin.reading.flow import text_of_flows
from beilin.reading.headings import identify_headings, lower_first_headings
from beilin.reading.highlight import highlight
from beilin.reading.inline_lines import definition_lines
from beilin.reading.lead import lead_of
from beilin.reading.lost_text import report_lost_text
from beilin.reading.mentions import links_of_flows
from beilin.reading.paragraphs import PARAGRAPH_IDS, identify_paragraphs
from beilin.reading.plain_blocks import plain_blocks
from beilin.reading.raw_html import rewrite_raw_html
from beilin.reading.references import ReferenceCollector, collect_references
from beilin.reading.renderer import BodyRenderer
from beilin.reading.settings import ReaderSettings
from beilin.reading.soft_breaks import BREAKS_LINES
from beilin.reading.text_blocks import text_of
from beilin.reading.unused_definitions import UsedReferences, report_unused_definitions
from beilin.text.mentions import Links

# markdown-it silently drops what is nested more deeply; far higher, Python's stack would overflow first.
MAX_DEPTH = 60
DEFAULT_SETTINGS = ReaderSettings()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body, and its text."""

    body: Body
    text: tuple[TextBlock, ...]  # all that is shown
    lead: str  # the text of the paragraphs before the first heading that follows any, for a summary
    links: Links | None  # the body's; None where only its HTML shows them


@cache
def parser() -> MarkdownIt:
    """The archive's one Markdown parser."""
    return parser_without_fast_path().use(plain_blocks)


def parser_without_fast_path() -> MarkdownIt:
    """The same parser without `plain_blocks`, which must not change any result."""
    return extensions.install(
        MarkdownIt("commonmark", {"xhtmlOut": False, "maxNesting": MAX_DEPTH, "highlight": highlight})
    )


@cache
def _renderer(md: MarkdownIt) -> BodyRenderer:
    return BodyRenderer(md)


def render_markdown(
    text: str, *, file: str, first_line: int = 1, settings: ReaderSettings = DEFAULT_SETTINGS,
    with_paragraph_ids: bool = False, md: MarkdownIt | None = None,
) -> tuple[Rendered, list[Problem]]:  # fmt: skip
    """The Markdown as a body, and what is wrong with it.

    `first_line` is the line of `file` on which the text begins, for the problems. The language in `settings` is that of
    the text, for words that the body shows without the editor having written them. `md` is the archive's parser by
    default.
    """
    md = md or parser()
    text, stray = without_controls(text, file, first_line)
    references = ReferenceCollector(first_line, settings.base_url, settings.shows_remote_images)
    context = BodyContext(file, text, first_line, words_for(settings.language), references)
    ids: list[str] = []
    env: dict[str, object] = {"words": context.words, "references": UsedReferences()}
    if settings.breaks_lines:
        env[BREAKS_LINES] = True
    if with_paragraph_ids:
        env[PARAGRAPH_IDS] = ids
    tokens = md.parse(text, env)
    is_plain = all(token.type == "flow" for token in tokens)  # then there is nothing for any extension
    if not is_plain:
        context.definitions.update(definition_lines(env))
        _report_deep_nesting(tokens, context)
        extensions.process(tokens, text, context)
        if "<" in text:
            rewrite_raw_html(tokens, context)
    report_lost_text(env, context)
    report_unused_definitions(env, context)
    for line in lower_first_headings(tokens):
        hint = "Begin with two number signs: the title is the only heading of the first level."
        context.report("first-level-heading", "a heading of the first level", line, hint)
    headings = identify_headings(tokens, context)
    collect_references(tokens, context.references, context.definitions)
    html = _renderer(md).render(tokens, md.options, env)
    identified = identify_paragraphs(html, ids) if with_paragraph_ids else html
    body = Body(identified, headings, tuple(context.references.references))
    # Most articles are plain blocks, which know their text and links: 5 and 30 µs for 4,000 characters. Taking them
    # from the HTML needs 65 and 110, a quarter of reading such an article.
    if is_plain and identified is html:
        blocks, links = text_of_flows(tokens), links_of_flows(tokens, body.references)
    else:
        blocks, links = text_of(body), None
    shown = replace_referenced_controls(body, blocks, lead_of(tokens), text, context)
    return Rendered(*shown, links if shown[0] is body else None), [*stray, *context.problems]


def _report_deep_nesting(tokens: Sequence[Token], context: BodyContext) -> None:
    deep = next((token for token in tokens if token.level >= MAX_DEPTH - 2), None)
    if deep is not None:
        message = f"lists or quotes nested more than {MAX_DEPTH // 2} levels deep"
        hint = "Reduce the nesting; text nested more deeply would be lost."
        context.report("nested-too-deep", message, deep.map[0] if deep.map else 0, hint)
