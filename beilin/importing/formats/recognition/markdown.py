"""Markdown, as opposed to plain text that happens to have a sign or two of it."""

from __future__ import annotations

import re

from beilin.importing.formats.recognition.opening import Opening

_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?:[ \t]*\r?\n|#[^\n]*\n)*[A-Za-z_][\w.-]*[ \t]*:[\s\S]*?^(?:---|\.\.\.)[ \t]*$", re.MULTILINE
)
_TOML = re.compile(r"\+\+\+[ \t]*\r?\n[\s\S]*?^\+\+\+[ \t]*$", re.MULTILINE)
_READER_HEAD = re.compile(r"Title: [^\n]*\s+URL Source: \S+\s[\s\S]{0,2000}?^Markdown Content:", re.MULTILINE)
_HEADS = (_FRONT_MATTER, _TOML, _READER_HEAD)
# Patterns are linear: none begins before a repeat of its own. Each of these is hardly anything but Markdown.
_DECISIVE = (
    re.compile(r"!\[[^\]\n]{0,300}\]\([^\s()]{1,2000}(?: \"[^\"\n]*\")?\)"),
    re.compile(r"^```[\w+#.-]*[ \t]*\n(?:(?!```)[^\n]*\n)*```[ \t]*$", re.MULTILINE),
    re.compile(r"^~~~[\w+#.-]*[ \t]*\n(?:(?!~~~)[^\n]*\n)*~~~[ \t]*$", re.MULTILINE),
    re.compile(
        r"^[^\n|]*\|[^\n]*\n {0,3}\|?[ \t]*(?::-+:?|-+:|-{2,})[ \t]*(?:\|[ \t]*(?::-+:?|-+:|-{2,})[ \t]*)+\|?[ \t]*$",
        re.MULTILINE,
    ),
    re.compile(r"^ {0,3}\[\^[^\]\s]{1,50}\]: ", re.MULTILINE),
)
# These also occur in other texts: a heading of one sign may be a comment in code, bold a power. Two places, or two of
# them, are needed; or one with a sign that plain texts have too.
_CLEAR = (
    re.compile(r"(?:\A|(?<=\n\n)|(?<=>\n))(?:#{2,6} +\S|# +\S[^\n]*\n(?=\n|\Z))"),
    re.compile(r"\[[^\]\n]{1,300}\]\((?:https?:|mailto:|[./#])[^\s()]{0,2000}(?: \"[^\"\n]*\")?\)"),
    re.compile(r"(?<![*A-Za-z0-9])\*\*[^*\s](?:[^*\n]{0,200}[^*\s])?\*\*(?!\*)"),
    re.compile(r"^ {0,3}\[[^\]\n]{1,100}\]: +<?(?:https?://|/|\.)\S*", re.MULTILINE),
    re.compile(r"\[[^\]\n]{1,300}\]\[[^\]\n]{1,100}\]"),
)
_SUPPORTING = (
    re.compile(r"^#{1,6} +\S", re.MULTILINE),
    re.compile(r"^[*+-] +\S[^\n]*\n(?:\n?[ \t]*[*+-] +\S|[ \t]+\S)", re.MULTILINE),
    re.compile(r"^> ?\S", re.MULTILINE),
    re.compile(r"(?<!`)`[^`\n]{1,200}`(?!`)"),
    re.compile(r"^[^\s#>*+|-][^\n]*\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE),
)
_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx")
_ENOUGH = 2


def is_markdown(opening: Opening) -> bool:
    """Whether it is Markdown: by what only such files have, by several signs, or by one sign and the suffix."""
    if not opening.text:
        return False
    if opening.name.lower().endswith(_SUFFIXES):
        text = _unified(opening.text)
        return is_markdown_text(text) or any(sign.search(text) for sign in (*_CLEAR, *_SUPPORTING))
    return is_markdown_text(opening.text)


def is_markdown_text(text: str) -> bool:
    """Whether the text is Markdown, whatever its name."""
    text = _unified(text)
    if any(head.match(text) for head in _HEADS) or any(sign.search(text) for sign in _DECISIVE):
        return True
    places = [sum(1 for _, _ in zip(sign.finditer(text), range(_ENOUGH), strict=False)) for sign in _CLEAR]
    supporting = sum(sign.search(text) is not None for sign in _SUPPORTING[1 if places[0] else 0 :])
    return sum(places) >= _ENOUGH or (sum(places) > 0 and supporting > 0)


def _unified(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
