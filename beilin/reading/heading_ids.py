"""`## 標題 {#id}`: a heading with an id of the editor's choice."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore

# An id ends the heading. `\w` includes Han characters; other punctuation would have to be encoded in links.
_CHOSEN_ID = re.compile(r"(?:^|[ \t]+|(?<=[^\\\s]))\{#([\w.:-]+)\}[ \t]*\Z")


def heading_ids(md: MarkdownIt) -> None:
    """A markdown-it plugin: take the chosen ids out of the text of headings, into `meta` of their opening tokens."""
    md.core.ruler.after("block", "heading_ids", _take_ids)


def may_have_chosen_id(text: str) -> bool:
    """Whether the text of a heading may end with a chosen id."""
    return text.endswith("}") and "{#" in text


def _take_ids(state: StateCore) -> None:
    # Looking for one character first takes a hundredth of the time of looking for two.
    if "{" not in state.src or "{#" not in state.src:
        return
    for position, token in enumerate(state.tokens):
        if token.type == "heading_open":
            inline = state.tokens[position + 1]
            if match := _CHOSEN_ID.search(inline.content):
                token.meta["id"] = match[1]
                inline.content = inline.content[: match.start()]
