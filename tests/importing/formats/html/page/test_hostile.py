"""Pages that would exhaust a careless reader: each is read or refused in a bounded time, and loses no text."""

from __future__ import annotations

import time
from collections import Counter

import pytest

from beilin.importing.formats.html.page.convert import convert_page
from beilin.importing.formats.html.page.page import Page
from beilin.importing.formats.table import FormatSettings
from beilin.importing.model import Document
from beilin.problems.problem import Problem

TEXT = "這是一段夠長的文字，讓讀取器認為它是正文的一部分，而且有逗號。"
PARAGRAPHS = f"<p>{TEXT}</p>" * 5
MAX_SECONDS = 2.0  # of the processor

PAGES = {
    "nested elements": "<div>" * 1500 + PARAGRAPHS,
    "nested lists": "<ul><li>" * 800 + PARAGRAPHS,
    "nested tables": "<table><tr><td>" * 200 + PARAGRAPHS,
    "marks in one paragraph": f"<p>{'字<sup>[1]</sup>' * 6000}</p>{PARAGRAPHS}",
    "a long class": f'<div class="{"article " * 20_000}">{PARAGRAPHS}</div>',
    "many attributes": f"<div {' '.join(f'a{number}=x' for number in range(5000))}>{PARAGRAPHS}</div>",
    "signs": "<" * 100_000 + PARAGRAPHS,
    "nested data": f'<script type="application/ld+json">{"[" * 50_000}</script>{PARAGRAPHS}',
    "data of wrong types": '<script type="application/ld+json">{"@type":["NewsArticle"],"headline":["a",1,null],'
    '"author":[{"name":{"@value":"N"}},5,null,[["x"]]],"datePublished":{"x":1},"keywords":[{"a":1}],"url":5,'
    f'"publisher":"P","mainEntityOfPage":[1]}}</script>{PARAGRAPHS}',
    "a title of separators": f"<title>{'- ' * 30_000}</title><h1>x</h1>{PARAGRAPHS}",
    "an image of parameters": f'<img src="data:{";x=y" * 50_000},">{PARAGRAPHS}',
    "addresses that are none": f'<base href="http://["><link rel=canonical href="https://[::">{PARAGRAPHS}<a href="x">y</a>',
    "a date that is none": f'<time datetime="9999-99-99T99:99">x</time>{PARAGRAPHS}',
    "credits": f"<p>{'作者：' * 10_000}</p>{PARAGRAPHS}",
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_in_a_bounded_time_and_loses_nothing(name: str) -> None:
    started = time.process_time()
    document = convert_page(name, Page(PAGES[name]), FormatSettings())
    assert time.process_time() - started < MAX_SECONDS
    assert isinstance(document, Document)
    blocks = Counter(character for block in document.blocks for character in block.text if not character.isspace())
    assert blocks == Counter(character for character in document.all_text if not character.isspace())
    assert TEXT in document.all_text


def test_a_page_that_cannot_be_read_to_its_end_is_refused() -> None:
    page = Page(f"<p>{TEXT}</p>{'<div>' * 5000}{PARAGRAPHS}")
    problem = convert_page("deep.html", page, FormatSettings())
    assert isinstance(problem, Problem)
    assert "nested" in problem.message
