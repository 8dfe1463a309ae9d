"""The form of a message: texts between values, which are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise

ENDINGS = ("s", "es", "")  # of a plural: what a value right after a word of three letters is
MIN_WEIGHT = 14  # characters of a form, below which it fits too much, such as `{1} articles` or `the {1}`
# A value by its number, or a brace that is meant as such.
PLACEHOLDER = re.compile(r"\{([1-9][0-9]?)\}|\{\{|\}\}")


@dataclass(frozen=True)
class Template:
    """A form of messages, and its translation."""

    source: str  # English, with values as {1}, {2} …
    target: str  # with some of the same values, in any order

    @cached_property
    def texts(self) -> list[str]:
        """What stands before, between and after the values."""
        return literals(self.source)

    @cached_property
    def weight(self) -> int:
        """The number of characters that are not of values: the most exact of several forms has most."""
        return sum(map(len, self.texts))

    @property
    def is_weak(self) -> bool:
        """Whether it would fit half a sentence as well."""
        return self.weight < MIN_WEIGHT

    @property
    def is_label(self) -> bool:
        """Whether it is a word before one value, such as `default: {1}` or `Add {1}?`."""
        first, last = self.texts[0], self.texts[-1]
        return len(self.texts) == 2 and ((first.endswith(": ") and last in ("", ".")) or (first != "" and last == "?"))

    @cached_property
    def bare(self) -> frozenset[str]:
        """The numbers of values beside which nothing but a space stands between them and another value."""
        numbers = numbers_in(self.source)
        pairs = (pair for pair, text in zip(pairwise(numbers), self.texts[1:], strict=False) if text == " ")
        return frozenset(chain.from_iterable(pairs))

    def values_in(self, message: str) -> dict[str, str] | None:
        """The values of a message by number; None if it does not have this form."""
        texts = self.texts
        if not (message.startswith(texts[0]) and message.endswith(texts[-1])) or (not texts[0] and message[:1] == " "):
            return None
        values = _between(texts, message, 0, len(texts[0]))
        return None if values is None else dict(zip(numbers_in(self.source), values, strict=True))

    def filled(self, values: dict[str, str]) -> list[str]:
        """The translation, as texts and values in turn; it begins and ends with a text."""
        pieces = []
        for text, number in zip(literals(self.target), [*numbers_in(self.target), ""], strict=True):
            pieces += [text, values[number]] if number else [text]
        return pieces

    @cached_property
    def endings(self) -> frozenset[str]:
        """The numbers of values that are the ending of a plural."""
        return frozenset(n for n, before in zip(numbers_in(self.source), self.texts, strict=False) if _is_word(before))

    @cached_property
    def quoted(self) -> frozenset[str]:
        """The numbers of values that are not translated: what the user wrote, in quotation marks or code; commands."""
        texts = self.texts
        return frozenset(
            number
            for number, before, after in zip(numbers_in(self.source), texts, texts[1:], strict=False)
            if before[-1:] + after[:1] in ("''", '""', "``", "“”", "`:")
            or (before.endswith(": ") and after[:1] == "`")
            or before.endswith("build.py ")
        )


def literals(template: str) -> list[str]:
    """The texts before, between and after the values of a template."""
    texts, start = [""], 0
    for match in PLACEHOLDER.finditer(template):
        texts[-1] += template[start : match.start()]
        start = match.end()
        if match[1]:
            texts.append("")
        else:
            texts[-1] += match[0][0]
    texts[-1] += template[start:]
    return texts


def numbers_in(template: str) -> list[str]:
    """The numbers of the values of a template, in its order."""
    return [match[1] for match in PLACEHOLDER.finditer(template) if match[1]]


def _between(texts: list[str], message: str, index: int, start: int) -> list[str] | None:
    """The values of the message after the text of that index, which ends at `start`; None if the other texts differ.

    A value is as short as possible. One right before another takes all of it: the second is mostly an addition that
    may be missing.
    """
    if index == len(texts) - 1:
        return [] if start == len(message) else None
    after, is_last = texts[index + 1], index == len(texts) - 2
    if _is_word(texts[index]):
        ends = [start + len(ending) for ending in ENDINGS if message.startswith(ending + after, start)]
    elif is_last:
        ends = [len(message) - len(after)] if start + len(after) <= len(message) else []
    elif not after:
        rest = _between(texts, message, index + 1, start)
        return rest and [rest[0], "", *rest[1:]]
    else:
        ends = list(_occurrences(after, message, start))
    for end in ends:
        rest = _between(texts, message, index + 1, end + len(after))
        if rest is not None:
            return [message[start:end], *rest]
    return None


def _occurrences(text: str, message: str, start: int) -> Iterator[int]:
    position = message.find(text, start)
    while position >= 0:
        yield position
        position = message.find(text, position + 1)


def _is_word(text: str) -> bool:
    """Whether the text ends with a word of three letters or more, so that what follows is its ending."""
    return len(text) > 2 and text[-3:].isascii() and text[-3:].isalpha()
