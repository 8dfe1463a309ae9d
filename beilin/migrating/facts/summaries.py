"""The text that the old site showed in its lists: what stands before the mark of a body."""

from __future__ import annotations

import re

from beilin.reading.markdown import render_markdown

_MORE = re.compile(r"<!--[ \t]*(?:more|excerpt|truncate|TEASER_END(?::[^<>]*)?)[ \t]*-->", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{\{[^{}\n]*\}\}|\{%[^%\n]*%\}|^\{:[^{}\n]*\}$", re.MULTILINE)
_SENTENCE_END = re.compile(r"[。！？!?…]+[」』”’）)]*|\.(?=\s|\Z)")
_MAX = 300  # characters


def summary_before_mark(body: str, separator: str = "") -> str:
    """The text before the mark, or before the `separator` that the site has chosen, as plain text; "" if it has none.

    If it is long, as many whole sentences as fit.
    """
    match = re.search(re.escape(separator), body) if separator.strip() else None
    match = match or _MORE.search(body)
    if not match:
        return ""
    rendered, _ = render_markdown(_TEMPLATE.sub("", body[: match.start()]), file="")
    return shortened(" ".join(rendered.lead.split()))


def shortened(text: str) -> str:
    """The text, or as many whole sentences of it as fit; if not even one does, its beginning with an ellipsis."""
    if len(text) <= _MAX:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text, 0, _MAX)]
    return text[: ends[-1]] if ends else f"{text[: _MAX - 1].rstrip()}…"
