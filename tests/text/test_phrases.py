"""Titles are broken between phrases: never inside a word, and nothing else of them changes."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.rendering.heading_breaks import with_heading_breaks
from beilin.text.phrases import MIN_PHRASE, phrase_ends, with_breaks
from tests.little_site import article, little_site

CASES = (Path(__file__).parent / "cases/phrases.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("case", CASES)
def test_a_title_breaks_between_phrases(case: str) -> None:
    title = case.replace("|", "")
    assert with_breaks(title).replace("<wbr>", "|") == case


@given(st.text(alphabet="的與不是在為什麼模型一個A &<>，「", max_size=40))
def test_nothing_but_breaks_is_added_and_no_phrase_is_too_short(title: str) -> None:
    assert with_breaks(title).replace("<wbr>", "") == escape(title)
    ends = [0, *phrase_ends(title)]
    assert all(end - start >= MIN_PHRASE for start, end in pairwise(ends))


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h2 id="a">蒸餾與輸出條款</h2>', '<h2 id="a">蒸餾<wbr>與輸出條款</h2>'),
        ("<h3>蒸餾與<em>輸出的條款</em></h3>", "<h3>蒸餾與<em>輸出的<wbr>條款</em></h3>"),
        ("<h2><code>蒸餾與輸出</code>與<ruby>輸出的條款<rt>a</rt></ruby></h2>", None),
        ("<h4>蒸餾與輸出條款</h4><p>蒸餾與輸出條款</p>", None),  # as large as text
        ("<h2>甲&amp;乙</h2>", None),
    ],
)
def test_headings_as_large_as_titles_break_likewise(html: str, expected: str | None) -> None:
    assert with_heading_breaks(html) == (expected or html)


def test_pages_have_the_breaks_and_nothing_that_machines_read_has_any(tmp_path: Path) -> None:
    text = article("蒸餾與輸出條款", "正文。\n\n## 權重與條款的對照\n", date="2026-01-02", summary="蒸餾與輸出條款")
    files: dict[str, str | bytes] = {"content/articles/a.md": text, "content/pages/about.md": article("碑林與它的讀者")}
    site = little_site(tmp_path, files)
    (tmp_path / "site.yaml").write_text(
        site.root.joinpath("site.yaml").read_text("utf-8").replace("bare", "ink"), "utf-8"
    )
    site.build_well()
    page = site.page("articles/a/index.html")
    assert "<h1>蒸餾<wbr>與輸出條款</h1>" in page
    assert ">權重<wbr>與條款的<wbr>對照</h2>" in page
    assert page.count("<wbr>") == 3
    assert "<h1>碑林<wbr>與它的<wbr>讀者</h1>" in site.page("about/index.html")
    assert "蒸餾<wbr>與輸出條款</a>" in site.page("index.html")
    with_any = {name for name, data in site.outputs().items() if b"<wbr>" in data}
    assert all(name.endswith("index.html") for name in with_any)
