"""The title of an article among what a page says of itself: without the name of the site."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from beilin.importing.classify.line_shape import width
from beilin.importing.formats.html.page.facts.stated import Stated, by_key, one_line
from beilin.importing.formats.html.page.letters import letter_key
from beilin.importing.model import NOWHERE, Finding

# What stands between a title and the name of the site; within words these characters are something else.
_SEPARATOR = re.compile(
    r"\s*[|｜¦»«]\s*|\s+[-–—―·•:：~/]+\s+|\s*[_＿]+\s*|\s*(?:——|--)\s*|(?<=[㐀-鿿])\s*[-–—]\s*(?=\S)"
)
_MAX_TITLE = 300
_MIN_HEADING = 6  # letters of a heading that is only a part of the title; Chinese characters count twice
_MAX_SITE = 40  # characters of a name after the title that nothing else confirms
_EDGE = " \t|｜-–—_·•»«:："


@dataclass(frozen=True, slots=True)
class Title:
    """The title, and where it was read."""

    text: str
    where: str
    doubts: tuple[Finding, ...] = ()


def find_title(
    stated: Sequence[Stated], headings: Sequence[str], lines: Sequence[str], sites: Sequence[str]
) -> Title | None:
    """The article's title. `sites` are the names of the site.

    `headings` may show it, and so may other `lines` with which a stated title begins.

    A heading that the page's title or data confirms is the title as readers saw it. Otherwise the data for machines
    decides, and last the title of the document.
    """
    titles = [entry for entry in by_key(stated, "title") if len(entry.values[0]) <= _MAX_TITLE]
    own = {letter_key(entry.values[0]) for entry in titles if entry.where != "<title>"}
    names = frozenset(filter(None, map(letter_key, sites))) - own  # pages fill in the title for the site's name
    cleaned = [(text, entry.where) for entry in titles if (text := without_site(entry.values[0], names))]
    shown = [text for text in map(one_line, headings) if _may_be_title(text, names)]
    if titles and titles[0].is_rule:
        return Title(titles[0].values[0], titles[0].where)
    shown_lines = [text for text in map(one_line, lines) if _may_be_title(text, names)]
    if text := _confirmed([*shown, *shown_lines], [text for text, _ in cleaned], [entry.values[0] for entry in titles]):
        return Title(text, "the heading", _disagreements(text, cleaned))
    if cleaned:
        text, where = next(((text, where) for text, where in cleaned if where != "<title>"), cleaned[0])
        return Title(text, where, _disagreements(text, cleaned))
    return Title(shown[0], "the heading") if len(shown) == 1 else None


def _may_be_title(text: str, names: frozenset[str]) -> bool:
    return len(text) <= _MAX_TITLE and letter_key(text) not in {*names, ""}


def _confirmed(shown: Sequence[str], cleaned: Sequence[str], titles: Sequence[str]) -> str:
    """The heading that a title confirms: the same, or else the longest with which one begins; "" if there is none."""
    for text in shown:
        if any(_is_same(text, other) for other in cleaned):
            return text
    begun = [text for text in shown for title in titles if letter_key(title).startswith(letter_key(text))]
    contained = [text for text in shown for title in titles if len(text) > len(title) / 2 and text in title]
    return max(
        (text for text in (*begun, *contained) if 2 * width(letter_key(text)) >= _MIN_HEADING),
        key=len,
        default="",
    )


def without_site(title: str, names: frozenset[str]) -> str:
    """The title without the name of the site before or after it; "" if nothing else is left."""
    parts = _SEPARATOR.split(title)
    if len(parts) < 2:
        return "" if letter_key(title) in names else title.strip(_EDGE) and title
    separators = [match.span() for match in _SEPARATOR.finditer(title)]
    for start, end in separators:  # the site's name, and whatever follows it
        rest = letter_key(title[end:])
        if title[:start].strip(_EDGE) and any(rest.startswith(name) for name in names):
            return title[:start].strip()
        if letter_key(title[:start]) in names and title[end:].strip(_EDGE):
            return without_site(title[end:], names)
    return title


def without_suffix(title: str) -> str:
    """The title without a short last part, which is the site's name if nothing says otherwise."""
    separators = [match.span() for match in _SEPARATOR.finditer(title)]
    if not separators:
        return title
    start, end = separators[-1]
    head, tail = title[:start].strip(), title[end:].strip()
    return head if head and len(tail) <= _MAX_SITE and len(head) >= len(tail) / 2 else title


def _is_same(one: str, other: str) -> bool:
    return letter_key(one) == letter_key(other) or letter_key(one) == letter_key(without_suffix(other))


def _disagreements(title: str, cleaned: Sequence[tuple[str, str]]) -> tuple[Finding, ...]:
    """The titles that say something else."""
    mine = letter_key(title)
    others = {
        letter_key(text): (text, where)
        for text, where in reversed(cleaned)
        if not (mine in letter_key(text) or letter_key(text) in mine)
    }
    return tuple(
        Finding(NOWHERE, "title", f"{where} says {text!r}; {title!r} is used", False) for text, where in others.values()
    )
