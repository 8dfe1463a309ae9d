"""A synthetic archive with the density of a real one: as many different runs of characters, recurring as often.

The sentences of `prose.py` have few different words, which flatters a search index. These have thousands of words of a
dictionary, drawn by rank, most of them in set phrases; each article has two topics with words and phrases of their own.
They mean nothing.

The numbers below were fitted to articles of this project and to a trial index of 6,763 real articles in Traditional
Chinese of 6.8 KB each, which took 0.61 of their size. The same index of as many of these texts takes 0.62.
"""

from __future__ import annotations

import datetime
from bisect import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from benchmarks import words
from benchmarks.corpus import DAYS, FIRST_DAY, SEED, Article, article_name, draw_tags
from benchmarks.prose import Writer

VOCABULARY = Path(__file__).parent / "vocabulary.txt"  # words of a dictionary

# How many there are, and how much flatter than 1/rank the frequencies of the first are.
WORD_SHIFT = 40
LATIN_WORDS, LATIN_SHIFT = 12_000, 30
PHRASES, PHRASE_SHIFT = 4000, 200
TOPICS, TOPIC_SHIFT = 30, 10
TOPIC_WORDS, TOPIC_WORD_SHIFT = 90, 5
TOPIC_PHRASES, TOPIC_PHRASE_SHIFT = 80, 40
GLUE_SHIFT = 3

NEW = 0.07  # of clauses, the share that are not set phrases
TOPICAL = 0.4  # of set phrases, the share that are the topic's own
OWN = 0.45  # of the content words in a topic's clauses, the share that are its own
JOINED = 0.06  # of clauses, the share that no comma follows
MIN_LENGTH, MAX_LENGTH = 1400, 3000  # characters before the last section is completed

# Of a clause: c for a content word, g for a grammatical one, l for one in Latin letters or a number.
PATTERNS = ("cgccgc", "ccgc", "ccgcc", "gccgcl", "cgcc", "gcgcc", "ccgccc", "cglcgc", "lgccgc", "ccgcclgc", "cgcgl",
            "cgcgcc", "ccgl")  # fmt: skip
ONSETS = ("b", "c", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "w", "br", "dr", "fl", "pl", "st",
          "th")  # fmt: skip
VOWELS = ("a", "e", "i", "o", "u", "ai", "ea", "io")
CODAS = ("", "", "n", "r", "s", "t", "x", "l")


@dataclass(frozen=True, slots=True)
class Topic:
    """What some articles are about."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """What all texts are composed of, each from the most to the least used."""

    words: tuple[str, ...]
    latin: tuple[str, ...]
    phrases: tuple[str, ...] = ()
    topics: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class DenseText:
    """A text block by block. No block has a line break."""

    title: str
    blocks: tuple[tuple[str, str], ...]  # ("heading", "paragraph", "point" or "quote"; text)

    @property
    def headings(self) -> list[str]:
        """The texts of the headings."""
        return [text for kind, text in self.blocks if kind == "heading"]

    @property
    def body(self) -> list[str]:
        """The texts of all other blocks."""
        return [text for kind, text in self.blocks if kind != "heading"]


def dense_text(number: int, seed: int = SEED) -> DenseText:
    """The text with that number: about 2,600 characters, 3,050 different runs of one to three Han characters."""
    dice = Dice(f"dense {seed} {number}")
    topics = [language().topics[dice.rank(TOPICS, TOPIC_SHIFT)] for _ in range(2)]
    title = f"{dice.clause(topics[0])}：{dice.clause(topics[1])}"
    blocks = [("paragraph", dice.paragraph(topics)) for _ in range(2)]
    target = MIN_LENGTH + dice.below(MAX_LENGTH - MIN_LENGTH)
    length = sum(len(text) for _, text in blocks)
    while length < target:
        added = [("heading", dice.clause(topics[0]) + dice.clause(topics[1]))]
        added += [("paragraph", dice.paragraph(topics)) for _ in range(1 + dice.below(3))]
        kind = ("point", "quote", "")[dice.below(3)]
        added += [(kind, dice.sentence(topics)) for _ in range({"point": 4, "quote": 1, "": 0}[kind])]
        blocks += added
        length += sum(len(text) for _, text in added)
    return DenseText(title, tuple(blocks))


def make_dense_articles(count: int, seed: int = SEED) -> Iterator[Article]:
    """An archive of such texts, not in chronological order. Each article has a link to another by file."""
    for number in range(count):
        writer = Writer(f"dense {seed} {number}")
        date = FIRST_DAY + datetime.timedelta(days=writer.below(DAYS))
        author, source, tags = writer.write("author"), writer.write("source"), draw_tags(writer)
        text = dense_text(number, seed)
        link = f"[{dense_text(number // 2, seed).title}]({article_name(number // 2)}.md)。"
        body = "\n\n".join(_markdown(kind, block) for kind, block in (*text.blocks, ("paragraph", link)))
        yield Article(article_name(number), text.title, date.isoformat(), author, source, tags, body + "\n")


def _markdown(kind: str, text: str) -> str:
    return {"heading": "## ", "point": "- ", "quote": "> "}.get(kind, "") + text


class Dice(Writer):
    """Draws words, clauses and sentences of the language."""

    def rank(self, count: int, shift: int) -> int:
        """A rank from 0 to below `count`, in proportion to 1 / (rank + shift)."""
        weights = _weights(count, shift)
        return bisect(weights, self.fraction() * weights[-1])

    def compose(self, known: Language, own: Sequence[str] = ()) -> str:
        """A new clause. Some of its content words are of those that its topic has."""
        parts = []
        for kind in self.pick(PATTERNS):
            if kind == "g":
                parts.append(words.GLUE[self.rank(len(words.GLUE), GLUE_SHIFT)])
            elif kind == "l":
                parts.append(known.latin[self.rank(LATIN_WORDS, LATIN_SHIFT)])
            elif own and self.fraction() < OWN:
                parts.append(own[self.rank(TOPIC_WORDS, TOPIC_WORD_SHIFT)])
            else:
                parts.append(known.words[self.rank(len(known.words), WORD_SHIFT)])
        return "".join(parts)

    def clause(self, topic: Topic) -> str:
        """A set phrase of the language or of the topic, or a new clause."""
        if self.fraction() < NEW:
            return self.compose(language(), topic.words)
        if self.fraction() < TOPICAL:
            return topic.phrases[self.rank(TOPIC_PHRASES, TOPIC_PHRASE_SHIFT)]
        return language().phrases[self.rank(PHRASES, PHRASE_SHIFT)]

    def sentence(self, topics: Sequence[Topic] = ()) -> str:
        """Two to five clauses about the topics."""
        clauses = [self.clause(self.pick(topics)) for _ in range(2 + self.below(4))]
        return (
            "".join(clause + ("" if self.fraction() < JOINED else "，") for clause in clauses[:-1]) + clauses[-1] + "。"
        )

    def paragraph(self, topics: Sequence[Topic] = ()) -> str:
        """Three to eight sentences about the topics."""
        return "".join(self.sentence(topics) for _ in range(3 + self.below(6)))


@cache
def _weights(count: int, shift: int) -> tuple[float, ...]:
    return tuple(accumulate(1 / (rank + shift) for rank in range(count)))


@cache
def language() -> Language:
    """The language, which is the same for every seed."""
    dice = Dice("language")
    vocabulary = VOCABULARY.read_text("utf-8").split()
    plain = Language(
        tuple(vocabulary.pop(dice.below(len(vocabulary))) for _ in range(len(vocabulary))),
        _different(lambda: _latin(dice), LATIN_WORDS),
    )
    phrases = tuple(dice.compose(plain) for _ in range(PHRASES))
    topics = []
    for _ in range(TOPICS):
        own = tuple(dice.pick(plain.words) for _ in range(TOPIC_WORDS))
        topics.append(Topic(own, tuple(dice.compose(plain, own) for _ in range(TOPIC_PHRASES))))
    return Language(plain.words, plain.latin, phrases, tuple(topics))


def _different(draw: Callable[[], str], count: int) -> tuple[str, ...]:
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        drawn[draw()] = None
    return tuple(drawn)


def _latin(dice: Dice) -> str:
    """A word in lower case, with a capital, an abbreviation, or a number."""
    kind = dice.below(6)
    if kind == 0:
        return str(dice.below(3000))
    syllables = range(1 + dice.below(3))
    word = "".join(dice.pick(ONSETS) + dice.pick(VOWELS) + dice.pick(CODAS) for _ in syllables)
    return word[:4].upper() if kind == 1 else word.capitalize() if kind == 2 else word
