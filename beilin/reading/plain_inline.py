"""A fast path for inline text of nothing but plain text, `code`, *emphasis*, **strong** and [links](address).

It accepts only what can be read in one way: no nesting, no escapes, nothing that could be a reference, an image, HTML
or an entity. Anything else is left to markdown-it's own rules.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

from beilin.reading.bare_addresses import may_hold_address
from beilin.reading.extensions import MARKERS
from beilin.reading.math.formulas import may_begin_formula

# The characters that inline rules look for. `]` and `!` have a meaning only beside `[`; `$`, the sign of many prices,
# only where there are two that could delimit a formula.
_SIGNS = rf"{re.escape(MARKERS.replace('$', ''))}\0"
_MARKUP = rf"{_SIGNS}\n"
NO_MARKUP = f"[^{_MARKUP}]"
MARKUP = re.compile(f"[{_MARKUP}]")
LIST_MARKUP = re.compile(f"[{_SIGNS}]")  # the same for the lines of a list
_INNER = rf"[^{_MARKUP}\]!]"
# What is between two of these, and before and after them, must be text without markup.
_MARKED = re.compile(
    # With letters on both inner sides, the first mark opens and the second closes, whatever is outside.
    rf"\*\*([^\W_](?:{_INNER}*[^\W_])?)\*\*(?!\*)"
    rf"|\*([^\W_](?:{_INNER}*[^\W_])?)\*(?!\*)"
    r"|`([^`\s](?:[^`\n]*[^`\s])?)`(?!`)"
    rf"|\[(?<!!\[)({_INNER}+)\]\(([^\s()<>\\;`\[\]\"'!|\0]+)\)"
)
_STEP = _MARKED.groups + 1
# An address that markdown-it's normalisation does not change.
_NORMAL = re.compile(
    r"(?:https?://[a-z0-9]+(?:[.-][a-z0-9]+)+(?:/[A-Za-z0-9._/=&?-]*)?|[a-z0-9][A-Za-z0-9._/-]*)(?:#[A-Za-z0-9._-]+)?\Z"
)


class InlineLink(NamedTuple):
    """A link in inline text."""

    piece: int  # index of its address among the pieces
    target: str  # the address, normalised by markdown-it
    start: int  # of its words in the text
    end: int


class Inline(NamedTuple):
    """Inline text as HTML."""

    pieces: list[str]  # of the HTML; the address of each link is a piece
    text: str  # without markup
    links: Sequence[InlineLink] = ()


def read_plain_inline(content: str, md: MarkdownIt) -> Inline | None:
    """The inline content as HTML and text, the same as `md` gives; None if it contains more than can be read here.

    `content` has no white space at its ends.
    """
    if may_begin_formula(content):
        return None
    has_addresses = may_hold_address(content)
    if not MARKUP.search(content):
        return None if has_addresses else Inline([escape_plain(content)], content)
    parts = _MARKED.split(content)
    if MARKUP.search("".join(parts[::_STEP])):
        return None
    if has_addresses and any(
        map(may_hold_address, filter(None, (*parts[::_STEP], *parts[1::_STEP], *parts[2::_STEP])))
    ):
        return None
    # Checked once for the whole content, because most parts are short and contain neither.
    escape = escape_plain if ">" in content or '"' in content else str
    text: str = parts[0]
    pieces = [escape(text)]
    links: list[InlineLink] = []
    for at in range(1, len(parts), _STEP):
        strong, emphasis, code, label, target, rest = parts[at : at + _STEP]
        if target:
            words = label
            if not _NORMAL.match(target):
                target = md.normalizeLink(target)
                if not md.validateLink(target):
                    return None
            links.append(InlineLink(len(pieces) + 1, target, len(text), len(text) + len(words)))
            pieces += ('<a href="', escapeHtml(target), f'">{escape(words)}</a>')
        elif code:
            words = code
            pieces.append(f"<code>{escapeHtml(words)}</code>")
        elif strong:
            words = strong
            pieces.append(f"<strong>{escape(words)}</strong>")
        else:
            words = emphasis
            pieces.append(f"<em>{escape(words)}</em>")
        text += words + rest
        pieces.append(escape(rest))
    return Inline(pieces, text, links)


def escape_plain(text: str) -> str:
    """Like `escapeHtml`, for text without `&` and `<`."""
    return text.replace(">", "&gt;").replace('"', "&quot;")
