"""Emphasis beside Chinese characters and punctuation.

CommonMark decides by spaces and punctuation whether `**` may open or close emphasis (section 6.2, "flanking"). Because
Chinese sets no spaces, `**「開源」**的` would stay literal. Here CJK punctuation counts as a letter, and CJK characters
beside other punctuation count as spaces. `_`, and text without CJK characters, keep CommonMark's rule. The relaxed
rule is that of the proposal "CommonMark CJK-friendly amendments" by tats-u, implemented independently.
"""

from __future__ import annotations

from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline, emphasis, strikethrough

from beilin.text.cjk import is_unspaced

_FIRST_CJK = "\u2e80"

InlineRule = Callable[[StateInline, bool], bool]


def cjk_emphasis(md: MarkdownIt) -> None:
    """A markdown-it plugin: make `*` and `~~` work beside Chinese characters."""
    md.inline.ruler.at("emphasis", _relaxed(emphasis.tokenize))
    md.inline.ruler.at("strikethrough", _relaxed(strikethrough.tokenize))


def _relaxed(tokenize: InlineRule) -> InlineRule:
    """The rule, with the opening and closing of its delimiters corrected beside CJK characters."""

    def rule(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.delimiters)
        if not tokenize(state, silent):
            return False
        before = state.src[start - 1] if start > 0 else " "
        after = state.src[state.pos] if state.pos < state.posMax else " "
        if state.src[start] != "_" and (before >= _FIRST_CJK or after >= _FIRST_CJK):
            opens = not _is_space(after) and (not _is_foreign_punctuation(after) or _separates(before))
            closes = not _is_space(before) and (not _is_foreign_punctuation(before) or _separates(after))
            for delimiter in state.delimiters[count:]:
                delimiter.open, delimiter.close = opens, closes
        return True

    return rule


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character))


def _is_foreign_punctuation(character: str) -> bool:
    return (isMdAsciiPunct(ord(character)) or isPunctChar(character)) and not is_unspaced(character)


def _separates(character: str) -> bool:
    """Whether the character separates words: a space, punctuation, or any CJK character."""
    return _is_space(character) or _is_foreign_punctuation(character) or is_unspaced(character)
