"""Suggested tags: the terms of the tag authority that the article's text mentions, with a quote as evidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from beilin.reading.tags import TagAuthority, names_of
from beilin.text.variants import in_both_scripts

# A single mention does not make a subject, unless it is in a heading or in the first paragraph.
MIN_MENTIONS = 2
QUOTED_AROUND = 12  # characters on either side of a mention
MAX_ABBREVIATION = 5  # letters; a name up to this length that is all capitals only matches in capitals

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_GAP = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class TagSuggestion:
    """A tag and the evidence for it."""

    term: str
    mentions: int
    line: int  # of the quote, counted from 0
    quote: str


def suggest_tags(
    texts: Mapping[int, str], headings: Sequence[int], authority: TagAuthority
) -> tuple[TagSuggestion, ...]:
    """The terms that the kept lines mention often or prominently enough, in the authority's order.

    `texts` has the text of each kept line by its number, in order.
    """
    whole = "\n".join(texts.values()).translate(_FULL_WIDTH)
    numbers = list(texts)
    starts = list(accumulate((len(text) + 1 for text in texts.values()), initial=0))
    prominent = {*headings, *[number for number in numbers if number not in headings][:1]}
    folded = whole.casefold()
    suggestions = []
    for term in authority.terms:
        # A cheap test first: most names are nowhere in the text, and the search gets slower with each name.
        names = tuple(name for name in in_both_scripts(names_of(term)) if _GAP.split(name)[0].casefold() in folded)
        if not names:
            continue
        not_in = tuple(word for word in in_both_scripts(term.not_in) if _GAP.split(word)[0].casefold() in folded)
        mentions = _mentions(names, not_in, whole)
        positions = [bisect_right(starts, start) - 1 for start, _ in mentions]
        lines = [numbers[position] for position in positions]
        if len(mentions) >= MIN_MENTIONS or prominent.intersection(lines):
            best = next((n for n, line in enumerate(lines) if line in prominent), 0)
            start, end = (offset - starts[positions[best]] for offset in mentions[best])
            quote = _quote(texts[lines[best]], start, end)
            suggestions.append(TagSuggestion(term.term, len(mentions), lines[best], quote))
    return tuple(suggestions)


def _mentions(names: tuple[str, ...], not_in: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """Where the text has one of the names as a whole word, and not inside one of the words in `not_in`."""
    return [match.span() for match in _pattern(names, not_in).finditer(text) if match.lastgroup == "name"]


@lru_cache(maxsize=1024)
def _pattern(names: tuple[str, ...], not_in: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for the names as the group `name`; it consumes the other words first, so that no name matches there."""
    others = "|".join(f"{_word_start(word)}{_any_spelling(word)}" for word in sorted(not_in, key=len, reverse=True))
    wanted = "|".join(_name_pattern(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(f"(?:{others})|(?P<name>{wanted})" if others else f"(?P<name>{wanted})")


def _name_pattern(name: str) -> str:
    letters = [character for character in name if character.isalpha()]
    is_abbreviation = len(letters) <= MAX_ABBREVIATION and all("A" <= letter <= "Z" for letter in letters)
    spelling = re.escape(name) if is_abbreviation else _any_spelling(name)
    # Only Latin letters and digits continue a Latin word, because Chinese has no spaces. `Llama 2` is not `Llama 2.5`.
    end = r"(?![A-Za-z0-9]|\.[0-9])" if name[-1:].isdigit() else "(?![A-Za-z0-9])" if name[-1:].isascii() else ""
    return f"{_word_start(name)}{spelling}{end}"


def _any_spelling(name: str) -> str:
    """The name in any case; a space, hyphen or underscore in it matches any of the three."""
    return f"(?i:{r'[ _-]+'.join(map(re.escape, _GAP.split(name)))})"


def _word_start(name: str) -> str:
    return "(?<![A-Za-z0-9])" if name[:1].isascii() else ""


def _quote(text: str, start: int, end: int) -> str:
    before, after = max(0, start - QUOTED_AROUND), end + QUOTED_AROUND
    return "…" * (before > 0) + text[before:after] + "…" * (after < len(text))
