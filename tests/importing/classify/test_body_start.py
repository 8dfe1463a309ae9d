"""Where the text of a page begins that has sentences in its menus and boxes; in other texts it is the first sentence."""

from __future__ import annotations

from beilin.importing.classify.byline.body_start import start_of_main_text
from tests.importing.support import converted, source_lines

BOX = "Your browser is out of date, so please update it to see this page as it is meant."
MENU = ["Home", "News", "Sign in", "Subscribe", "Search", "Sport today", "Weather this week"]
TEXT = [
    "For eleven years our company of nine people has run its own mail server, and this spring we stopped.",
    "What wore us down was everyone else's idea of who may send mail, which was never written down.",
    "We would still recommend the exercise to anyone who wants to know how the network really works.",
]


def test_sentences_of_the_page_are_not_the_text() -> None:
    lines = source_lines(BOX, *MENU, "Running our own mail server", "By Ann Example", *TEXT)
    assert start_of_main_text(lines) == len(MENU) + 3
    conversion = converted("\n".join(line.text for line in lines))
    assert conversion.title == "Running our own mail server"
    assert {fact.key for fact in conversion.record.facts} == {"title", "author"}


def test_a_first_sentence_without_a_menu_begins_the_text() -> None:
    assert start_of_main_text(source_lines(*TEXT)) is None
    assert start_of_main_text(source_lines(BOX, "One", "Two", "Three", "Four", "Five", "Six", *TEXT)) is None


def test_an_earlier_part_of_the_article_is_not_above_it() -> None:
    gap = [f"Item {number}" for number in range(9)]
    assert start_of_main_text(source_lines(*TEXT, *gap, *TEXT, *TEXT)) is None
