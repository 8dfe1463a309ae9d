"""Markdown → HTML: CommonMark 0.31 with the extensions that the archive uses, and the rules of Chinese text."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from beilin.model import Body, TextBlock
from beilin.problems.problem import Problem
from beilin.reading.autolinks import cjk_autolinks
from beilin.reading.body_words import words_for
from beilin.reading.emphasis import cjk_emphasis
from beilin.reading.figures import make_figures
from beilin.reading.flow import flow_of
from beilin.reading.headings import identify_headings, lower_first_headings, plain_text
from beilin.reading.highlight import highlight
from beilin.reading.paragraphs import PARAGRAPH_IDS, identify_paragraphs
from beilin.reading.part_lines import part_lines
from beilin.reading.plain_blocks import plain_blocks
from beilin.reading.references import (
    ReferenceCollector,
    collect_parts,
    collect_references,
    collect_wiki_links,
    link_remote_images,
)
from beilin.reading.renderer import BodyRenderer, name_alerts
from beilin.reading.sanitise import fault_of_raw_html, holds_raw_html, sanitise
from beilin.reading.soft_breaks import cjk_soft_breaks
from beilin.reading.text_blocks import text_of
from beilin.reading.wiki_links import wiki_links

# markdown-it drops what is nested deeper than this, without a word; far higher, Python's stack would end first.
MAX_DEPTH = 60


@dataclass(frozen=True, slots=True)
class Rendered:
    """A body, and what it says."""

    body: Body
    text: tuple[TextBlock, ...]  # all that is shown
    lead: str  # the text of the paragraphs before the first heading that follows any, for a summary


@cache
def parser() -> MarkdownIt:
    """The archive's one Markdown parser."""
    return long_way_parser().use(plain_blocks)


def long_way_parser() -> MarkdownIt:
    """The same parser without its shortcut: what it gives is what `parser` must give."""
    md = MarkdownIt("commonmark", {"xhtmlOut": False, "maxNesting": MAX_DEPTH, "highlight": highlight})
    md.options["tasklists"] = True
    md.options["alerts"] = True
    md.enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False).use(deflist_plugin)
    md.use(cjk_emphasis).use(cjk_soft_breaks).use(cjk_autolinks).use(wiki_links).use(part_lines)
    return md


@cache
def _renderer(md: MarkdownIt) -> BodyRenderer:
    return BodyRenderer(md)


def render_markdown(
    text: str, *, file: str, first_line: int = 1, language: str = "zh-Hant", with_paragraph_ids: bool = False,
    md: MarkdownIt | None = None,
) -> tuple[Rendered, list[Problem]]:  # fmt: skip
    """The Markdown as a body, and what is wrong with it.

    `first_line` is the line of `file` on which the text begins, for the problems; `language` that of the text, for
    words that the body needs beside it. `md` is the archive's parser, unless a test gives the one by the long way.
    """
    md = md or parser()
    renderer = _renderer(md)
    words = words_for(language)
    ids: list[str] = []
    env: dict[str, object] = {"words": words, PARAGRAPH_IDS: ids} if with_paragraph_ids else {"words": words}
    tokens = md.parse(text, env)
    has_more = any(token.type != "flow" for token in tokens)  # than plain blocks, which hold nothing of what follows
    problems: list[Problem] = []
    deep = next((token for token in tokens if token.level >= MAX_DEPTH - 2), None)
    if deep is not None:
        line = first_line + (deep.map[0] if deep.map else 0)
        message = f"lists or quotes nested more than {MAX_DEPTH // 2} levels deep"
        hint = "Write it flatter; text nested deeper would be lost."
        problems.append(Problem("nested-too-deep", message, file, line, hint=hint))
    for url, at in link_remote_images(tokens) if has_more and "![" in text else ():
        hint = "Save the image under content/ and name it there."
        message = f"the image {url!r} is on another host, and is shown as a link"
        problems.append(Problem("remote-image", message, file, first_line + at, hint=hint))
    if has_more and "![" in text:
        make_figures(tokens)
    for line in lower_first_headings(tokens):
        hint = "Begin with two number signs: the title is the only heading of the first level."
        problems.append(
            Problem("first-level-heading", "a heading of the first level", file, first_line + line, hint=hint)
        )
    if has_more and "[!" in text:
        name_alerts(tokens, words)
    headings = identify_headings(tokens)
    collector = ReferenceCollector(text, first_line)
    if has_more and "[[" in text:
        collect_wiki_links(tokens, collector)
        collect_parts(tokens, collector)
    if has_more and "<" in text and holds_raw_html(tokens):
        html = renderer.render(tokens, md.options, env)
        if fault := fault_of_raw_html(tokens, html):
            problems.append(
                Problem("bad-html", fault, file, first_line, hint="Close the tags, or write Markdown instead.")
            )
            html = ""
        html = sanitise(html, lambda target, is_image: collector.mark(target, is_image=is_image))
    else:
        collect_references(tokens, collector)
        html = renderer.render(tokens, md.options, env)
    identified = identify_paragraphs(html, ids) if with_paragraph_ids else html
    body = Body(identified, headings, tuple(collector.found))
    # Most articles are plain blocks, which know their text: 5 µs for 4,000 characters. Taking it from the HTML needs
    # 65, which would be 15% of reading such an article.
    shown = text_of(body) if has_more or identified is not html else _text_of_flows(tokens)
    return Rendered(body, shown, _lead(tokens)), problems


def _text_of_flows(tokens: list[Token]) -> tuple[TextBlock, ...]:
    """What `text_of` gives for a body of nothing but flows, whose paragraphs all have different ids."""
    blocks: list[TextBlock] = []
    last_id = ""
    for token in tokens:
        for block in flow_of(token).blocks:
            if block.id:
                last_id = block.id
            elif last_id:
                block = TextBlock(last_id, block.text, block.kind)
            if block.text:
                blocks.append(block)
    return tuple(blocks)


def _lead(tokens: list[Token]) -> str:
    """The top-level paragraphs up to the first heading after them; a summary never needs more."""
    paragraphs: list[str] = []
    for position, token in enumerate(tokens):
        if token.type == "heading_open" and paragraphs:
            break
        if token.type == "flow":
            flow = flow_of(token)
            ends = [at.paragraphs_before for at in flow.headings if paragraphs or at.paragraphs_before]
            paragraphs += [words.strip() for words in flow.paragraphs[: ends[0] if ends else None]]
            if ends:
                break
        elif token.type == "paragraph_open" and token.level == 0:
            words = plain_text(tokens[position + 1].children or ()).strip()
            if words:
                paragraphs.append(words)
    return "\n".join(paragraphs)
