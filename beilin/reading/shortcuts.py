"""Two shortcuts through markdown-it for what most of an archive is: plain paragraphs of plain text.

They give the same tokens as the rules they stand before; a test compares them on many texts. Together they save
nearly half of the time that an article takes to read.
"""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import mdTrim
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

# What begins no block but a paragraph: a letter, Han, or a quotation mark; not a digit, for `1.` begins a list.
_PLAIN_START = re.compile(r"[A-Za-z\u00c0-\u024f\u2018-\u201f\u2e80-\U0003ffff]")
# What some inline rule looks for. `]` and `!` mean something only beside `[`.
_INLINE_MARKUP = re.compile(r"[\\`*_~\[<&\n\0]")


def shortcuts(md: MarkdownIt) -> None:
    """A markdown-it plugin: take plain paragraphs and plain text past the rules that would find nothing in them."""
    md.block.ruler.before("table", "plain_paragraph", _plain_paragraph)
    md.core.ruler.at("inline", _inline)


def _plain_paragraph(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A paragraph of one line at the top level, with an empty line or the end after it."""
    if silent or state.level or state.blkIndent or state.tShift[start]:
        return False
    following = start + 1
    if following < end and not state.isEmpty(following):
        return False
    begin = state.bMarks[start]
    if not _PLAIN_START.match(state.src, begin):
        return False
    # An empty line may stand between a term and its definition.
    line = state.skipEmptyLines(following)
    if line < end and state.src[state.bMarks[line] + state.tShift[line]] in ":~":
        return False
    state.line = following
    opening = state.push("paragraph_open", "p", 1)
    opening.map = [start, following]
    inline = state.push("inline", "", 0)
    inline.content = mdTrim(state.src[begin : state.eMarks[start]])
    inline.map = [start, following]
    inline.children = []
    state.push("paragraph_close", "p", -1)
    return True


def _inline(state: StateCore) -> None:
    """The core rule `inline`, with text that holds no markup made into its one token at once."""
    for token in state.tokens:
        if token.type == "inline":
            if token.children is None:
                token.children = []
            if token.content and not _INLINE_MARKUP.search(token.content):
                token.children.append(Token("text", "", 0, content=token.content))
            else:
                state.md.inline.parse(token.content, state.md, state.env, token.children)
