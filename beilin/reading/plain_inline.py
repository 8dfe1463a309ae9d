"""Inline text with nothing in it but plain text, `code`, *emphasis*, **strong** and [links](address): to HTML at once.

It takes only what can be read in one way: no nesting, no escapes, nothing that could be a reference, an image, HTML
or an entity. For all else the answer is None, and markdown-it's own rules read the text.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

# What some inline rule looks for. `]` and `!` mean something only beside `[`.
NO_MARKUP = r"[^\\`*_~\[<&\n\0]"
MARKUP = re.compile(NO_MARKUP.replace("^", "", 1))
_INNER = r"[^\\`*_~\[\]<&!\n\0]"
_PIECE = re.compile(
    rf"(?P<text>{NO_MARKUP}+)"
    # Letters on both inner sides: then the first mark can open and the second can close, whatever stands outside.
    rf"|\*\*(?P<strong>[^\W_](?:{_INNER}*[^\W_])?)\*\*(?!\*)"
    rf"|\*(?P<em>[^\W_](?:{_INNER}*[^\W_])?)\*(?!\*)"
    r"|`(?P<code>[^`\s](?:[^`\n]*[^`\s])?)`(?!`)"
    rf"|(?<!!)\[(?P<label>{_INNER}+)\]\((?P<target>[^\s()<>\\;`\[\]\"'!|\0]+)\)"
)
# An address that markdown-it's normalising leaves as it is.
_NORMAL = re.compile(
    r"(?:https?://[a-z0-9]+(?:[.-][a-z0-9]+)+(?:/[A-Za-z0-9._/=&?-]*)?|[a-z0-9][A-Za-z0-9._/-]*)(?:#[A-Za-z0-9._-]+)?\Z"
)


class Inline(NamedTuple):
    """Inline text as HTML."""

    html: str  # each address of a link stands between two NULs, as markdown-it normalises it, not yet escaped
    text: str  # what it shows
    has_links: bool


def read_plain_inline(content: str, md: MarkdownIt) -> Inline | None:
    """The inline content as HTML and text, or None where it holds more than can be read here.

    It is what `md` makes of it, for bare addresses and CJK rules as well. `content` has no white space at its ends.
    """
    if not MARKUP.search(content):
        return None if may_hold_address(content) else Inline(escape_plain(content), content, False)
    html: list[str] = []
    text: list[str] = []
    has_links = False
    # Asked of the whole, for most pieces are short and most have nothing of either.
    escape = escape_plain if ">" in content or '"' in content else str
    has_addresses = may_hold_address(content)
    position, end = 0, len(content)
    match = _PIECE.match
    while position < end:
        found = match(content, position)
        if found is None:
            return None
        position = found.end()
        kind = found.lastgroup
        words = found[kind if kind != "target" else "label"]  # type: ignore[index]
        text.append(words)
        if kind == "code":
            html.append(f"<code>{escapeHtml(words)}</code>")
        elif kind == "target":
            target = found["target"]
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


def may_hold_address(text: str) -> bool:
    """Whether a bare address may stand in the text."""
    # A single character is found, or not, in a fifth of the time that several take.
    return (":" in text and "://" in text) or ("." in text and "www." in text)


def escape_plain(text: str) -> str:
    """As `escapeHtml`, for text without `&` and `<`."""
    return text.replace(">", "&gt;").replace('"', "&quot;")
