"""What pages say of themselves in their heads, in data for machines, and when they were saved."""

from __future__ import annotations

import pytest

from beilin.importing.formats.html.page.facts.dates import read_date
from tests.importing.formats.html.page.test_page import convert, facts_of

TEXT = "<article>" + "<p>這是一段夠長的文字，讓讀取器認為它是正文的一部分，而且有逗號。</p>" * 4 + "</article>"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2023-06-21T01:19:00Z", "2023-06-21T01:19:00+00:00"),
        ("2023-06-21T01:19:00.123+0800", "2023-06-21T01:19:00+08:00"),
        ("2023-06-21 01:19", "2023-06-21 01:19"),
        ("2023-06-21T00:00:00", "2023-06-21"),
        ("20230621", "2023-06-21"),
        ("20230621011900", "2023-06-21 01:19:00"),
        ("Wed, 21 Jun 2023 01:19:00 +0000", "2023-06-21T01:19:00+00:00"),
        ("June 21, 2023", "2023-06-21"),
        ("2023年6月21日 01:19", "2023-06-21 01:19"),
        ("2023/06/21", "2023-06-21"),
        ("1970", ""),
        ("2023-13-45", ""),
        ("yesterday", ""),
    ],
)
def test_dates_are_read_with_their_zones(written: str, read: str) -> None:
    assert read_date(written) == read


@pytest.mark.parametrize(
    ("head", "key", "values"),
    [
        ('<meta name="citation_author" content="A. One"><meta name="citation_author" content="B. Two">', "author", ("A. One", "B. Two")),
        ('<meta name="author" content="王小明、李大華">', "author", ("王小明", "李大華")),
        ('<meta name="author" content="Ann One and Bob Two">', "author", ("Ann One", "Bob Two")),
        ('<meta name="author" content="Smith, John">', "author", ("Smith, John",)),
        ('<meta name="byl" content="By Ann Example">', "author", ("Ann Example",)),
        ('<meta property="article:author" content="https://www.facebook.com/x">', "author", None),
        ('<meta property="og:site_name" content="某報"><meta name="author" content="某報">', "author", None),
        ('<meta name="DC:date" content="2023-06-21">', "date", ("2023-06-21",)),
        ('<meta name="DCTERMS.modified" content="2023-06-22">', "updated", ("2023-06-22",)),
        ('<meta name="keywords" content="AI, 模型、AI，晶片">', "tags", ("AI", "模型", "晶片")),
        ('<meta property="og:url" content="https://a.example/x">', "source_url", ("https://a.example/x",)),
        ('<meta property="og:url" content="/x">', "source_url", None),
        ('<meta name="description" content="編者為這篇文章寫的摘要。">', "summary", ("編者為這篇文章寫的摘要。",)),
        ('<meta name="description" content="這是一段夠長的文字，讓讀取器認為它是正文的一部分，而且…">', "summary", None),
    ],
)  # fmt: skip
def test_facts_of_the_head(head: str, key: str, values: tuple[str, ...] | None) -> None:
    assert facts_of(convert(f"<html><head>{head}</head><body>{TEXT}</body></html>")).get(key) == values


@pytest.mark.parametrize(
    ("data", "authors"),
    [
        ('{"@type":"Article","author":"Ann One"}', ("Ann One",)),
        ('[{"@type":"BlogPosting","author":[{"name":"Ann One"},"Bob Two"]}]', ("Ann One", "Bob Two")),
        ('{"@graph":[{"@type":"Article","author":{"@id":"#a"}},{"@id":"#a","@type":"Person","name":"Ann"}]}', ("Ann",)),
        ('<!-- {"@type":["Thing","NewsArticle"],"creator":"Ann\nOne"} -->', ("Ann One",)),
        ('{"@type":"Article","author":', None),
    ],
)
def test_authors_in_json_ld(data: str, authors: tuple[str, ...] | None) -> None:
    page = f'<html><body><script type="application/ld+json">{data}</script>{TEXT}</body></html>'
    assert facts_of(convert(page)).get("author") == authors


@pytest.mark.parametrize(
    ("comment", "url", "retrieved"),
    [
        ("<!-- saved from url=(0019)https://a.example/x -->", "https://a.example/x", None),
        (
            "<!--\n Page saved with SingleFile \n url: https://a.example/x \n"
            " saved date: Wed Jun 21 2023 09:19:00 GMT+0800 (Taipei Standard Time)\n-->",
            "https://a.example/x",
            "2023-06-21T09:19:00+08:00",
        ),
        (
            "<!-- saved from url=(0063)https://web.archive.org/web/20230621011900/https://a.example/x -->",
            "https://a.example/x",
            "2023-06-21T01:19:00+00:00",
        ),
    ],
)
def test_what_a_browser_wrote_when_it_saved_the_page(comment: str, url: str, retrieved: str | None) -> None:
    facts = facts_of(convert(f"<!DOCTYPE html>\n{comment}\n<html><body>{TEXT}</body></html>"))
    assert facts["source_url"] == (url,)
    assert facts.get("retrieved") == ((retrieved,) if retrieved else None)


def test_the_first_page_of_a_site_is_not_the_address_of_its_articles() -> None:
    saved = "<!-- saved from url=(0019)https://a.example/x -->"
    page = f'{saved}<html><head><link rel="canonical" href="https://a.example/"></head><body>{TEXT}</body></html>'
    assert facts_of(convert(page))["source_url"] == ("https://a.example/x",)


@pytest.mark.parametrize(
    ("head", "tags", "is_proposed"),
    [
        ('<meta name="keywords" content="AI,模型">', ("AI", "模型"), True),
        ('<meta name="keywords" content="發展,問題"><meta property="article:tag" content="模型">', ("模型",), False),
    ],
)
def test_words_for_which_a_page_wants_to_be_found_are_only_proposed_as_tags(
    head: str, tags: tuple[str, ...], *, is_proposed: bool
) -> None:
    document = convert(f"<html><head>{head}</head><body>{TEXT}</body></html>")
    (fact,) = (fact for fact in document.facts if fact.key == "tags")
    assert (fact.values, fact.is_proposed) == (tags, is_proposed)
