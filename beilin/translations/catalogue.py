"""A catalogue → templates of messages, and their translations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from beilin.translations.po_file import FOLDER, read_entries
from beilin.translations.template import Template, literals

_KEY = 3  # characters of the end of a form by which it is found

# Forms by some of their first or last characters: the texts before their first and after their last value, and both
# languages. A Template is made of the few that fit a message.
_Forms = dict[str, list[tuple[str, str, str, str]]]


@dataclass(frozen=True)
class Catalogue:
    """The translations into one language."""

    texts: dict[str, str]  # of messages without values
    by_start: _Forms  # those that begin with a text, by its first characters
    by_end: _Forms  # the others, by the last characters; those with a short last text are at ""

    def forms_of(self, message: str) -> Iterator[tuple[Template, dict[str, str]]]:
        """The templates that fit the message, and its values in each."""
        for first, last, source, target in chain(
            self.by_start.get(message[:_KEY], ()), self.by_end.get(message[-_KEY:], ()), self.by_end.get("", ())
        ):
            if message.startswith(first) and message.endswith(last):
                template = _template(source, target)
                values = template.values_in(message)
                if values is not None:
                    yield template, values

    def templates(self) -> Iterator[Template]:
        """All of them."""
        for forms in (*self.by_start.values(), *self.by_end.values()):
            for _, _, source, target in forms:
                yield Template(source, target)


_template = lru_cache(maxsize=512)(Template)


@lru_cache(maxsize=4)
def read_catalogue(language: str) -> Catalogue:
    """The catalogue of the language, which must be one of `languages()`."""
    texts = read_entries((FOLDER / f"{language}.po").read_text("utf-8"))
    by_start: _Forms = {}
    by_end: _Forms = {}
    for source in [source for source in texts if "{" in source]:
        target = texts.pop(source)
        if "{1}" not in source:
            texts[literals(source)[0]] = literals(target)[0]
            continue
        first, last = source.partition("{")[0], source.rpartition("}")[2]
        if "{{" in source:
            first, *_, last = literals(source)
        if len(first) >= _KEY:
            by_start.setdefault(first[:_KEY], []).append((first, last, source, target))
        else:
            by_end.setdefault(last[-_KEY:] if len(last) >= _KEY else "", []).append((first, last, source, target))
    return Catalogue(texts, by_start, by_end)
