"""Emphasis beside Chinese, Japanese and Korean characters and punctuation.

CommonMark decides by spaces and punctuation whether `**` may open or close emphasis (section 6.2, "flanking"). Because
Chinese sets no spaces, `**「開源」**的` would stay literal. The "CommonMark CJK-friendly Amendments Specification"
(github.com/tats-u/markdown-cjk-friendly, specification.md, sections 2.1 and 6.2), implemented here independently,
relaxes that: a run of `*` or `~~` beside a CJK character may open and close like one between letters. `_`, and text
without CJK characters, keep CommonMark's rule; the character before a variation selector is what counts for all.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import chain

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline, emphasis, strikethrough

# Ranges of the specification's "CJK characters": those of East Asian Width W, F or H (UAX #11), without those that are
# emoji by default (UTS #51), and Hangul. Unassigned characters make no difference, so neighbouring ranges are joined.
_CJK = (
    (0x1100, 0x11FF), (0x20A9, 0x20A9), (0x2329, 0x232A), (0x2630, 0x2637), (0x268A, 0x268F), (0x2E80, 0x303E),
    (0x3041, 0x3247), (0x3250, 0xA4CF), (0xA960, 0xA97F), (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFE10, 0xFE19),
    (0xFE30, 0xFE6F), (0xFF01, 0xFFEE), (0x16FE0, 0x18DFF), (0x1AFF0, 0x1B2FF), (0x1D300, 0x1D376), (0x1F200, 0x1F200),
    (0x1F202, 0x1F202), (0x1F210, 0x1F219), (0x1F21B, 0x1F22E), (0x1F230, 0x1F231), (0x1F237, 0x1F237),
    (0x1F23B, 0x1F23B), (0x1F240, 0x1F248), (0x1F260, 0x1F265), (0x20000, 0x3FFFF),
)  # fmt: skip
_FIRST_CJK = chr(_CJK[0][0])
# Where a range begins or ends. A set of characters in an expression would take milliseconds to compile.
_BOUNDS = tuple(chain.from_iterable((first, last + 1) for first, last in _CJK))
_QUOTES = "\u2018\u2019\u201c\u201d"  # full width if U+FE01 follows

InlineRule = Callable[[StateInline, bool], bool]


def cjk_emphasis(md: MarkdownIt) -> None:
    """A markdown-it plugin: make `*`, `_` and `~~` work beside CJK characters."""
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
        if (before >= _FIRST_CJK or after >= _FIRST_CJK) and not (_is_space(before) or _is_space(after)):
            base = _base_before(state.src, start)
            opens, closes = _flanking(base, before, after, is_underscore=state.src[start] == "_")
            for delimiter in state.delimiters[count:]:
                delimiter.open, delimiter.close = opens, closes
        return True

    return rule


def _base_before(src: str, position: int) -> str:
    """The character before the position, without a variation selector that is not for emoji (U+FE00–U+FE0E)."""
    before = src[position - 1]
    if "\ufe00" <= before <= "\ufe0e" and position > 1 and not _is_space(src[position - 2]):
        return src[position - 2]
    return before


def _flanking(base: str, before: str, after: str, *, is_underscore: bool) -> tuple[bool, bool]:
    """Whether a run of delimiters may open and whether it may close, if there is no space on either side.

    `before` and `after` are the characters beside it; `base` is the one before it, without a variation selector.
    """
    follows_punctuation, precedes_punctuation = _is_punctuation(base), _is_punctuation(after)
    if is_underscore:
        return follows_punctuation, precedes_punctuation
    beside_cjk = is_cjk(after) or _is_cjk_before(base, before)
    return (
        beside_cjk or follows_punctuation or not precedes_punctuation,
        beside_cjk or precedes_punctuation or not follows_punctuation,
    )


def _is_cjk_before(base: str, before: str) -> bool:
    is_ideographic_variation = "\U000e0100" <= before <= "\U000e01ef"
    return is_ideographic_variation or is_cjk(base) or (before == "\ufe01" and base in _QUOTES)


def is_cjk(character: str) -> bool:
    """Whether the character is a "CJK character" of the specification."""
    return bisect_right(_BOUNDS, ord(character)) % 2 == 1


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character))


def _is_punctuation(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)
