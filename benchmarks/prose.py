"""Words → sentences, paragraphs and other blocks of Markdown, determined by a sequence of random numbers."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from typing import TypeVar

from benchmarks import words

Item = TypeVar("Item")

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Writer:
    """Writes text that depends only on its seed.

    Only `random()` is used: Python guarantees that its sequence never changes, but not that of `choice` or `shuffle`.
    """

    def __init__(self, seed: str) -> None:
        """The same seed writes the same text."""
        self.fraction = random.Random(seed).random

    def below(self, limit: int) -> int:
        """A number from 0 to below the limit."""
        return int(self.fraction() * limit)

    def pick(self, items: Sequence[Item]) -> Item:
        """One of the items."""
        return items[self.below(len(items))]

    def write(self, kind: str) -> str:
        """An item of that list in words.toml, with its placeholders filled."""
        return self.fill(self.pick(words.LISTS[kind]))

    def fill(self, pattern: str) -> str:
        """The pattern with its placeholders filled, recursively."""
        while "{" in pattern:
            pattern = _PLACEHOLDER.sub(self._value, pattern)
        return pattern

    def sentence(self) -> str:
        """One sentence of plain text."""
        return self.write("sentence")

    def paragraph(self) -> str:
        """Three to six sentences; a fifth of paragraphs have emphasis or code in them."""
        sentences = [self.sentence() for _ in range(3 + self.below(4))]
        if self.below(5) == 0:
            sentences.insert(1, self.write("marked"))
        return "".join(sentences)

    def linking_paragraph(self, names: Sequence[str]) -> str:
        """A paragraph with a link: to an article by its file, or to an external page."""
        if self.below(3):
            text, target = self.fill("先前談{topic}的文章"), f"{self.pick(names)}.md"
        else:
            text, target = self.pick(words.OUTSIDE)
        return f"{self.write('sentence')}[{text}]({target})把來龍去脈說得更完整。{self.write('sentence')}"

    def quote(self) -> str:
        """A block quote."""
        return f"> {self.write('sentence')}{self.write('sentence')}"

    def bullets(self) -> str:
        """A list with three to six points."""
        return "\n".join(f"- {self.write('sentence')}" for _ in range(3 + self.below(4)))

    def numbers(self) -> str:
        """A numbered list with three to five points."""
        return "\n".join(f"{number}. {self.write('sentence')}" for number in range(1, 4 + self.below(3)))

    def code(self) -> str:
        """A fenced block of code."""
        language, text = self.pick(words.CODE)
        return f"```{language}\n{text}```"

    def table(self) -> str:
        """A table with three columns."""
        rows = ["| 名稱 | 議題 | 比重 |", "| --- | --- | ---: |"]
        rows += [self.fill("| {term} | {topic} | {number}% |") for _ in range(3 + self.below(4))]
        return "\n".join(rows)

    def _value(self, match: re.Match[str]) -> str:
        name = match[1]
        return str(5 + self.below(90)) if name == "number" else self.pick(words.LISTS[name])
