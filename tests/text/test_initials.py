"""The parts of an index: strokes, pinyin or letters, as the language has it."""

from __future__ import annotations

import pytest

from beilin.text.initials import initial_of


@pytest.mark.parametrize(
    ("language", "parts"),
    [
        ("zh-Hant", {"一鍵": 1, "人工智慧": 2, "中國": 4, "開源": 12, "「資料」": 13, "機器學習": 16, "靐": 39, "龘": 48}),
        ("zh-TW", {"AI": "A", "éclair": "E", "ＬＬＭ": "L", "3D列印": "0–9", "++": "#", "𠮷野": "漢", "ω": "Ω", "カメラ": "か"}),
        ("zh-Hans", {"阿里": "A", "开源": "K", "人工智能": "R", "云端": "Y", "中国": "Z", "Apple": "A", "々": "#"}),
        ("en", {"open source": "O", ".NET": "N", "Øre": "O", "開源": "漢", "Ж": "Ж"}),
        ("ja", {"おおかみ": "お", "開源": "漢"}),
    ],
)  # fmt: skip
def test_names_stand_in_these_parts(language: str, parts: dict[str, int | str]) -> None:
    initial = initial_of(language)
    assert {name: initial(name).strokes or initial(name).letter for name in parts} == parts


def test_parts_are_in_order() -> None:
    names = ["++", "3D", "一", "人", "開源", "Apple", "Ζ", "𠮷野"]
    assert sorted(names, key=initial_of("zh-Hant")) == names
