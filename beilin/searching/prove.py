"""Where a text holds the terms of a query: the proof that an article belongs to the results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from beilin.searching.query import Part, Query, Term
from beilin.text.folding import Token, folded, tokens

Span = tuple[int, int]  # offsets into a text: the first character, and behind the last one
_Position = tuple[int, int]  # the number of a token, and an offset into its text
IGNORED = "\0"  # what `folded` gives for an ignored character


def holds(query: Query, texts: Sequence[Text]) -> bool:
    """Whether an article with these texts, its title and its blocks, holds every required term and no excluded one."""
    if not query.required or any(text.holds(term) for term in query.excluded for text in texts):
        return False
    return all(any(text.holds(term) for text in texts) for term in query.required)


def marks_in(query: Query, text: Text) -> tuple[Span, ...]:
    """The places of the required terms in the text."""
    return merged([span for term in query.required for span in text.places(term)])


def merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans in order, with those that overlap made into one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return tuple(result)


class Text:
    """The text of a block, folded when it is first asked, and divided into tokens if it may hold a term."""

    __slots__ = ("_folded", "_tokens", "text")

    def __init__(self, text: str) -> None:
        """A text in which terms are to be found."""
        self.text = text
        self._folded: str | None = None
        self._tokens: list[Token] | None = None

    def holds(self, term: Term) -> bool:
        """Whether the text holds the term."""
        return next(self.places(term), None) is not None

    def places(self, term: Term) -> Iterator[Span]:
        """Every place of the term, overlapping ones too, in order."""
        if self._folded is None:
            # A text is folded in a fifth of the time that its tokens take.
            self._folded = folded(self.text).replace(IGNORED, "")
        if not all(any(form in self._folded for form in part.forms) for part in term):
            return
        if self._tokens is None:
            self._tokens = tokens(self.text)
        for number, token in enumerate(self._tokens):
            for at in _starts(term[0], token):
                if end := self._end_of(term, (number, at)):
                    yield self._offset((number, at)), self._behind_ignored(self._offset(end))

    def _end_of(self, term: Term, start: _Position) -> _Position | None:
        """Where the term ends if it begins there; None if it does not."""
        position: _Position | None = start
        for part in term:
            if position is None:
                return None
            position = self._end_of_part(part, position)
        return position

    def _end_of_part(self, part: Part, start: _Position) -> _Position | None:
        assert self._tokens is not None
        number, at = start
        if at == len(self._tokens[number].text):
            number, at = number + 1, 0
        if number == len(self._tokens):
            return None
        token = self._tokens[number]
        if not part.is_han:
            return (number, len(token.text)) if _is_word(part, token) else None
        form = next((form for form in part.forms if token.is_han and token.text.startswith(form, at)), "")
        return (number, at + len(form)) if form else None

    def _offset(self, position: _Position) -> int:
        assert self._tokens is not None
        token, at = self._tokens[position[0]], position[1]
        if at == len(token.text):
            return token.end
        if len(token.text) == token.end - token.start:
            return token.start + at
        kept = [offset for offset in range(token.start, token.end) if folded(self.text[offset]) != IGNORED]
        return kept[at]

    def _behind_ignored(self, offset: int) -> int:
        """The offset behind the ignored characters that stand there, such as an accent of the character before them."""
        while offset < len(self.text) and folded(self.text[offset]) == IGNORED:
            offset += 1
        return offset


def _starts(part: Part, token: Token) -> Iterator[int]:
    """Where in the token's text the first part of a term may begin."""
    if not part.is_han:
        if _is_word(part, token):
            yield 0
    elif token.is_han:
        yield from sorted({at for form in part.forms for at in _occurrences(form, token.text)})


def _occurrences(form: str, text: str) -> Iterator[int]:
    at = text.find(form)
    while at >= 0:
        yield at
        at = text.find(form, at + 1)


def _is_word(part: Part, token: Token) -> bool:
    if token.is_han:
        return False
    return token.text.startswith(part.typed) if part.is_beginning else token.text == part.typed
