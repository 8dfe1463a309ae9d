"""`[[target]]`, `[[target|text]]`, `[[target#heading]]`: links to articles by their slug, file or title.

Reading knows one file only, so a link is one token and, in the HTML, one mark: planning knows the address, and the
title where no text is given. What CommonMark makes a link stays that: `[[a]](b)`, and `[[a]]` where `a` is defined.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

_WIKI = re.compile(r"\[\[(?P<inner>(?P<target>[^\[\]|\n\0]{1,250})(?:\|(?P<text>[^\[\]|\n\0]{1,250}))?)\]\]")


def wiki_links(md: MarkdownIt) -> None:
    """A markdown-it plugin: read wiki links, as tokens `wiki_link` with their target and text."""
    md.inline.ruler.before("link", "wiki_link", _rule)
    md.add_render_rule("wiki_link", _render)


def _rule(state: StateInline, silent: bool) -> bool:
    if state.linkLevel or not state.src.startswith("[[", state.pos) or state.src[: state.pos].endswith("!"):
        return False
    found = _WIKI.match(state.src, state.pos, state.posMax)
    if found is None or not found["target"].strip(" #") or found["target"].startswith("^"):
        return False
    after = state.src[found.end() : found.end() + 2]
    if after.startswith("(") or (after.startswith("[") and after != "[["):
        return False
    if normalizeReference(found["inner"]) in state.env.get("references", {}):
        return False
    if not silent:
        target, text = found["target"].strip(), (found["text"] or "").strip()
        token = state.push("wiki_link", "", 0)
        token.content = text or target.lstrip("#")
        token.meta = {"target": target, "text": text}
    state.pos = found.end()
    return True


def _render(self: RendererHTML, tokens: list[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
    del self, options, env
    return str(tokens[idx].meta.get("mark", ""))
