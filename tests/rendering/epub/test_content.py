"""Bodies → the content of chapters."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.model import Body
from beilin.reading.body_words import words_for
from beilin.reading.markdown import render_markdown
from beilin.rendering.epub.addresses import Places, target_of
from beilin.rendering.epub.attributes import id_of
from beilin.rendering.epub.content import Content, content_of
from tests.golden import check_cases
from tests.reading.composed import Composition, compositions

PAGE = "https://a.example/base/articles/a/"
OTHER = "https://a.example/base/articles/b/"
PLACES = Places(
    url=PAGE,
    files={PAGE: "1.xhtml", OTHER: "2.xhtml"},
    ids_of=lambda url: {OTHER: {"節", "__1"}}[url],
    images={"https://a.example/base/images/a.png": "../images/a.png"},
)


def html_of(body: Body) -> str:
    """The HTML of the body with whole URLs for its references, as if each led to a file of its name."""
    pieces = body.html.split("\0")
    for position in range(1, len(pieces), 2):
        target = body.references[int(pieces[position])].target
        if target.endswith(".png"):
            pieces[position] = f'https://a.example/base/images/{target}" width="8" height="4" loading="lazy'
        else:
            pieces[position] = target.replace("b.md", OTHER)
    return "".join(pieces)


def content(markdown: str) -> Content:
    """The content for an article with that Markdown."""
    rendered, _ = render_markdown(markdown, file="a.md")
    return content_of(html_of(rendered.body), PLACES, words_for("zh-Hant"))


def test_content_is_what_is_expected(regenerate: bool) -> None:
    cases = Path(__file__).parent / "cases" / "content.txt"
    check_cases(cases, lambda given: f"{content(given).xhtml}\n", regenerate=regenerate)


def test_headings_are_listed_without_the_marks_of_notes() -> None:
    headings = content("## 甲[^a] *乙* $x^2$\n\n### 1 丙\n\n##\n\n[^a]: 註\n").headings
    assert [(one.level, one.id, one.text) for one in headings] == [(2, "甲-乙-x2", "甲 乙 x^2"), (3, "__1-丙", "1 丙")]


def test_only_content_with_formulas_says_so() -> None:
    assert content("$x$").has_formulas
    assert not content("US$5").has_formulas


@settings(max_examples=40)
@given(compositions())
def test_content_is_well_formed_and_has_every_word(composition: Composition) -> None:
    rendered, _ = render_markdown(composition.text, file="a.md")
    html = html_of(rendered.body)
    made = content_of(html, PLACES, words_for("en")).xhtml
    fromstring(f'<x xmlns:epub="e">{made}</x>')
    if not re.search("<(?:img|video|audio|input)|footnote", html):  # which are replaced or numbered anew
        assert words(made) == words(html)


def words(markup: str) -> str:
    """The text without white space."""
    return "".join(unescape(re.sub("<[^>]*>", "", markup)).split())


@given(st.sets(st.text(min_size=1).filter(lambda text: not text.startswith("_"))))
def test_ids_are_names_and_stay_different(written: set[str]) -> None:
    ids = {id_of(one) for one in written}
    assert len(ids) == len(written)
    assert all(re.fullmatch(r"[A-Za-z_\u4e00-\u9fa5][A-Za-z0-9_.\u4e00-\u9fa5-]*", one) for one in ids)


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ("#甲", "#甲"),
        ("#%E7%94%B2", "#甲"),
        ("#none", "1.xhtml"),
        (PAGE, "1.xhtml"),
        (f"{OTHER}?q=1#節:~:text=x", "2.xhtml#節"),
        (f"{OTHER}#1", "2.xhtml#__1"),
        (f"{OTHER}#none", "2.xhtml"),
        ("/base/articles/c/", "https://a.example/base/articles/c/"),
        ("missing.md", f"{PAGE}missing.md"),
        ("https://b.example/a b|c%zz?x={y}#a#b", "https://b.example/a%20b%7Cc%25zz?x=%7By%7D#a%23b"),
        ("https://zh.example/開源", "https://zh.example/開源"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("//[", ""),
        ("https://a b/", ""),
        ("https://a.example:x/", ""),
        ("javascript:alert(1)", ""),
        ("", "1.xhtml"),
    ],
)
def test_links_lead_into_the_book_where_they_can(written: str, target: str) -> None:
    assert target_of(written, PLACES, {"甲"}) == target
