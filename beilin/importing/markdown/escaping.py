"""Text → Markdown that displays exactly this text, with as few backslashes as possible.

Only what the site's reader would read as markup is escaped, because people edit these files. CommonMark 0.31 (sections
2.4, 4, 5, 6) and the extensions in beilin.reading.markdown define what that is. A text is one line between blank lines,
without spaces at its ends, so tables, setext headings, indented code and hard breaks cannot arise. The proof reads
everything back: if a case is missed here, the import is refused and nothing wrong is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.entities import html5
from typing import Literal

from beilin.reading.extensions import MARKERS
from beilin.reading.headings import plain_text
from beilin.reading.markdown import parser
from beilin.reading.math.formulas import find_formulas

Position = Literal["paragraph", "heading", "item", "inside"]

# Most lines of prose have none of these characters and need no further work.
_SPECIAL = re.compile(rf"[{re.escape(MARKERS)}>#]|^(?:[-+:]|[0-9]{{1,9}}[.)])|://|www\.", re.IGNORECASE)
_PUNCTUATION = r"""!"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~"""

# What starts a block at the start of a line; the character after the group `at` gets the backslash.
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
    re.compile(r"(?P<at>)\$\$\Z"),  # formula on the lines that follow
]
_TASK = re.compile(r"(?P<at>)\[[ xX]\](?=[ \t])")
_CHOSEN_ID = re.compile(r"\{(?=#[\w.:-]+\}\Z)")
_CLOSING_HASHES = re.compile(r"(?:\A|(?<=[ \t]))#+\Z")
_BACKSLASH = re.compile(rf"\\(?=[{_PUNCTUATION}])")
_TAG_OR_AUTOLINK = re.compile(r"<(?=[A-Za-z/!?])")
_UNCLOSED_HTML = re.compile(r"<(?=!--|\?|!\[CDATA\[)")  # the reader reports it
_ENTITY = re.compile(r"&(?:#[0-9]{1,7};|#[xX][0-9a-fA-F]{1,6};|(?P<name>[A-Za-z][A-Za-z0-9]{1,31};))")
_WIKI_LINK = re.compile(r"\[(?=\[[^\[\]]+\]\])")
_STARS = re.compile(r"\*+")
_UNDERSCORES = re.compile("_+")
_FORMULA_MARK = re.compile(r"\$|(?<=\\)[(\[]")
# Markup between two runs of a character; a single tilde has no meaning.
_RUNS = [
    _STARS,
    _UNDERSCORES,
    *(
        re.compile("~~+" if marker == "~" else f"{re.escape(marker)}+")
        for marker in MARKERS
        if marker not in "*_\\[<&$"
    ),
]
_ADDRESS = re.compile(r"(?P<at>):(?=//)|www(?P<dot>)\.", re.IGNORECASE)


def escape(text: str, position: Position) -> str:
    """The Markdown for the text as a paragraph, after `## `, after a list item's marker or inside a line."""
    if needs_no_escape(text):
        return text
    indices = set(_inline(text)) | set(_at_start(text, position))
    escaped = _with_backslashes(text, indices)
    # A source has no markup, so what looks like TeX in it is shown as it is.
    if find_formulas(escaped) and _displayed(escaped) != text:
        indices |= {match.start() for match in _FORMULA_MARK.finditer(text)}
        escaped = _with_backslashes(text, indices)
    if _ADDRESS.search(text) and _displayed(escaped) != text:
        # The reader displays addresses decoded (%20, xn--): escape them so that they do not become links.
        escaped = _with_backslashes(text, indices | set(_addresses(text)))
    return escaped


def needs_no_escape(text: str) -> bool:
    """Whether nothing in the text, at any place of a line, could be read as markup or as an address."""
    return not _SPECIAL.search(text)


def _inline(text: str) -> Iterator[int]:
    """The indices of characters that would be read as inline markup."""
    yield from (match.start() for match in _BACKSLASH.finditer(text))
    yield from (match.start() for match in _TAG_OR_AUTOLINK.finditer(text, 0, text.rfind(">") + 1))
    yield from (match.start() for match in _UNCLOSED_HTML.finditer(text))
    yield from (m.start() for m in _ENTITY.finditer(text) if not m["name"] or m["name"] in html5)
    yield from (match.start() for match in _WIKI_LINK.finditer(text))
    if "](" in text:
        yield from (match.start() for match in re.finditer(r"\[", text))
    for pattern in _RUNS:
        runs = [match for match in pattern.finditer(text) if pattern is not _STARS or not _is_free_standing(match)]
        if pattern is _UNDERSCORES:
            runs = [match for match in runs if not _is_free_standing(match) and not _is_inside_word(match)]
        if len(runs) > 1:  # markup needs a beginning and an end
            yield from (index for match in runs for index in range(match.start(), match.end()))


def _at_start(text: str, position: Position) -> Iterator[int]:
    """The indices of characters that would start a block, or close a heading."""
    if position == "inside":
        return
    if position == "heading":
        yield from (match.start() for match in _CLOSING_HASHES.finditer(text))
        yield from (match.start() for match in _CHOSEN_ID.finditer(text))
        return
    starts = [*_BLOCK_STARTS, _TASK] if position == "item" else _BLOCK_STARTS
    yield from (match.start("at") for pattern in starts if (match := pattern.match(text)))


def _addresses(text: str) -> Iterator[int]:
    yield from (max(match.start("at"), match.start("dot")) for match in _ADDRESS.finditer(text))


def _is_free_standing(run: re.Match[str]) -> bool:
    """Whether there are spaces on both sides, so that the run neither opens nor closes emphasis."""
    return all(character in (" ", "\t", "") for character in _around(run))


def _is_inside_word(run: re.Match[str]) -> bool:
    """Whether there are letters or digits on both sides, as in snake_case."""
    return all(character.isalnum() for character in _around(run))


def _around(run: re.Match[str]) -> tuple[str, str]:
    """The characters before and after the run; "" at the start or end of the text."""
    return run.string[max(0, run.start() - 1) : run.start()], run.string[run.end() : run.end() + 1]


def _displayed(markdown: str) -> str:
    """The text that the site displays for one line of inline Markdown."""
    (block,) = parser().parseInline(markdown, {})
    return plain_text(block.children or ())


def _with_backslashes(text: str, indices: set[int]) -> str:
    return "".join(f"\\{character}" if index in indices else character for index, character in enumerate(text))
