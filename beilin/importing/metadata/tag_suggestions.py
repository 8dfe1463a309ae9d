"""Suggested tags: the terms of the tag authority that the article's text mentions, with a quote as evidence."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from beilin.importing.classify.line_shape import width
from beilin.importing.classify.noise.furniture import furniture_form
from beilin.reading.tags import TagAuthority, names_of
from beilin.text.variants import in_both_scripts

# A single mention does not make a subject, unless it is in a heading or in the first paragraph of a short article. A
# longer article mentions more in passing.
MIN_MENTIONS = 2
WIDTH_PER_MENTION = 1500  # Han characters, or twice as many Latin ones, for each further mention
MAX_MENTIONS = 10
_PROMINENCE = 2  # mentions that a prominent one counts for besides itself
QUOTED_AROUND = 12  # characters on either side of a mention
MAX_ABBREVIATION = 5  # letters; a name up to this length that is all capitals only matches in capitals

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
# What is not prose: addresses, names of files and hosts, names of accounts, code.
_NOT_PROSE = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]{1,20}://[^\s<>\"'，。；）)]{1,2000}|www\.[^\s<>\"'，。；）)]{1,500}|`[^`\n]{1,500}`"
    r"|</?[A-Za-z][^<>\n]{0,200}>"
    r"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,200}|(?<![A-Za-z0-9@])@[A-Za-z0-9_.-]{1,64}"
    r"|(?<![A-Za-z0-9.-])(?:[A-Za-z0-9-]{1,63}\.){1,4}(?:com|net|org|edu|gov|io|ai|dev|app|cn|tw|hk|jp|uk|de|eu"
    r"|co|me|example)"
    r"(?![A-Za-z0-9])(?:/[^\s<>\"'，。；）)]{0,500})?",
    re.IGNORECASE,
)
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
    texts = {number: text for number, text in texts.items() if number in headings or not furniture_form(text)}
    whole = _prose_of("\n".join(texts.values()).translate(_FULL_WIDTH))
    minimum = min(MAX_MENTIONS, MIN_MENTIONS + int(width(whole) / WIDTH_PER_MENTION))
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
        weight = len(mentions) + _PROMINENCE * bool(prominent.intersection(lines))
        if mentions and weight >= minimum:
            best = next((n for n, line in enumerate(lines) if line in prominent), 0)
            start, end = (offset - starts[positions[best]] for offset in mentions[best])
            quote = _quote(texts[lines[best]], start, end)
            suggestions.append(TagSuggestion(term.term, len(mentions), lines[best], quote))
    return tuple(suggestions)


def _prose_of(text: str) -> str:
    """The text, of the same length, with line feeds for what is not prose."""
    return _NOT_PROSE.sub(lambda match: "\n" * len(match[0]), text)


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
    return f"{_word_start(name)}{spelling}{_word_end(name)}"


def _any_spelling(name: str) -> str:
    """The name in any case; a space, hyphen or underscore in it matches any of the three."""
    return f"(?i:{r'[ _-]+'.join(map(re.escape, _GAP.split(name)))})"


def _word_start(name: str) -> str:
    """Only Latin letters and digits continue a Latin word, because Chinese has no spaces; and `&`, as in R&D."""
    if not name[:1].isascii():
        return ""
    return r"(?<![A-Za-z0-9])(?<![A-Za-z0-9][&./'’_-])" if _is_short(name) else "(?<![A-Za-z0-9])(?<![A-Za-z0-9]&)"


def _word_end(name: str) -> str:
    """`C` is not `C++`, `Llama 2` is not `Llama 2.5`."""
    if not name[-1:].isascii():
        return ""
    others = r"|[./'’_-][A-Za-z0-9]" if _is_short(name) else r"|\.[0-9]" if name[-1:].isdigit() else ""
    return rf"(?![A-Za-z0-9+#]|&[A-Za-z0-9]{others})"


def _is_short(name: str) -> bool:
    """Whether the name is one or two letters, which are parts of many other words: `Obj-C`, `C-suite`, `r.js`."""
    return len(name) <= 2


def _quote(text: str, start: int, end: int) -> str:
    before, after = max(0, start - QUOTED_AROUND), end + QUOTED_AROUND
    return "…" * (before > 0) + text[before:after] + "…" * (after < len(text))
