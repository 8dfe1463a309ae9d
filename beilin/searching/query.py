"""What was typed → terms. The script of the search page reads queries in the same way (tests/searching/cases.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from beilin.text.folding import folded, folded_forms, search_key, tokens, twins_of

MAX_QUERY = 500  # code points
MIN_BEGINNING = 3  # code points: shorter beginnings are not together in the index
# A word or a phrase in quotation marks. The spaces are those of JavaScript (ECMA-262, WhiteSpace and LineTerminator);
# `\s` of Python has others as well.
_SPACE = "\t-\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_QUOTE = '"“”„＂'
_TERM = re.compile(
    rf"(?P<minus>[-－])?(?:[{_QUOTE}](?P<phrase>[^{_QUOTE}]*)(?:[{_QUOTE}]|\Z)|(?P<word>[^{_SPACE}{_QUOTE}]+))"
)

Script = Literal["hans", "hant", ""]


@dataclass(frozen=True, slots=True)
class Part:
    """A run of Han-like characters or a word, folded."""

    forms: tuple[str, ...]  # the typed one, then its twins; any of them will do
    is_han: bool
    is_beginning: bool = False  # whether a longer word that begins with it will do

    @property
    def typed(self) -> str:
        """The form that was typed."""
        return self.forms[0]


Term = tuple[Part, ...]  # they must follow each other


@dataclass(frozen=True, slots=True)
class Query:
    """What an article must hold, and what it must not hold."""

    required: tuple[Term, ...] = ()
    excluded: tuple[Term, ...] = ()
    key: str = ""  # the whole query as the key of a name
    script: Script = ""  # that of the Chinese that was typed, as far as its characters tell
    is_cut: bool = False  # whether it was too long, and only its beginning counts


def parse_query(text: str) -> Query:
    """The terms of the query; any string is one.

    Terms are separated by spaces, except in quotation marks, and "-" before one excludes it. The last word, if it is
    neither in quotation marks nor excluded, may be the beginning of a longer one: whoever types may not be done.
    """
    cut = text[:MAX_QUERY]
    required: list[Term] = []
    excluded: list[Term] = []
    may_go_on = False
    for match in _TERM.finditer(cut):
        # A minus sign alone is a term without parts.
        if term := tuple(_parts(match["phrase"] if match["word"] is None else match["word"])):
            (excluded if match["minus"] else required).append(term)
            may_go_on = match["word"] is not None and not match["minus"]
    if may_go_on:
        required[-1] = _open_ended(required[-1])
    terms = tuple(dict.fromkeys(required))
    return Query(terms, tuple(dict.fromkeys(excluded)), search_key(cut), typed_script(cut), len(text) > MAX_QUERY)


def _parts(text: str) -> Iterator[Part]:
    for token in tokens(text):
        yield Part((token.text, *twins_of(token.text)) if token.is_han else (token.text,), token.is_han)


def _open_ended(term: Term) -> Term:
    """The term with a last word that may go on."""
    last = term[-1]
    if last.is_han or len(last.typed) < MIN_BEGINNING or last.typed.isdecimal():
        return term
    return (*term[:-1], Part(last.forms, is_han=False, is_beginning=True))


def typed_script(text: str) -> Script:
    """Whether the Chinese in the text is traditional or simplified; "" if its characters are the same in both."""
    is_simplified = False
    for character, form in zip(text, folded(text), strict=True):
        if _is_in_use(character):
            if form != character:
                return "hant"
            is_simplified |= character in folded_forms()
    return "hans" if is_simplified else ""


def _is_in_use(character: str) -> bool:
    """Whether it is an ideograph of the first block: nearly all others are rare forms or copies of these."""
    return "\u4e00" <= character <= "\u9fff"
