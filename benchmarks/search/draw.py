"""The folded texts of an archive; random pieces of them, and queries that readers might type."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

from opencc import OpenCC

from beilin.text.folding import folded, tokens
from benchmarks.corpus import Article
from benchmarks.plain import texts_of_markdown
from benchmarks.prose import Writer

LENGTHS = (1, 2, 3, 4, 6, 10)  # characters of the pieces
QUERY_LENGTHS = (2, 2, 3, 4, 4, 5, 6)
RUNS_OF_TEN_QUERIES = 8

_SIMPLIFIED = OpenCC("t2s").convert
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@dataclass(frozen=True, slots=True)
class Text:
    """The searchable text of an article."""

    title: str
    blocks: list[str]
    runs: str  # of Han characters, folded, each on a line
    words: frozenset[str]  # folded

    def joined(self) -> str:
        """All of it."""
        return "".join((self.title, *self.blocks))


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a text, and a way to write it differently that must find the same."""

    typed: str
    twin: str
    is_word: bool


def text_of(article: Article) -> Text:
    """The searchable text of an article whose body has no ignored characters."""
    blocks = list(texts_of_markdown(article.body))
    found = [token for block in (article.title, *blocks) for token in tokens(block)]
    words = frozenset(sys.intern(token.text) for token in found if not token.is_han)
    return Text(article.title, blocks, "\n".join(token.text for token in found if token.is_han), words)


def draw_piece(texts: Sequence[Text], length: int, writer: Writer) -> Piece:
    """A run of that many Han characters from some article; each place in the article is equally likely."""
    while True:
        runs = [run for run in _written(writer.pick(texts), is_han=True) if len(run) >= length]
        place = writer.below(max(1, sum(len(run) - length + 1 for run in runs)))
        for run in runs:
            if place <= len(run) - length:
                typed = run[place : place + length]
                return Piece(typed, _SIMPLIFIED(typed), is_word=False)
            place -= len(run) - length + 1


def draw_word(texts: Sequence[Text], writer: Writer) -> Piece:
    """A word or number of some article. Its twin has full-width letters in the other case."""
    while not (words := _written(writer.pick(texts), is_han=False)):
        pass
    typed = writer.pick(words)
    return Piece(typed, typed.swapcase().translate(_FULL_WIDTH), is_word=True)


def _written(text: Text, *, is_han: bool) -> list[str]:
    """The runs, or the words, of the text as they are written."""
    blocks = ((block, token) for block in (text.title, *text.blocks) for token in tokens(block))
    return [block[token.start : token.end] for block, token in blocks if token.is_han == is_han]


def draw_query(texts: Sequence[Text], writer: Writer) -> str:
    """What a reader might type: of ten, eight are a run of two to six characters, one a word, one both together."""
    run = draw_piece(texts, writer.pick(QUERY_LENGTHS), writer).typed
    kind = writer.below(10)
    if kind < RUNS_OF_TEN_QUERIES:
        return run
    word = draw_word([text for text in texts if text.words and folded(run) in text.runs] or texts, writer).typed
    return word if kind == RUNS_OF_TEN_QUERIES else f"{run} {word}"
