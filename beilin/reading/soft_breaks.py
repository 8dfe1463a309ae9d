"""A line break inside a paragraph is not a space between two characters that are set without spaces.

If `env` has BREAKS_LINES, it is a line break on the page.
"""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from beilin.text.cjk import is_unspaced

BREAKS_LINES = "breaks lines"


def cjk_soft_breaks(md: MarkdownIt) -> None:
    """A markdown-it plugin: drop soft breaks between two CJK characters, whatever markup is around these."""
    md.core.ruler.push("cjk_soft_breaks", _join_lines)


def _join_lines(state: StateCore) -> None:
    if BREAKS_LINES in state.env:
        _break_lines(state)
        return
    for block in state.tokens:
        if block.children and "\n" in block.content:
            before = ""  # the last character so far; "" after something that is not text
            soft_break: Token | None = None  # the one after it, if only markup has followed
            for token in block.children:
                if token.type in ("text", "code_inline", "wiki_link"):
                    if not token.content:
                        continue
                    if soft_break and is_unspaced(before) and is_unspaced(token.content[0]):
                        soft_break.type, soft_break.tag = "text", ""
                    before, soft_break = token.content[-1], None
                elif token.type == "softbreak" and before and not soft_break:
                    soft_break = token
                elif token.nesting == 0:
                    before, soft_break = "", None


def _break_lines(state: StateCore) -> None:
    for block in state.tokens:
        for token in block.children or ():
            if token.type == "softbreak":
                token.type, token.tag = "hardbreak", "br"
