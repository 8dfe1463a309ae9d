"""Tags for an article: the terms of the tag authority that its own text speaks of, with the words that show it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from beilin.reading.tags import TagAuthority, names_of
from beilin.text.variants import in_both_scripts

# One mention in passing is no subject; one in a heading or in the first paragraph is.
MIN_MENTIONS = 2
QUOTED_AROUND = 12  # characters on either side of a mention
MAX_EXACT = 5  # letters: up to here, a name in capitals is an abbreviation and must be in capitals

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_GAP = re.compile(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A tag and why."""

    term: str
    mentions: int
    line: int  # of the quote, counted from 0
    quote: str


def suggest_tags(texts: Mapping[int, str], headings: Sequence[int], authority: TagAuthority) -> tuple[Suggestion, ...]:
    """The terms that the kept lines mention often or prominently enough, in the authority's order.

    `texts` has the text of each kept line by its number, in order.
    """
    whole = "\n".join(texts.values()).translate(_FULL_WIDTH)
    numbers = list(texts)
    starts = list(accumulate((len(text) + 1 for text in texts.values()), initial=0))
    prominent = {*headings, *[number for number in numbers if number not in headings][:1]}
    folded = whole.casefold()
    found = []
    for term in authority.terms:
        # A glance first: most names are nowhere in a text, and the search is the slower the more it looks for.
        names = tuple(name for name in in_both_scripts(names_of(term)) if _GAP.split(name)[0].casefold() in folded)
        if not names:
            continue
        not_in = tuple(word for word in in_both_scripts(term.not_in) if _GAP.split(word)[0].casefold() in folded)
        hits = _mentions(names, not_in, whole)
        positions = [bisect_right(starts, start) - 1 for start, _ in hits]
        lines = [numbers[position] for position in positions]
        if len(hits) >= MIN_MENTIONS or prominent.intersection(lines):
            best = next((n for n, line in enumerate(lines) if line in prominent), 0)
            start, end = (place - starts[positions[best]] for place in hits[best])
            quote = _quote(texts[lines[best]], start, end)
            found.append(Suggestion(term.term, len(hits), lines[best], quote))
    return tuple(found)


def _mentions(names: tuple[str, ...], not_in: tuple[str, ...], text: str) -> list[tuple[int, int]]:
    """Where the text has one of the names as a word of its own, and not inside one of the words in `not_in`."""
    return [match.span() for match in _pattern(names, not_in).finditer(text) if match.lastgroup == "name"]


@lru_cache(maxsize=1024)
def _pattern(names: tuple[str, ...], not_in: tuple[str, ...]) -> re.Pattern[str]:
    """Finds the names as the group `name`, and consumes the other words first, so that no name is found in them."""
    others = "|".join(f"{_edge_before(word)}{_spelled(word)}" for word in sorted(not_in, key=len, reverse=True))
    known = "|".join(_named(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(f"(?:{others})|(?P<name>{known})" if others else f"(?P<name>{known})")


def _named(name: str) -> str:
    letters = [character for character in name if character.isalpha()]
    is_abbreviation = len(letters) <= MAX_EXACT and all("A" <= letter <= "Z" for letter in letters)
    spelled = re.escape(name) if is_abbreviation else _spelled(name)
    # A Latin name is a word between anything but Latin letters and digits: Chinese sets no spaces. 2 is not 2.5.
    after = r"(?![A-Za-z0-9]|\.[0-9])" if name[-1:].isdigit() else "(?![A-Za-z0-9])" if name[-1:].isascii() else ""
    return f"{_edge_before(name)}{spelled}{after}"


def _spelled(name: str) -> str:
    """The name in any case, with a space, hyphen or underscore where it has one."""
    return f"(?i:{r'[ _-]+'.join(map(re.escape, _GAP.split(name)))})"


def _edge_before(name: str) -> str:
    return "(?<![A-Za-z0-9])" if name[:1].isascii() else ""


def _quote(text: str, start: int, end: int) -> str:
    before, after = max(0, start - QUOTED_AROUND), end + QUOTED_AROUND
    return "…" * (before > 0) + text[before:after] + "…" * (after < len(text))
