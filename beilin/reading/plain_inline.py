"""A fast path for inline text of nothing but plain text, `code`, *emphasis*, **strong** and [links](address).

It accepts only what can be read in one way: no nesting, no escapes, nothing that could be a reference, an image, HTML
or an entity. Anything else is left to markdown-it's own rules.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

from beilin.reading.bare_addresses import may_hold_address
from beilin.reading.extensions import MARKERS
from beilin.reading.math.formulas import may_hold_formula

# The characters that inline rules look for. `]` and `!` have a meaning only beside `[`; `$`, the sign of many prices,
# only where there are two that could delimit a formula.
_MARKUP = rf"{re.escape(MARKERS.replace('$', ''))}\n\0"
NO_MARKUP = f"[^{_MARKUP}]"
MARKUP = re.compile(f"[{_MARKUP}]")
_INNER = rf"[^{_MARKUP}\]!]"
_PIECE = re.compile(
    rf"(?P<text>{NO_MARKUP}+)"
    # With letters on both inner sides, the first mark opens and the second closes, whatever is outside.
    rf"|\*\*(?P<strong>[^\W_](?:{_INNER}*[^\W_])?)\*\*(?!\*)"
    rf"|\*(?P<em>[^\W_](?:{_INNER}*[^\W_])?)\*(?!\*)"
    r"|`(?P<code>[^`\s](?:[^`\n]*[^`\s])?)`(?!`)"
    rf"|(?<!!)\[(?P<label>{_INNER}+)\]\((?P<target>[^\s()<>\\;`\[\]\"'!|\0]+)\)"
)
# An address that markdown-it's normalisation does not change.
_NORMAL = re.compile(
    r"(?:https?://[a-z0-9]+(?:[.-][a-z0-9]+)+(?:/[A-Za-z0-9._/=&?-]*)?|[a-z0-9][A-Za-z0-9._/-]*)(?:#[A-Za-z0-9._-]+)?\Z"
)


class Inline(NamedTuple):
    """Inline text as HTML."""

    html: str  # the address of each link is between two NULs, normalised by markdown-it, not yet escaped
    text: str  # without markup
    has_links: bool


def read_plain_inline(content: str, md: MarkdownIt) -> Inline | None:
    """The inline content as HTML and text, the same as `md` gives; None if it contains more than can be read here.

    `content` has no white space at its ends.
    """
    if may_hold_formula(content):
        return None
    if not MARKUP.search(content):
        return None if may_hold_address(content) else Inline(escape_plain(content), content, False)
    html: list[str] = []
    text: list[str] = []
    has_links = False
    # Checked once for the whole content, because most pieces are short and contain neither.
    escape = escape_plain if ">" in content or '"' in content else str
    has_addresses = may_hold_address(content)
    position, end = 0, len(content)
    match = _PIECE.match
    while position < end:
        piece = match(content, position)
        if piece is None:
            return None
        position = piece.end()
        kind = piece.lastgroup
        words = piece[kind if kind != "target" else "label"]  # type: ignore[index]
        text.append(words)
        if kind == "code":
            html.append(f"<code>{escapeHtml(words)}</code>")
        elif kind == "target":
            target = piece["target"]
            if not _NORMAL.match(target):
                target = md.normalizeLink(target)
                if not md.validateLink(target):
                    return None
            has_links = True
            html.append(f'<a href="\0{target}\0">{escape(words)}</a>')
        elif has_addresses and may_hold_address(words):
            return None
        elif kind in ("strong", "em"):
            html.append(f"<{kind}>{escape(words)}</{kind}>")
        else:
            html.append(escape(words))
    return Inline("".join(html), "".join(text), has_links)


def escape_plain(text: str) -> str:
    """Like `escapeHtml`, for text without `&` and `<`."""
    return text.replace(">", "&gt;").replace('"', "&quot;")
