"""Converting HTML takes time in proportion to its length, whatever it contains: a ratio, measured in one run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from beilin.importing.formats.html.markup.convert import convert_html
from tests.growth import MAX_RATIO, growth

HTML: dict[str, Callable[[int], str]] = {
    "comments before a fragment": lambda n: "<!-- wp:paragraph -->\n" * n + "<p>a</p>",
    "open comments": lambda n: "<!--" * n,
    "paragraphs": lambda n: "<p>一段文字，a <b>b</b> c。</p>\n" * n,
    "breaks": lambda n: "一行<br><br>" * n,
    "one paragraph": lambda n: "<p>" + "一句話，<i>a</i> b。" * n,
    "words that look like markup": lambda n: "<p>" + "a*b_c`d[e](f)" * n,
    "spaces": lambda n: "<p>a" + " &nbsp;" * n + "b",
    "links": lambda n: "<p>" + '<a href="/a">b</a> ' * n,
    "images": lambda n: '<img src="a.png" alt="b">' * n,
    "items": lambda n: "<ul>" + "<li>a" * n + "</ul>",
    "rows": lambda n: "<table>" + "<tr><td>a<td>b" * n + "</table>",
    "cells": lambda n: "<table><tr>" + "<td>a" * n + "</table>",
    "lines of code": lambda n: "<pre><code>" + "a = `b`\n" * n + "</code></pre>",
    "notes": lambda n: (
        "".join(f'<p>a<sup><a id="r{k}" href="#n{k}">{k}</a></sup>' for k in range(n))
        + "<ol>"
        + "".join(f'<li id="n{k}">b <a href="#r{k}">↩</a>' for k in range(n))
        + "</ol>"
    ),
    "headings": lambda n: "<h2>a</h2><p>b" * n,
    "hidden text": lambda n: '<p>a<span style="display:none">b</span>' * n,
    "nested elements": lambda n: "<div>" * min(n, 200) + "<b>a</b>" * n,
    "tags without an end": lambda n: "<p>a" + "<wbr a=" * n,
    "styles": lambda n: '<span style="' + "text-decoration:" * n + '">a',
    "names in a style": lambda n: '<span style="' + "text-decoration" * n + '">a',
    "addresses of videos": lambda n: f'<iframe src="{"//player.bilibili.com/" * n}"></iframe>',
    "addresses of images": lambda n: f'<img src="{"blank" * n}">',
    "unclosed emphasis": lambda n: "<b>a" * min(n, 200) + "<i>b</i>" * n,
}


@pytest.mark.slow
@pytest.mark.xdist_group("latency")
@pytest.mark.parametrize("kind", HTML)
def test_converting_html_takes_linear_time(kind: str) -> None:
    assert growth(convert_html, HTML[kind]) < MAX_RATIO
