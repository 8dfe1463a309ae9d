"""Dates and addresses of exports as front matter has them."""

from __future__ import annotations

import pytest

from beilin.importing.formats.exports.addresses import alias_of, web_address
from beilin.importing.formats.exports.composing import Aside, Post, compose
from beilin.importing.formats.exports.dates import is_later_day, zoned_date
from beilin.importing.formats.html.markup.convert import convert_html
from beilin.importing.model import Document
from beilin.problems.problem import Problem


@pytest.mark.parametrize(
    ("local", "utc", "date"),
    [
        ("2019-05-01 10:30:00", "2019-05-01 02:30:00", "2019-05-01T10:30:00+08:00"),
        ("2019-05-01 10:30:00", "2019-05-01 02:30:02", "2019-05-01T10:30:00+08:00"),
        ("2019-05-01 10:30:00", "2019-05-01 05:00:00", "2019-05-01T10:30:00+05:30"),
        ("2019-05-01 10:30:00", "2018-05-01 02:30:00", "2019-05-01T10:30:00"),
        ("2019-05-01 10:30:00", "0000-00-00 00:00:00", "2019-05-01T10:30:00"),
        ("0000-00-00 00:00:00", "0000-00-00 00:00:00", ""),
        ("", "2019-05-01 02:30:00", "2019-05-01T02:30:00+00:00"),
        ("yesterday", "", ""),
        ("2019-13-41 10:30:00", "", ""),
    ],
)
def test_a_local_time_gets_the_offset_of_the_blog(local: str, utc: str, date: str) -> None:
    assert zoned_date(local, utc) == date


def test_days_are_compared_without_their_times() -> None:
    assert is_later_day("2019-05-02T00:00:00+08:00", "2019-05-01T23:00:00+08:00")
    assert not is_later_day("2019-05-01T23:00:00", "2019-05-01T10:00:00")
    assert not is_later_day("", "2019-05-01")


@pytest.mark.parametrize(
    ("address", "alias"),
    [
        ("https://a.example/2019/05/%e9%96%8b%e6%ba%90/", "/2019/05/開源/"),
        ("https://a.example/2010/05/a-b.html", "/2010/05/a-b.html"),
        ("https://a.example/post", "/post/"),
        ("/post/", "/post/"),
        ("https://a.example/?p=12", ""),
        ("https://a.example/index.php?p=12", ""),
        ("https://a.example/", ""),
        ("https://a.example", ""),
        ("https://a.example/.secret/", ""),
        ("https://a.example/a%00b/", ""),
        ("https://[broken/", ""),
        ("", ""),
    ],
)
def test_an_old_address_is_an_alias_if_a_page_can_be_there(address: str, alias: str) -> None:
    assert alias_of(address) == alias


@pytest.mark.parametrize(
    ("written", "base", "address"),
    [
        ("https://a.example/x", "", "https://a.example/x"),
        ("/x", "https://a.example/b/", "https://a.example/x"),
        ("javascript:alert(1)", "https://a.example/", ""),
        ("data:text/html,x", "", ""),
        ("x", "", ""),
        ("http://[", "", ""),
    ],
)
def test_only_addresses_of_the_web_are_used(written: str, base: str, address: str) -> None:
    assert web_address(written, base) == address


def test_a_post_that_is_nested_too_deeply_is_refused_as_a_whole() -> None:
    deep = convert_html("<ul><li>" * 1500 + "deep")
    assert isinstance(compose(Post(deep)), Problem)
    assert isinstance(compose(Post(convert_html("<p>a"), asides=[Aside(deep, "comment 1")])), Problem)
    assert isinstance(compose(Post(convert_html("<div>" * 1500 + "deep"))), Document)
