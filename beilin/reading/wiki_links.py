"""`[[target]]`, `[[target|text]]`, `[[target#heading]]`: links to articles by their slug, file or title.

Reading knows one file only, so a link is one token and, in the HTML, one mark: planning knows the address, and the
title if no text is given. What CommonMark reads as a link remains one: `[[a]](b)`, and `[[a]]` if `a` is defined.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from beilin.reading.body_context import BodyContext
from beilin.reading.inline_lines import line_of

_WIKI = re.compile(r"\[\[(?P<inner>(?P<target>[^\[\]|\n\0]{1,250})(?:\|(?P<text>[^\[\]|\n\0]{1,250}))?)\]\]")


def wiki_links(md: MarkdownIt) -> None:
    """A markdown-it plugin: wiki links become tokens `wiki_link` with their target and text."""
    md.inline.ruler.before("link", "wiki_link", _rule)
    md.add_render_rule("wiki_link", _render)


def collect_wiki_links(tokens: Sequence[Token], context: BodyContext) -> None:
    """Give every wiki link its mark."""
    for block in tokens:
        for token in block.children or ():
            if token.type == "wiki_link":
                line = line_of(token, block, context.definitions)
                token.meta["mark"] = context.references.mark_wiki(token.meta["target"], token.meta["text"], line)


def _rule(state: StateInline, silent: bool) -> bool:
    if state.linkLevel or not state.src.startswith("[[", state.pos) or state.src[max(0, state.pos - 1)] == "!":
        return False
    match = _WIKI.match(state.src, state.pos, state.posMax)
    if match is None or not match["target"].strip(" #") or match["target"].startswith("^"):
        return False
    after = state.src[match.end() : match.end() + 2]
    if after.startswith("(") or (after.startswith("[") and after != "[["):
        return False
    if normalizeReference(match["inner"]) in state.env.get("references", {}):
        return False
    if not silent:
        target, text = match["target"].strip(), (match["text"] or "").strip()
        token = state.push("wiki_link", "", 0)
        token.content = text or target.lstrip("#")
        token.meta = {"target": target, "text": text}
    state.pos = match.end()
    return True


def _render(self: RendererHTML, tokens: list[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    del self, options, env
    return str(tokens[idx].meta.get("mark", ""))
