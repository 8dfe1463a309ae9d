"""The folding of text for the search: what is found regardless of case, width, accents and Chinese script.

Each code point folds to one, so that a place in folded text is the same place in the text. A letter folds to its
lower-case form without marks (NFKD, Unicode Standard, section 3.11), a Han character to one form of all those that
OpenCC knows of it. Kana keep their voiced marks: が is not か. Full-width and half-width forms fold to the usual ones;
the mark of a half-width ﾊﾞ, a character of its own, is ignored.

Two kinds of characters are searched: Han-like ones (ideographs, kana, hangul), of which any run is found, and those of
words (other letters and numbers, + and #). Combining marks and invisible characters are ignored, as if they were not
there; everything else separates.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from beilin.text.fold_file import fold_file, read_fold_file
from beilin.text.folding_table import HAN, IGNORED, SEPARATOR, WORD, folding_table, foldings
from beilin.text.twins import twins_of

__all__ = [
    "HAN",
    "IGNORED",
    "SEPARATOR",
    "WORD",
    "Token",
    "fold_file",
    "folded",
    "folded_forms",
    "folding_arrays",
    "read_fold_file",
    "search_key",
    "tokens",
    "twins_of",
]

# The ranges of Han-like characters, as the table has them: with the marks of iteration of Han and kana.
_HAN = (
    "\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
# The first block of ideographs, 21,000; nearly all others are rare forms or copies of these.
_IN_USE = range(0x4E00, 0xA000)


class Token(NamedTuple):
    """A run of Han-like characters, or a word."""

    start: int  # offsets into the text that was given; ignored characters at the end belong to the token
    end: int
    text: str  # folded, without ignored characters
    is_han: bool


def folded(text: str) -> str:
    """The text folded, in the same length: a space for each separator, "\\0" for each ignored character."""
    return text.translate(foldings())


def tokens(text: str) -> list[Token]:
    """The runs of Han-like characters and the words of a text that is not folded, in order.

    A word begins with neither + nor #, which follow in `c++` and `c#`; before a word they separate.
    """
    return [
        Token(match.start(), match.end(), match[0].replace("\0", ""), match.lastgroup == "han")
        for match in _token().finditer(folded(text))
    ]


def search_key(text: str) -> str:
    """The tokens of the text, joined; only two words that follow each other have a space between them."""
    key, after_word = "", False
    for token in tokens(text):
        key += (" " if after_word and not token.is_han else "") + token.text
        after_word = not token.is_han
    return key


def folding_arrays() -> tuple[bytes, bytes]:
    """What every code point folds to (32 bits each, little-endian) and its kind (a byte each); takes 20 ms."""
    return folding_table().arrays()


@cache
def folded_forms() -> frozenset[str]:
    """The ideographs that are the folded form of another one of their block: most of them are Simplified characters."""
    return frozenset(chr(form) for variant, form in folding_table().variants.items() if variant in _IN_USE)


@cache
def _token() -> re.Pattern[str]:
    """Compiled on first use."""
    return re.compile(f"(?P<han>[{_HAN}][{_HAN}\0]*)|[^ \0+#{_HAN}][^ {_HAN}]*")
