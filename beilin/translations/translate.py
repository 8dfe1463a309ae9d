"""Messages in English → the user's language."""

from __future__ import annotations

import re

from beilin.translations.catalogue import Catalogue, Template, literals, numbers_in, read_catalogue
from beilin.translations.language import language

_SENTENCES = re.compile(r"(?<=[.:;?!])( )(?=[^ ])")
_COUNT = re.compile(r"(?=.*[0-9'\"`./])\S+")  # a number, a name in quotation marks, a path
MAX_LENGTH = 4000  # of a message to be compared with the templates; longer ones are texts of the user


def translated(text: str) -> str:
    """The message in the user's language; what the catalogue does not have stays as it is.

    A message may consist of several: lines, or sentences on one line. A value that is itself a message is translated
    too.
    """
    tag = language()
    if tag == "en" or text.isspace() or not text:
        return text
    return _translated(text, read_catalogue(tag))


def _translated(text: str, catalogue: Catalogue) -> str:
    whole = _whole(text, catalogue)
    if whole is not None:
        return whole
    if "\n" in text:
        return "\n".join(_translated(line, catalogue) for line in text.split("\n"))
    indent = text[: len(text) - len(text.lstrip())]
    if indent:
        return indent + _translated(text[len(indent) :], catalogue)
    return _sentences(text, catalogue)


def _whole(text: str, catalogue: Catalogue) -> str | None:
    """The translation of a text that is one message, or None."""
    known = catalogue.texts.get(text)
    if known is None and (sentence := catalogue.texts.get(f"{text}.")):  # as lists of commands have it
        known = sentence.removesuffix("。")
    if known is not None or len(text) > MAX_LENGTH:
        return known
    form = _form_of(text, catalogue)
    if (form is None or form[0].is_weak) and (items := _items_of_one_form(text.split("; "), catalogue)):
        return "；".join(items)
    if form:
        template, found = form
        texts, numbers = literals(template.target), numbers_in(template.target)
        values = [_value(found[number], catalogue) for number in numbers]
        return "".join(text + value for text, value in zip(texts, [*values, ""], strict=True))
    pieces = text.split(", ")
    if len(pieces) > 1 and None not in (parts := [_whole(piece, catalogue) for piece in pieces]):
        return "、".join(part for part in parts if part)
    return None


def _items_of_one_form(items: list[str], catalogue: Catalogue) -> list[str]:
    """The translations of a list's items if all have one form, which would fit the whole list as well; else none."""
    if len(items) < 2:
        return []
    forms = [_form_of(item, catalogue) for item in items]
    if None in forms or len({form[0] for form in forms if form}) > 1:
        return []
    return [translation for item in items if (translation := _whole(item, catalogue))]


def _form_of(text: str, catalogue: Catalogue) -> tuple[Template, dict[str, str]] | None:
    """The template of the message and its values: the most exact; of weak ones that with the shortest first value."""
    weak: list[tuple[Template, dict[str, str]]] = []
    for template in catalogue.templates:
        if (found := template.values_in(text)) is None:
            continue
        if not template.is_weak:
            return template, found
        if _is_count_or_message(found["1"], catalogue):
            weak.append((template, found))
    return min(weak, key=lambda form: len(form[1]["1"]), default=None)


def _is_count_or_message(value: str, catalogue: Catalogue) -> bool:
    return _COUNT.fullmatch(value) is not None or _whole(value, catalogue) is not None


def _value(text: str, catalogue: Catalogue) -> str:
    """A value inside a message: translated if it is a message of several words."""
    if " " not in text.strip():
        return text
    translation = _whole(text, catalogue)
    return text if translation is None else translation


def _sentences(text: str, catalogue: Catalogue) -> str:
    """The text with the longest runs of its sentences translated that are messages."""
    pieces = _SENTENCES.split(text)
    if len(pieces) == 1:
        return text
    done, start = "", 0
    while start < len(pieces):
        for end in range(len(pieces), start, -2):
            translation = _whole("".join(pieces[start:end]), catalogue)
            if translation is not None:
                break
        else:
            end, translation = start + 1, pieces[start]
        done += translation
        if end < len(pieces) and not done.endswith(("。", "：", "；", "？", "！")):
            done += pieces[end]
        start = end + 1
    return done
