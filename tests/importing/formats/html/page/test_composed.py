"""Composed pages in several layouts and three languages: nothing of the article is lost, and nothing else is in it."""

from __future__ import annotations

import pytest

from tests.importing.formats.html.page.composed import ARTICLES, LAYOUTS, Article, Layout
from tests.importing.formats.html.page.test_page import convert, facts_of


@pytest.mark.parametrize("article", ARTICLES, ids=lambda article: article.language)
@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.__name__)
def test_the_article_and_its_facts_are_what_was_composed(layout: Layout, article: Article) -> None:
    document = convert(layout(article, "\n".join(html for html, _ in article.blocks)))
    stated = {fact.line for fact in document.facts}
    kept = [
        "".join(block.text.split())
        for number, block in enumerate(document.blocks)
        if number not in document.noise and number not in stated
    ]
    assert "".join(kept) == "".join("".join(text.split()) for _, text in article.blocks)
    facts = facts_of(document)
    assert facts["title"] == (article.title,)
    assert facts["author"] == (article.author,)
    assert facts["date"][0][:10] == article.day
    assert facts["source"] == (article.site,)
    assert facts.keys() <= {"title", "author", "date", "source"}
