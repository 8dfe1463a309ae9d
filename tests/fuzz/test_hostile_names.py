"""A file of any name is published, is withheld by a documented rule, or a problem names it."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions
from tests.conftest import Count
from tests.little_site import article, little_site

NAMES = [
    " ", "  a", "a  ", ".", "..", ".a", "-", "--help", "-rf", "~", "a~", "#a#", "_", "__proto__", "constructor", "CON", "nul", "index", "INDEX", "404",
    "a.b.c", "a.md", "a.html", "%", "%2e%2e%2f", "%00", "a%2fb", "a?b", "a#b", "a&b", "a;b", "a|b", "a:b", "a*b", "<b>", "\"a\"", "'a'", "`a`", "$a", "$(a)", "{a}", "[a]", "a\\b", "\\",
    "a\nb", "a\tb", "a\x7fb", "a\x1b[2Jb", "a\u202eb", "a\u200bb", "a\ufeffb", "a\u2028b", "\u3000", "題", "題：目", "「題」", "e\u0301", "\xe9", "\u1100\u1161", "𠮷", "👩\u200d💻", "ﬁ", "Ⅷ", "İ", "ß", "K",
    "x" * 240, "題" * 80, "../a", "a b", "a+b", "a=b", "@a", "!a", "(a)", "1e9", "-1", "null", "true", "2024-13-45-a", "2024-05-06", "javascript:a", "http:", "c:", "robots", "feed", "tags", "\udcff",
]  # fmt: skip
FOLDERS = {
    "articles": ("md", article("題", "![圖](../images/a.svg)\n")), "pages": ("md", article("題")), "parts": ("md", "部。\n"),
    "images": ("svg", "<svg width='1' height='1'/>"), "files": ("txt", "字"), "data": ("json", "[1]"),
}  # fmt: skip


ALL_NAMES = bool(os.environ.get("BEILIN_NAMES"))


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_name_makes_a_build_fail(folder: str, tmp_path: Path, count: Count) -> None:
    suffix, text = FOLDERS[folder]
    site = little_site(tmp_path / "archive", {"content/articles/one.md": article("一")})
    site.options = BuildOptions(jobs=1, today="2026-06-01")
    site.build()
    base = site.outputs()
    # In the suite, every second name in each folder, and in the next one the others.
    names = NAMES if ALL_NAMES else NAMES[list(FOLDERS).index(folder) % 2 :: 2]
    for name in names:
        path = site.root / "content" / folder / f"{name}.{suffix}"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        except (OSError, UnicodeEncodeError):
            continue  # no such file can exist here
        result = site.build()
        codes = {problem.code for problem in result.problems}
        assert "internal" not in codes, (name, result.problems)
        is_named = any(problem.file for problem in result.problems)
        is_new = result.published and (site.outputs() != base or folder in ("parts", "data"))
        assert is_named or is_new or result.withheld, unicodedata.normalize("NFC", repr(name))
        assert all(file.resolve().is_relative_to(site.output.resolve()) for file in site.output.rglob("*"))
        path.unlink()
        count("hostile names", 1)
    assert site.build().published
    assert site.outputs() == base
