"""Text → Markdown that shows exactly this text, with as few backslashes as that takes.

Only what the site's reader would take for markup is escaped, for people edit these files. What can be markup is said by
CommonMark 0.31 (sections 2.4, 4, 5, 6) and the extensions in beilin.reading.markdown. A text is one line between blank
ones, without spaces at its ends, so tables, setext headings, indented code and hard breaks cannot arise. The import's
proof reads everything back: a case that is missed here is refused, never published wrongly.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Literal

from beilin.reading.headings import plain_text
from beilin.reading.markdown import parser

Place = Literal["paragraph", "heading", "item"]

# Most lines of prose hold nothing of this and are done at once.
_SPECIAL = re.compile(r"[\\`*_~\[\]<>&#]|^(?:[-+:]|[0-9]{1,9}[.)])|://|www\.", re.IGNORECASE)
_PUNCTUATION = r"""!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"""

# What begins a block at the start of a line; the character after `at` gets the backslash.
_BLOCK_STARTS = [
    re.compile(r"(?P<at>)#{1,6}(?=[ \t]|\Z)"),  # heading
    re.compile(r"(?P<at>)>"),  # quote, alert
    re.compile(r"(?P<at>)[-+*](?=[ \t]|\Z)"),  # bullet list
    re.compile(r"(?P<at>)([-*_])[ \t]*(?:\2[ \t]*){2,}\Z"),  # thematic break
    re.compile(r"[0-9]{1,9}(?P<at>)[.)](?=[ \t]|\Z)"),  # ordered list
    re.compile(r"(?P<at>)(?:`{3,}[^`]*\Z|~{3,})"),  # fence
    re.compile(r"(?P<at>)\[(?=.*\]:)"),  # link reference or footnote definition
    re.compile(r"(?P<at>)[:~](?=[ \t])"),  # definition list
    re.compile(r"(?P<at>)<(?=[A-Za-z/!?])"),  # HTML
]
_TASK = re.compile(r"(?P<at>)\[[ xX]\](?=[ \t])")
_CLOSING_HASHES = re.compile(r"(?:\A|(?<=[ \t]))#+\Z")
_BACKSLASH = re.compile(rf"\\(?=[{_PUNCTUATION}])")
_TAG_OR_AUTOLINK = re.compile(r"<(?=[A-Za-z/!?])")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|(?P<name>[A-Za-z][A-Za-z0-9]{1,31};))")
_WIKI_LINK = re.compile(r"\[(?=\[[^\[\]]+\]\])")
_BACKTICKS = re.compile("`+")
_TILDES = re.compile("~~+")
_STARS = re.compile(r"\*+")
_UNDERSCORES = re.compile("_+")
_ADDRESS = re.compile(r"(?P<at>):(?=//)|www(?P<dot>)\.", re.IGNORECASE)


def escape(text: str, place: Place) -> str:
    """The Markdown for the text, to stand in a paragraph, after `## ` or after a list item's marker."""
    if not _SPECIAL.search(text):
        return text
    escaped = _insert(text, set(_inline(text)) | set(_at_start(text, place)))
    if _ADDRESS.search(text) and _shown(escaped) != text:
        # The reader shows addresses decoded (%20) or in their own script (xn--): keep it from linking them.
        escaped = _insert(text, set(_inline(text)) | set(_at_start(text, place)) | set(_addresses(text)))
    return escaped


def _inline(text: str) -> Iterator[int]:
    """The places of characters that would be read as inline markup."""
    yield from (match.start() for match in _BACKSLASH.finditer(text))
    yield from (match.start() for match in _TAG_OR_AUTOLINK.finditer(text, 0, text.rfind(">") + 1))
    yield from (m.start() for m in _ENTITY.finditer(text) if not m["name"] or m["name"] in html5)
    yield from (match.start() for match in _WIKI_LINK.finditer(text))
    if "](" in text:
        yield from (match.start() for match in re.finditer(r"\[", text))
    for pattern in (_BACKTICKS, _TILDES, _STARS, _UNDERSCORES):
        runs = [match for match in pattern.finditer(text) if pattern is not _STARS or not _stands_free(match)]
        if pattern is _UNDERSCORES:
            runs = [match for match in runs if not _stands_free(match) and not _is_inside_word(match)]
        if len(runs) > 1:  # markup needs a beginning and an end
            yield from (place for match in runs for place in range(match.start(), match.end()))


def _at_start(text: str, place: Place) -> Iterator[int]:
    """The places of characters that would begin a block, or end a heading."""
    if place == "heading":
        yield from (match.start() for match in _CLOSING_HASHES.finditer(text))
        return
    starts = [*_BLOCK_STARTS, _TASK] if place == "item" else _BLOCK_STARTS
    yield from (match.start("at") for pattern in starts if (match := pattern.match(text)))


def _addresses(text: str) -> Iterator[int]:
    yield from (max(match.start("at"), match.start("dot")) for match in _ADDRESS.finditer(text))


def _stands_free(run: re.Match[str]) -> bool:
    """Whether there are spaces on both sides, so that the run neither opens nor closes."""
    return all(character in (" ", "\t", "") for character in _beside(run))


def _is_inside_word(run: re.Match[str]) -> bool:
    """Whether there are letters or digits on both sides, as in snake_case."""
    return all(character.isalnum() for character in _beside(run))


def _beside(run: re.Match[str]) -> tuple[str, str]:
    """The characters before and after the run, "" where the text begins or ends."""
    return run.string[max(0, run.start() - 1) : run.start()], run.string[run.end() : run.end() + 1]


def _shown(markdown: str) -> str:
    """The text that the reader shows for one line of inline Markdown."""
    (block,) = parser().parseInline(markdown, {})
    return plain_text(block.children or ())


def _insert(text: str, places: set[int]) -> str:
    return "".join(f"\\{character}" if place in places else character for place, character in enumerate(text))
