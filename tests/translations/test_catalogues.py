"""No message lacks a translation, and each translation stands for exactly its message."""

from __future__ import annotations

import re

import pytest

from beilin.translations.catalogue import read_catalogue
from beilin.translations.po_file import FOLDER, languages, read_entries
from beilin.translations.readings import translated_into
from beilin.translations.template import literals, numbers_in
from tests.translations.make_catalogues import catalogue_text, simplified, traditional
from tests.translations.messages_in_code import messages

# A plural ending, which Chinese has not: a value right after a letter, or before one.
_VERBS = {"{1} in {2}/ not made by the last build {3} kept: ": {"3"}}  # "is" or "are"
_ENDING = re.compile(r"(?<=[A-Za-z])\{(\d)\}|\{(\d)\}(?=[A-Za-z])")


def test_every_message_has_a_translation_and_no_translation_lacks_its_message() -> None:
    assert languages() == ("zh-Hans", "zh-Hant")
    wanted, known = messages(), traditional()
    missing = [f"{place}: {source!r}" for source, place in wanted.items() if source not in known]
    stale = sorted(known.keys() - wanted.keys())
    assert (missing, stale) == ([], []), "run python -m tests.translations.make_catalogues"


def test_the_simplified_catalogue_is_made_from_the_traditional_one() -> None:
    made = {source: simplified(target) for source, target in traditional().items()}
    written = (FOLDER / "zh-Hans.po").read_text("utf-8")
    assert read_entries(written) == made
    assert catalogue_text("zh-Hans", made) == written


def test_a_translation_has_the_values_of_its_message() -> None:
    wrong = []
    for source, target in traditional().items():
        there, wanted = set(numbers_in(target)), set(numbers_in(source))
        endings = {number for pair in _ENDING.findall(source) for number in pair if number}
        if not there <= wanted or wanted - there - endings - _VERBS.get(source, set()):
            wrong.append((source, target))
    assert wrong == []


def test_code_and_options_stand_in_translations_as_in_messages() -> None:
    quoted = re.compile(r"(?<!`)`[^`{} ][^`{}]*`(?!`)|(?<![\w-])--[a-z][a-z-]+")
    wrong = []
    for source, target in traditional().items():
        if set(quoted.findall(source)) - set(quoted.findall(target)):
            wrong.append((source, target))
    assert wrong == []


@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant"])
def test_each_form_of_message_gets_its_own_translation(language: str) -> None:
    catalogue, wrong = read_catalogue(language), []
    for template in catalogue.templates():
        between = literals(template.source)
        values = {number: value_at(between, index) for index, number in enumerate(numbers_in(template.source))}
        message, expected = filled(template.source, values), filled(template.target, values)
        got = translated_into(message, language)
        if got != expected:
            wrong.append((message, got, expected))
    assert wrong == []


def value_at(texts: list[str], index: int) -> str:
    """A value for the place after that text: the ending of a plural, nothing right after another value, or a word."""
    if re.search(r"[A-Za-z]{3}$", texts[index]):
        return "s"
    return f"v{index}" if index == 0 or texts[index] else ""


def filled(template: str, values: dict[str, str]) -> str:
    """The template with values."""
    texts, numbers = literals(template), numbers_in(template)
    return "".join(text + value for text, value in zip(texts, [*(values[n] for n in numbers), ""], strict=True))
