"""A catalogue in the PO format of GNU gettext → templates of messages, and their translations.

Source: the manual of GNU gettext, "The Format of PO Files". Each text is on one line, which an expression
reads in 2 ms; polib, which reads every form of the format, takes 100 ms for the same 1,800 entries.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
_ENTRY = re.compile(r'^msgid "(.+)"\nmsgstr "(.+)"$', re.MULTILINE)
_ESCAPE = re.compile(r"\\(.)")
_WORD_BEFORE = re.compile(r"[A-Za-z]{3}$")  # before a value that is the ending of a plural
MIN_WEIGHT = 14  # characters of a form that begins with a value, below which it fits too much, such as `{1} articles`
# A value by its number, or a brace that is meant as such.
PLACEHOLDER = re.compile(r"\{([1-9][0-9]?)\}|\{\{|\}\}")


@dataclass(frozen=True)
class Template:
    """The form of a message: texts between values."""

    source: str  # English, with values as {1}, {2} …
    target: str  # with some of the same values, in any order

    @cached_property
    def ends(self) -> tuple[str, str]:
        """The texts before the first value and after the last one, by which most other messages are told apart."""
        texts = literals(self.source)
        return texts[0], texts[-1]

    @cached_property
    def weight(self) -> int:
        """The number of characters that are not of values: the most exact of several forms has most."""
        return sum(map(len, literals(self.source)))

    def values_in(self, message: str) -> dict[str, str] | None:
        """The values of a message by number; None if it does not have this form."""
        first, last = self.ends
        if not (message.startswith(first) and message.endswith(last)):
            return None
        match = self.pattern.fullmatch(message)
        return match and {name[1:]: value for name, value in match.groupdict().items()}

    @property
    def is_weak(self) -> bool:
        """Whether it would fit half a sentence as well: it has few characters, and begins with a value."""
        return not self.ends[0] and self.weight < MIN_WEIGHT

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What messages of this form match."""
        texts, numbers = literals(self.source), numbers_in(self.source)
        groups = []
        for number, before, after in zip(numbers, texts, texts[1:], strict=False):
            # A value right before another one takes all of it: the second is mostly an addition that may be missing.
            value = "(?:e?s)?" if _WORD_BEFORE.search(before) else ".*?" if after else ".*"
            groups.append(f"(?P<v{number}>{value})")
        return re.compile("".join(_alternate(map(re.escape, texts), groups)), re.DOTALL)


@dataclass(frozen=True)
class Catalogue:
    """The translations into one language."""

    texts: dict[str, str]  # of messages without values
    templates: tuple[Template, ...]  # the most exact first


@lru_cache(maxsize=4)
def read_catalogue(language: str) -> Catalogue:
    """The catalogue of the language, which must be one of `languages()`."""
    texts: dict[str, str] = {}
    templates = []
    for source, target in read_entries((FOLDER / f"{language}.po").read_text("utf-8")):
        if numbers_in(source):
            templates.append(Template(source, target))
        else:
            texts[literals(source)[0]] = literals(target)[0]
    return Catalogue(texts, tuple(sorted(templates, key=lambda template: -template.weight)))


def languages() -> tuple[str, ...]:
    """The languages that have a catalogue, as BCP 47 tags."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.po")))


def read_entries(text: str) -> Iterator[tuple[str, str]]:
    """Each message and its translation, in the order of the file; without the head."""
    for match in _ENTRY.finditer(text):
        yield _unescaped(match[1]), _unescaped(match[2])


def write_entry(source: str, target: str) -> str:
    """The lines of an entry."""
    return f'msgid "{_escaped(source)}"\nmsgstr "{_escaped(target)}"\n'


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


def _alternate(texts: Iterator[str], groups: list[str]) -> Iterator[str]:
    for text, group in zip(texts, [*groups, ""], strict=True):
        yield text
        yield group


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda match: {"n": "\n", "t": "\t"}.get(match[1], match[1]), text) if "\\" in text else text
