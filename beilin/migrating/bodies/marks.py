"""Small marks of other generators: comments, highlights, tables of contents, attributes and abbreviations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import NOTHING, Found, Remark
from beilin.migrating.bodies.protected import Protected
from beilin.migrating.model import Edit

MAX_ABBREVIATIONS = 300  # in a body; further ones are not marked where they occur, which keeps the time in bounds

_HIGHLIGHT = re.compile(r"(?<![=!<>A-Za-z0-9])==(?=[^\s=])([^=\n]*)(?<=[^\s=])==(?!=)")
# Hugo, Hexo, Zola, Jekyll; Docusaurus; Nikola; Pelican's plugin; Eleventy.
_MORE = re.compile(
    r"<!--\s*(?:more|truncate|teaser_end(?::[^>]*)?|excerpt|pelican_(?:begin|end)_summary)\s*-->", re.IGNORECASE
)
_TOC = re.compile(
    r"^[ \t]*(?:@?\[\[?_?toc_?\]?\]|\$\{toc\}|(?:[-*+]|\d+\.)[ \t][^\n]*\n[ \t]*\{:[ \t]*toc[^{}\n]*\})[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
_ABBREVIATION = re.compile(r"^ {0,3}\*\[([^\[\]\n]+)\]:[ \t]*([^\n]*)$", re.MULTILINE)
# Where the words of an abbreviation are not text: tags, targets, addresses, definitions.
_NOT_TEXT = re.compile(r"<[^<>]*>|\]\([^()\s]*|\bhttps?://\S+|^[ \t]*\*?\[[^\[\]\n]+\]:[^\n]*", re.MULTILINE)


def percent_comments(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `percent-comments`: `%%…%%` is not published (Obsidian's help, "Basic formatting syntax")."""
    del context
    marks = [match.start() for match in re.finditer("%%", protected.masked)] if "%%" in text else []
    edits: list[Edit] = []
    remarks: list[Remark] = []
    for start, last in zip(marks[::2], marks[1::2], strict=False):
        edits.append(_removed(text, start, last + 2, "comment"))
        remarks.append(Remark("unpublished-comment", start, text[start + 2 : last]))
    return Found(tuple(edits), tuple(remarks))


def mark(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `mark`: `==重點==` is highlighted."""
    del context
    found = _HIGHLIGHT.finditer(protected.masked) if "==" in text else ()
    edits: list[Edit] = []
    for match in found:
        edits.append(Edit(match.start(), match.start() + 2, "<mark>", "highlight"))
        edits.append(Edit(match.end() - 2, match.end(), "</mark>", "highlight"))
    return Found(tuple(edits))


def more_marker(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `more-marker`: the end of the summary is not marked in the text; the front matter has the summary."""
    del context
    edits = [
        _removed(text, span.start, span.end, "end of summary")
        for span in protected.spans
        if span.kind == "comment" and _MORE.fullmatch(text, span.start, span.end)
    ]
    return Found(tuple(edits))


def toc(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `toc`: no mark is needed for a table of contents."""
    del context
    if "toc" not in text.lower():
        return NOTHING
    return Found(tuple(_removed(text, *match.span(), "table of contents") for match in _TOC.finditer(protected.masked)))


def abbreviations(text: str, protected: Protected, context: BodyContext) -> Found:
    """The rule `abbreviations`: `*[HTML]: …` becomes `<abbr>` where the abbreviation first occurs."""
    del context
    if "*[" not in text:
        return NOTHING
    definitions = list(_ABBREVIATION.finditer(protected.masked))
    if not definitions:
        return NOTHING
    edits = [_removed(text, *match.span(), "abbreviation") for match in definitions]
    meanings = {match[1].strip(): text[slice(*match.span(2))].strip() for match in definitions}
    plain = _NOT_TEXT.sub(lambda match: " " * len(match[0]), protected.masked)
    for use in _uses(meanings, plain):
        if meaning := meanings.pop(use[0], ""):
            edits.append(Edit(*use.span(), f'<abbr title="{escape(meaning)}">{use[0]}</abbr>', "abbreviation"))
    return Found(tuple(edits))


def _uses(names: Iterable[str], plain: str) -> Iterator[re.Match[str]]:
    """The places of these abbreviations in the text, each as a whole word."""
    patterns = [
        rf"(?<![^\W_]){re.escape(name)}(?![^\W_])" if name.isascii() else re.escape(name)
        for name in sorted(names, key=len, reverse=True)[:MAX_ABBREVIATIONS]
    ]
    return re.finditer("|".join(patterns), plain)


def _removed(text: str, start: int, end: int, kind: str) -> Edit:
    """The stretch is removed, with its line if nothing else is on that, and with the blank line that follows then."""
    line = text.rfind("\n", 0, start) + 1
    if not text[line:start].strip() and (after := re.compile(r"[ \t]*(?:\n(?:[ \t]*\n)?|\Z)").match(text, end)):
        return Edit(line, after.end(), "", kind)
    return Edit(start, end, "", kind)
