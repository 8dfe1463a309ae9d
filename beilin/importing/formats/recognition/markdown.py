"""Markdown, as opposed to plain text that happens to have a sign or two of it."""

from __future__ import annotations

import re

from beilin.importing.formats.recognition.opening import Opening

_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?:[ \t]*\r?\n|#[^\n]*\n)*[A-Za-z_][\w.-]*[ \t]*:[\s\S]*?^(?:---|\.\.\.)[ \t]*$", re.MULTILINE
)
_TOML = re.compile(r"\+\+\+[ \t]*\r?\n[\s\S]*?^\+\+\+[ \t]*$", re.MULTILINE)
_READER_HEAD = re.compile(r"Title: [^\n]*\s+URL Source: \S+\s[\s\S]{0,2000}?^Markdown Content:", re.MULTILINE)
# Each sign is one that people do not write in plain text. Patterns are linear: none begins before a repeat of its own.
_STRONG = (
    re.compile(r"^#{1,6} +\S[^\n]*\n(?:[^#\n][^\n]*\n|\n)*#{1,6} +\S", re.MULTILINE),
    re.compile(r"!\[[^\]\n]{0,300}\]\([^\s()]{1,2000}(?: \"[^\"\n]*\")?\)"),
    re.compile(r"\[[^\]\n]{1,300}\]\((?:https?:|mailto:|[./#])[^\s()]{0,2000}(?: \"[^\"\n]*\")?\)"),
    re.compile(r"^```[^`\n]*\n(?:(?!```)[^\n]*\n)*```[ \t]*$", re.MULTILINE),
    re.compile(r"^~~~[^~\n]*\n(?:(?!~~~)[^\n]*\n)*~~~[ \t]*$", re.MULTILINE),
    re.compile(
        r"^ {0,3}\|?[ \t]*(?::-+:?|-+:|-{2,})[ \t]*(?:\|[ \t]*(?::-+:?|-+:|-{2,})[ \t]*)+\|?[ \t]*$", re.MULTILINE
    ),
    re.compile(r"^ {0,3}\[[^\]\n]{1,100}\]: +<?(?:https?://|/|\.)\S*", re.MULTILINE),
    re.compile(r"^ {0,3}\[\^[^\]\s]{1,50}\]: ", re.MULTILINE),
)
_WEAK = (
    re.compile(r"^#{1,6} +\S", re.MULTILINE),
    re.compile(r"(?<![*\w])\*\*[^*\s](?:[^*\n]{0,200}[^*\s])?\*\*(?![*\w])|\*\*[^*\s][^*\n]{0,200}\*\*"),
    re.compile(r"^[*+-] +\S[^\n]*\n(?:\n?[ \t]*[*+-] +\S|[ \t]+\S)", re.MULTILINE),
    re.compile(r"^> ?\S", re.MULTILINE),
    re.compile(r"(?<!`)`[^`\n]{1,200}`(?!`)"),
    re.compile(r"^[^\s#>*+|-][^\n]*\n(?:={3,}|-{3,})[ \t]*$", re.MULTILINE),
)
_SUFFIXES = (".md", ".markdown", ".mdown", ".mkd", ".mdx")
_MIN_SIGNS = 2


def is_markdown(opening: Opening) -> bool:
    """Whether it is Markdown: by a head that only such files have, by two signs, or by one and the suffix."""
    wanted = 1 if opening.name.lower().endswith(_SUFFIXES) else _MIN_SIGNS
    return bool(opening.text) and _weight(opening.text) >= wanted


def is_markdown_text(text: str) -> bool:
    """Whether the text is Markdown, whatever its name."""
    return _weight(text) >= _MIN_SIGNS


def _weight(text: str) -> int:
    text = text.replace("\r\n", "\n")
    if any(head.match(text) for head in (_FRONT_MATTER, _TOML, _READER_HEAD)):
        return _MIN_SIGNS
    return _MIN_SIGNS * any(sign.search(text) for sign in _STRONG) + sum(
        sign.search(text) is not None for sign in _WEAK
    )
