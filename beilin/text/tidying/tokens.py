"""A line of text → the tokens by which punctuation is judged."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from beilin.text.cjk import HAN

# What stands in a text for an element whose content is not looked at, and for a line break on the page.
OBJECT = "\ufffc"
LINE_BREAK = "\u2028"

Kind = Literal[
    "han",  # Han characters, kana or bopomofo
    "word",  # a word of any other letters; an address is one too
    "number",  # with the marks inside it: 1,000, 10:30, 2023/3/30
    "space",
    "point",  # a half-width mark that may be one of Chinese: , ; : ! ?
    "open",  # a half-width parenthesis, or a quotation mark
    "close",
    "wide",  # punctuation that is as it should be
    "break",  # a line break on the page
    "other",
]


class Token(NamedTuple):
    """A stretch of a text; every character of it is in one."""

    kind: Kind
    text: str
    start: int  # offset into the text


# Kana and bopomofo are set like Han characters.
_HAN = HAN + "\u3041-\u3096\u3099-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
_LETTER = rf"[^\W\d_{_HAN}]"
# Of any width; they end words and never are a side of another mark. Straight quotation marks count, whose direction is
# not known.
_WIDE = (
    "\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\u2014\u2026\u00b7\"'"
)


@cache
def _token() -> re.Pattern[str]:
    """Compiled on first use, because that many ranges take milliseconds to compile."""
    address = r"(?:[A-Za-z][A-Za-z0-9+.-]*://|www\.)[!-~]*[A-Za-z0-9/#=&~_-]"
    # A smiley with a letter for its mouth. Those with a parenthesis are told by `judging`, which knows its partner.
    smiley = r"[:;]-?[DPp](?![A-Za-z0-9])"
    footnote = r"\[\^[^\]\s]+\]:?"
    formula = r"\$\$[^$]{1,200}\$\$"  # as written, because it could not be read
    return re.compile(
        rf"(?P<word>{address}|{_LETTER}(?:[^\W_{_HAN}]|['’.&-](?={_LETTER}|[0-9]))*)"
        rf"|(?P<other>{smiley}|{footnote}|{formula})"
        rf"|(?P<han>[{_HAN}]+)"
        r"|(?P<number>[0-9]+(?:[.,:/-][0-9]+)*)"
        r"|(?P<space>[ \t\n]+)"
        r"|(?P<point>[,;:!?])"
        r"|(?P<open>[(“‘])"
        r"|(?P<close>[)”’])"
        rf"|(?P<wide>[{_WIDE}])"
        rf"|(?P<break>{LINE_BREAK})"
        r"|(?P<rest>.)",
        re.DOTALL,
    )


def tokens_of(text: str) -> list[Token]:
    """The tokens of the text, in order."""
    return [
        Token("other" if match.lastgroup == "rest" else match.lastgroup, match[0], match.start())  # type: ignore[arg-type]
        for match in _token().finditer(text)
    ]
