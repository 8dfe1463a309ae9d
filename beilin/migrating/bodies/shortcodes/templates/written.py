"""What a template writes for a call → what replaces the call."""

from __future__ import annotations

import re
from html import escape, unescape

from beilin.migrating.bodies.shortcodes.call import Around, Instead, Outcome
from beilin.migrating.bodies.shortcodes.markup import link
from beilin.reading.html_elements import BLOCKS

INNER = "\ue001"  # stands for the inner text of the call

_UNSHOWN = re.compile(
    r"<(script|style|noscript)\b[^>]*>.*?</\1\s*>|<!--.*?-->|<(?:link|meta)\b[^>]*>", re.DOTALL | re.IGNORECASE
)
_FRAME = re.compile(r"<(?:iframe|embed)\b(?P<attributes>[^>]*)>(?:\s*</(?:iframe|embed)\s*>)?", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\b(?P<name>src|title)\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)')""", re.IGNORECASE)
_ANCHOR = re.compile(r'<a href="(?P<address>[^"]*)">(?P<text>[^<]*)</a>')
_BUTTON = re.compile(r"<(/?)button\b[^<>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_NAME = re.compile(r"<\s*(?P<name>[A-Za-z][\w-]*)")
_FULL = re.compile(r"<(?:img|video|audio|iframe|a)\b|[^\s<>]", re.IGNORECASE)


class UnknownTemplateError(Exception):
    """The template uses something that is not supported here."""


def without_buttons(html: str) -> str:
    """The same with the words of buttons, which do nothing without a script, as plain text."""
    return _BUTTON.sub(r"<\1span>", html)


def outcome_of(written: str, *, is_markdown: bool) -> Outcome | None:
    """The outcome for what the template has written; None if a script would have to write the rest."""
    shown = _UNSHOWN.sub("", written)
    html = without_buttons(shown)
    if shown != written and not _FULL.search(_TAG.sub(lambda tag: tag[0] if _FULL.match(tag[0]) else "", html)):
        return None
    frames = list(_FRAME.finditer(html))
    html = _FRAME.sub(_linked, html)
    anchor = _ANCHOR.search(html)
    if anchor and len(frames) == 1 and not _TAG.sub("", _ANCHOR.sub("", html)).strip():
        return Instead(link(unescape(anchor["text"]), unescape(anchor["address"])))
    lines = [line.strip() for line in html.split("\n") if line.strip()]
    if html.count(INNER) > 1:
        return None
    if INNER not in html:
        return Instead(" ".join(lines), "\n".join(lines) if _has_blocks(html) else "")
    before, _, after = "\n".join(lines).partition(INNER)
    if _has_blocks(html):
        return Around(before.strip("\n"), after.strip("\n"), gap=is_markdown)
    return Around(" ".join(before.split("\n")), " ".join(after.split("\n")), is_block=False)


def _has_blocks(html: str) -> bool:
    return any(match["name"].lower() in BLOCKS for match in _NAME.finditer(html))


def _linked(frame: re.Match[str]) -> str:
    """A frame as a link to what it shows."""
    found = {
        match["name"].lower(): match["double"] or match["single"] or ""
        for match in _ATTRIBUTE.finditer(frame["attributes"])
    }
    address = found.get("src", "")
    return f'<a href="{escape(address)}">{escape(found.get("title") or address)}</a>' if address else ""
