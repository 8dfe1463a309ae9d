"""Which language Beilin speaks, and what becomes of messages that consist of several."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from beilin.planning.ownership import owned_addresses
from beilin.translations.language import language, speak_for, spoken
from beilin.translations.translate import translated


@pytest.fixture
def chinese(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Messages are in Traditional Chinese."""
    monkeypatch.setenv("BEILIN_LANGUAGE", "zh-Hant")
    language.cache_clear()
    yield
    language.cache_clear()


@pytest.mark.parametrize(
    ("message", "translation"),
    [
        ("Nothing was written.", "沒有寫入任何東西。"),
        ("Nothing was written", "沒有寫入任何東西"),
        ("there is no tag '開源'", "沒有標籤 '開源'"),
        ("2 errors, 1 warning", "2 個錯誤、1 個警告"),
        ("Add it to content/tags.yaml: build.py tag adopt", "請把它加入 content/tags.yaml：build.py tag adopt"),
        ("and 7 more: build.py check --code unknown-tag", "以及另外 7 個：build.py check --code unknown-tag"),
        ("2 errors, 1 warning in 3 Markdown files (0.2 s)", "3 個 Markdown 檔案：2 個錯誤、1 個警告（0.2 秒）"),
        ("No problems in 1 Markdown file (0.1 s)", "1 個 Markdown 檔案：沒有問題（0.1 秒）"),
        ("Check the spelling. Nothing was changed.", "請檢查拼字。沒有任何變更。"),
        ("  Check the spelling.\nan unknown text", "  請檢查拼字。\nan unknown text"),
        ("2 held back: 1 draft, 1 scheduled (the first for 2027-01-01)", "2 篇沒有發布：1 篇草稿、1 篇排程（第一篇在 2027-01-01）"),
        ("gb18030 reads “账单”; big5 reads “梖”", "gb18030 讀作「账单」；big5 讀作「梖」"),
        ("All the articles", "All the articles"),  # half of a sentence that is not known
        ("文章", "文章"),
        ("", ""),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("chinese")
def test_a_message_is_translated_with_the_messages_in_it(message: str, translation: str) -> None:
    assert translated(message) == translation


@pytest.mark.usefixtures("chinese")
def test_what_is_translated_already_stays() -> None:
    once = translated("site/: 3 pages, 3 rendered, 4 files written, 0 removed, in 0.10 s")
    assert once == "site/：3 頁，產生 3 頁，寫入 4 個檔案，移除 0 個，費時 0.10 秒"
    assert translated(once) == once


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh-Hant", "zh-Hant"), ("zh", "zh-Hant"), ("zh_TW.UTF-8", "zh-Hant"), ("zh-HK", "zh-Hant"),
        ("zh_CN.UTF-8", "zh-Hans"), ("zh-Hans-HK", "zh-Hans"), ("zh-Hant-CN", "zh-Hant"), ("zh_SG", "zh-Hans"),
        ("en_GB.UTF-8", "en"), ("C.UTF-8", "en"), ("ja_JP", "en"),
    ],
)  # fmt: skip
def test_tags_and_locales_name_a_language(tag: str, expected: str) -> None:
    assert spoken(tag) == expected


@pytest.mark.parametrize(
    ("variable", "setting", "locale", "expected"),
    [
        ("en", "language: zh-Hant", "zh_TW.UTF-8", "en"),
        ("", "language: zh-Hans  # 简体", "zh_TW.UTF-8", "zh-Hans"),
        ("", "title: 甲\nlanguage: 'en'", "zh_TW.UTF-8", "en"),
        ("", "title: 甲", "zh_CN.UTF-8", "zh-Hans"),
        ("", "title: 甲", "", "en"),
    ],
)
def test_the_variable_decides_then_the_archive_then_the_locale(
    variable: str, setting: str, locale: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site.yaml").write_text(f"{setting}\n", "utf-8")
    monkeypatch.setenv("BEILIN_LANGUAGE", variable)
    monkeypatch.setenv("LC_ALL", locale)
    for name in ("LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    speak_for(tmp_path)
    language.cache_clear()
    assert language() == expected
    speak_for(Path())
    language.cache_clear()


@pytest.mark.usefixtures("chinese")
def test_the_owners_of_addresses_are_translated() -> None:
    """They complete the sentence "the address … belongs to …"."""
    said = {owner: translated(f"the address /x/ belongs to {owner}") for owner in owned_addresses().values()}
    assert {owner for owner, text in said.items() if owner in text} <= {"robots.txt"}
