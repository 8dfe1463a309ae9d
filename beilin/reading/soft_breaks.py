"""A line break inside a paragraph is not a space between two characters that are set without spaces."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from beilin.text.cjk import is_unspaced


def cjk_soft_breaks(md: MarkdownIt) -> None:
    """A markdown-it plugin: drop soft breaks between two CJK characters, whatever markup is around these."""
    md.core.ruler.push("cjk_soft_breaks", _join_lines)


def _join_lines(state: StateCore) -> None:
    for block in state.tokens:
        if block.children and "\n" in block.content:
            for index, token in enumerate(block.children):
                if token.type == "softbreak":
                    before = _edge(block.children[:index][::-1], -1)
                    after = _edge(block.children[index + 1 :], 0)
                    if before and after and is_unspaced(before) and is_unspaced(after):
                        token.type, token.tag = "text", ""


def _edge(tokens: list[Token], end: int) -> str:
    """The first (0) or last (-1) character of the nearest token with text; "" if something else comes before it."""
    for token in tokens:
        if token.type in ("text", "code_inline", "wiki_link"):
            if token.content:
                return token.content[end]
        elif token.nesting == 0:
            return ""
    return ""
