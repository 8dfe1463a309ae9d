"""Which language replaces a missing one: one rule for messages, names, descriptions and the words in bodies."""

from __future__ import annotations

import pytest

from beilin.reading.body_words import words_for
from beilin.text.languages import base_language, in_language, nearest_first

CHINESE = ("en", "zh-Hant", "zh-Hans")
HANT, HANS = ("zh-Hant", "zh-Hans", "en"), ("zh-Hans", "zh-Hant", "en")


@pytest.mark.parametrize(
    ("language", "available", "expected"),
    [
        # A script in the tag decides; without one the region does.
        *((language, CHINESE, HANT) for language in (
            "zh-Hant", "zh-TW", "zh-HK", "zh-MO", "zh-Hant-CN", "zh-Hant-SG", "ZH-HANT", "zh-hk", "zh-Hant-TW-x-hans", "zh-yue-HK",
        )),
        *((language, CHINESE, HANS) for language in (
            "zh-Hans", "zh", "zh-CN", "zh-SG", "zh-MY", "zh-Hans-HK", "zh-Hans-TW", "ZH-cn", "zh-x-tw", "zh-Hans-CN-x-hant", "zh-cmn",
        )),
        # RFC 4647, section 3.4: truncated from the end, a single letter together with what follows it.
        ("zh-Hant-TW", ("zh", "zh-Hant", "zh-Hant-TW"), ("zh-Hant-TW", "zh-Hant", "zh")),
        ("zh-HK", ("zh", "zh-TW", "zh-Hant", "zh-HK"), ("zh-HK", "zh-Hant", "zh-TW", "zh")),
        ("zh", ("zh-Hans", "zh-Hant", "zh"), ("zh", "zh-Hans", "zh-Hant")),
        ("de-CH-1996-x-a", ("de", "de-CH", "de-CH-1996", "de-AT"), ("de-CH-1996", "de-CH", "de", "de-AT")),
        ("en-GB", ("en-US", "en-gb", "en"), ("en-gb", "en", "en-US")),
        ("pt-PT", ("en", "pt-BR"), ("pt-BR", "en")),
        ("sr-Latn", ("sr", "sr-Cyrl", "sr-Latn-RS"), ("sr-Latn-RS", "sr", "sr-Cyrl")),
        # Nothing of the language at all.
        ("ja", CHINESE, ("en",)),
        ("ja", ("zh-Hant",), ()),
        ("e", ("en",), ("en",)),
    ],
)  # fmt: skip
def test_the_nearest_languages_come_first(language: str, available: tuple[str, ...], expected: tuple[str, ...]) -> None:
    assert nearest_first(language, available, "en") == expected


def test_without_a_default_only_the_language_itself_counts() -> None:
    assert nearest_first("fr-CA", ("en", "fr"), "") == ("fr",)
    assert base_language("ZH-Hant") == "zh"


@pytest.mark.parametrize("language", ["zh-Hant", "zh-TW", "zh-HK", "zh-mo", "zh-Hant-CN"])
def test_names_and_words_in_bodies_are_traditional(language: str) -> None:
    assert words_for(language)["code"] == "程式碼"
    assert in_language({"en": "code", "zh-Hans": "代码", "zh-Hant": "程式碼"}, language) == "程式碼"


@pytest.mark.parametrize("language", ["zh-Hans", "zh", "zh-CN", "zh-sg", "zh-MY", "zh-Hans-HK"])
def test_names_and_words_in_bodies_are_simplified(language: str) -> None:
    assert words_for(language)["code"] == "代码"
    assert in_language({"en": "code", "zh-Hant": "程式碼", "zh-Hans": "代码"}, language) == "代码"


def test_other_languages_have_english_words_in_bodies() -> None:
    assert words_for("fr") == words_for("en")
    assert words_for("en-GB") == words_for("en")


def test_every_language_has_every_word() -> None:
    assert words_for("zh-Hant").keys() == words_for("zh-Hans").keys() == words_for("en").keys()
    assert all(
        any(mark > "\u3400" for mark in word) for tag in ("zh-Hant", "zh-Hans") for word in words_for(tag).values()
    )
