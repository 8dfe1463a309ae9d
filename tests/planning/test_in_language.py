"""What is said in several languages is shown in the one nearest to the reader's."""

from __future__ import annotations

import pytest

from beilin.text.languages import in_language

NAMES = {"en": "open source", "zh-Hant": "開源", "pt-BR": "código aberto", "pt": "software livre"}


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh-Hant", "開源"),
        ("zh-Hans", "開源"),  # which a reader of the other script reads sooner than English
        ("zh", "開源"),
        ("en-GB", "open source"),
        ("pt-PT", "software livre"),
        ("ja", ""),
    ],
)
def test_the_nearest_language(language: str, expected: str) -> None:
    assert in_language(NAMES, language) == expected
