"""Line breaks of the classic editor become paragraphs and line breaks, as WordPress shows them."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from beilin.importing.formats.html.markup.parsing import all_text, parse_html
from beilin.importing.formats.wxr.paragraphs import make_paragraphs


def with_paragraphs(post: str) -> str:
    body = parse_html(post).find("body")
    assert body is not None
    make_paragraphs(body)
    return str(html.tostring(body, encoding="unicode")).removeprefix("<body>").removesuffix("</body>")


@pytest.mark.parametrize(
    ("post", "made"),
    [
        ("a\nb\n\nc", "<p>a<br>b</p><p>c</p>"),
        ("a <b>x</b>\ny", "<p>a <b>x</b><br>y</p>"),
        ("<em>a\nb</em>", "<p><em>a<br>b</em></p>"),
        ("a\n<h2>H</h2>\nb", "<p>a</p><h2>H</h2><p>b</p>"),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("<ul><li>a\n\nb</li></ul>", "<ul><li><p>a</p><p>b</p></li></ul>"),
        ("<blockquote>a\n\nb</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ("<p>own</p>\n\nloose", "<p>own</p><p>loose</p>"),
        ("<p>a\nb</p>", "<p>a<br>b</p>"),
        ("<p>a\n\nb</p>", "<p>a<br><br>b</p>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("a<br />\nb", "<p>a<br>b</p>"),
        ("a\n \t\nb", "<p>a</p><p>b</p>"),
        ("<div>a\n\n<div>b</div>\n\nc</div>", "<div><p>a</p><div><p>b</p></div><p>c</p></div>"),
        ('<a href="x"><img src="y"></a>\n\ntext', '<p><a href="x"><img src="y"></a></p><p>text</p>'),
        ("<table><tr><td>a\nb</td></tr></table>", "<table><tr><td>a<br>b</td></tr></table>"),
        ("", ""),
    ],
)
def test_line_breaks(post: str, made: str) -> None:
    assert with_paragraphs(post) == made


PIECES = st.sampled_from(
    ["a", "甲", "\n", "\n\n", " ", "<b>", "</b>", "<div>", "</div>", "<p>", "<li>", "<br>", "<pre>", "</pre>", "<ul>"]
)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_character_vanishes(post: str) -> None:
    body = parse_html(post).find("body")
    assert body is not None
    before = all_text(body).split()
    make_paragraphs(body)
    assert "".join(all_text(body).split()) == "".join(before)


@pytest.mark.parametrize(
    "post", ["a\n" * 20_000, "a\n\n" * 12_000, "<b>x</b>\n" * 12_000, "<div>" * 5_000, "\n \n" * 20_000]
)
def test_long_posts_take_linear_time(post: str) -> None:
    started = time.process_time()
    with_paragraphs(post)
    assert time.process_time() - started < 2
