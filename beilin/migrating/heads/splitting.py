"""The text of a document → front matter and body, by the delimiters of each form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from beilin.text.plain_values import read_json

Syntax = Literal["yaml", "toml", "json", "javascript", "lines", "comment"]

# Hugo and Zola let spaces and blank lines stand before the fence; Hexo has fences of any length from three; a language
# after the fence is gray-matter's (Eleventy, Astro).
_OPENING = re.compile(
    r"\s*?^(?P<fence>-{3,}|\+{3}|;{3,})[ \t]*+(?:(?P<language>json|toml|ya?ml|javascript|js)[ \t]*+)?$\n?", re.MULTILINE
)
# Jekyll, Pandoc and Python-Markdown end YAML with three dots too.
_CLOSING = {
    "-": re.compile(r"^(?:-{3,}|\.{3})[ \t]*$\n?", re.MULTILINE),
    "+": re.compile(r"^\+{3}[ \t]*$\n?", re.MULTILINE),
    ";": re.compile(r"^;{3,}[ \t]*$\n?", re.MULTILINE),
}
_FENCED_SYNTAX: dict[str, Syntax] = {"-": "yaml", "+": "toml", ";": "json"}
_LANGUAGES: dict[str, Syntax] = {
    "json": "json", "toml": "toml", "yaml": "yaml", "yml": "yaml", "js": "javascript", "javascript": "javascript",
}  # fmt: skip
# Keys with one of which a head without an opening fence begins: any other first line is text.
_KEY = (
    "title|date|layout|tags?|categor(?:y|ies)|authors?|slug|id|permalink|summary|description|subtitle|keywords|status|"
    "lang|language|published|draft|created|updated|modified|comments|template|type|url|link|cover|image|series|save_as|toc"
)
_FIRST = re.compile(rf"\s*?^(?:{_KEY})[ \t]*[:：]", re.MULTILINE | re.IGNORECASE)
_FIRST_JSON = re.compile(rf"\s*?^[ \t]*\"(?:{_KEY})\"[ \t]*:", re.MULTILINE | re.IGNORECASE)
_END = re.compile(r"^(?P<fence>-{3,}|;{3,})[ \t]*$\n?", re.MULTILINE)
# Of a line of YAML in a head: a key, an item, a continuation, a comment or nothing.
_YAML_LINE = re.compile(r"[\w\"'-][\w \"'-]*[:：]|[ \t]|#|-[ \t]|\Z")
# Python-Markdown, extension "Meta-Data", and `mkdocs.utils.meta`: a key and its value, or a value that continues the
# one above. For the generators that read these lines, any key is one.
_META_READERS = {"pelican", "mkdocs"}
_META_KEY = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:")
_META_LINE = re.compile(r"[ ]{0,3}[A-Za-z0-9_-]+:|[ ]{4}|\t")
_NIKOLA = re.compile(r"\s*+(?P<comment><!--\s*+)?(?=\.\.[ ][\w-]+:)")
_NIKOLA_LINE = re.compile(r"\.\.[ ][\w-]+:.*(?:\n|\Z)|[ \t]*\n")
_COMMENT_END = re.compile(r"-->[ \t]*(?:\n|\Z)")


@dataclass(frozen=True, slots=True)
class Split:
    """`raw` and `body` are the text; the front matter is `inner`, which is in `raw` from `start`."""

    syntax: Syntax
    raw: str
    inner: str
    start: int
    body: str
    is_sure: bool = True  # whether its form shows that this is front matter, even if it cannot be read
    is_closed: bool = True


def split(text: str, generator: str = "") -> Split | None:
    """The front matter and the body; None if the text begins with none of the forms."""
    found = _fenced(text) or _json(text) or _nikola(text)
    if found or generator in _META_READERS:
        return found or _meta_lines(text)
    return _closed_only(text) or _lines(text)


def _cut(
    text: str, syntax: Syntax, inner: tuple[int, int], body: int, *, is_sure: bool, is_closed: bool = True
) -> Split:
    """The text cut at three places: where the inner front matter begins and ends, and where the body begins."""
    start, end = inner
    return Split(syntax, text[:body], text[start:end], start, text[body:], is_sure, is_closed)


def _fenced(text: str) -> Split | None:
    opening = _OPENING.match(text)
    if not opening:
        return None
    mark = opening["fence"][0]
    syntax = _LANGUAGES.get(opening["language"] or "", _FENCED_SYNTAX[mark])
    if closing := _CLOSING[mark].search(text, opening.end()):
        is_sure = mark != "-" or bool(opening["language"])
        return _cut(text, syntax, (opening.end(), closing.start()), closing.end(), is_sure=is_sure)
    # Without an end it ends before the first blank line.
    blank = re.compile(r"^[ \t]*$\n?", re.MULTILINE).search(text, opening.end())
    start, end, body = opening.end(), *(blank.span() if blank else (len(text), len(text)))
    lines = text[start:end].splitlines()
    if mark == "-" and not (lines and all(_YAML_LINE.match(line) for line in lines)):
        return None
    return _cut(text, syntax, (start, end), body, is_sure=False, is_closed=False)


def _json(text: str) -> Split | None:
    start = len(text) - len(text.lstrip())
    if not text.startswith("{", start) or re.match(r"\{[{%#<]", text[start:]):
        return None
    if read := read_json(text[start:]):
        end = start + read[1]
        rest = re.compile(r"[ \t]*(?:\n|\Z)").match(text, end)
        return _cut(text, "json", (start, end), rest.end(), is_sure=True) if rest else None
    closing = re.compile(r"^\}[ \t]*$\n?", re.MULTILINE).search(text, start)
    if closing is None or not re.match(r"\{\s*\"", text[start:]):
        return None
    return _cut(text, "json", (start, closing.end()), closing.end(), is_sure=True)


def _nikola(text: str) -> Split | None:
    opening = _NIKOLA.match(text)
    if not opening:
        return None
    start = end = opening.end()
    if opening["comment"]:
        closing = _COMMENT_END.search(text, start)
        return _cut(text, "comment", (start, closing.start()), closing.end(), is_sure=True) if closing else None
    while line := _NIKOLA_LINE.match(text, end):
        end = line.end()
    return _cut(text, "comment", (start, end), end, is_sure=True)


def _closed_only(text: str) -> Split | None:
    """Hexo's old form, with nothing but a fence at its end (hexo-front-matter, `rPrefixSep` and `rFrontMatterNew`)."""
    is_json = _FIRST_JSON.match(text)
    if not (is_json or _FIRST.match(text)):
        return None
    end = _END.search(text)
    if not end:
        return None
    inner = text[: end.start()]
    if end["fence"].startswith(";") != bool(is_json):
        return None
    if not is_json and not all(_YAML_LINE.match(line) for line in inner.split("\n")):
        return None
    return _cut(text, "json" if is_json else "yaml", (0, end.start()), end.end(), is_sure=True)


def _meta_lines(text: str) -> Split | None:
    """Lines as Python-Markdown reads them: up to a blank one, which belongs to them, or to one in a different form."""
    end = 0
    for line in re.compile(r".*(?:\n|\Z)").finditer(text):
        if end == 0 and not _META_KEY.match(line[0]):
            return None
        if not line[0].strip():
            return _cut(text, "lines", (0, end), line.end(), is_sure=True)
        if not _META_LINE.match(line[0]):
            break
        end = line.end()
    return _cut(text, "lines", (0, end), end, is_sure=True)


def _lines(text: str) -> Split | None:
    """Lines in the form of `_meta_lines` in the site of a different generator: only with a usual key."""
    if not _FIRST.match(text):
        return None
    start = len(text) - len(text.lstrip("\n"))
    blank = re.compile(r"^[ \t]*(?:\n|\Z)", re.MULTILINE).search(text, start)
    end, body = blank.span() if blank else (len(text), len(text))
    lines = text[start:end].splitlines()
    if not all(_META_LINE.match(line) for line in lines):
        return None
    if len(lines) == 1 and not lines[0].lower().startswith("title"):
        return None
    return _cut(text, "lines", (start, end), body, is_sure=True)
