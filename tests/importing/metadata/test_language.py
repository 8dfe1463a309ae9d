"""The language comes from the text, and single variant characters do not change it."""

from __future__ import annotations

import pytest

from beilin.importing.metadata.language import language_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("這個夏天,開源模型的價格又跌了一輪,那么誰來買單?雨后的里程碑并不遠。", "zh-Hant"),
        ("这个夏天,开源模型的价格又跌了一轮。里面夹着一个後字。", "zh-Hans"),
        ("這家公司發布了LLaMA,并拿它與GPT-3.5和Alpaca 7B(open weights)相比。", "zh-Hant"),
        ("It is easy to give a model away, and hard to give away the bill.", "en"),
        ("The word 開源 is Chinese for open source.", "en"),
        ("Release notes", ""),
        ("Notes of the release", "en"),
        ("Une page fort petite sur les ports", ""),
        ("人工智能", ""),
        ("これは日本語の文章です。漢字も少しある。", ""),
        (
            "Le modèle est gratuit, mais la facture arrive chaque mois dans la boîte aux lettres des petites entreprises.",
            "",
        ),
        ("Открытые модели и их цена", ""),
        ("2023 --- 42", ""),
    ],
)
def test_the_language_of_a_text(text: str, language: str) -> None:
    assert language_of(text) == language
