"""What a copy changes in HTML, SVG and CSS: addresses, and nothing else."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.offline.addresses import Copied, place_in
from beilin.offline.css import css_with
from beilin.offline.markup import markup_with
from beilin.offline.modules import Modules

FILES = frozenset({"index.html", "a/index.html", "a/x.js", "a/x.svg", "a/x.css", "b/index.html"})
COPIED = Copied(FILES, "https://example.org/s/")


def changed(html: str) -> str:
    """The HTML as it is in the copy of a/index.html."""
    return markup_with(html, "a/index.html", COPIED, Modules(Path("/nowhere"), COPIED))


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ('<a href="/s/b/">', '<a href="../b/index.html">'),
        ("<a class=x href=/s/b/ id=y>", '<a class=x href="../b/index.html" id=y>'),
        ("<A HREF='/s/b/?x&amp;y'>", '<A HREF="../b/index.html?x&amp;y">'),
        ('<a\n  href = "/s/b/"\n>', '<a\n  href="../b/index.html"\n>'),
        ('<img src="/s/a/x.svg" srcset="/s/a/x.svg 1x, /s/a/x.svg 2x">', '<img src="../a/x.svg" srcset="../a/x.svg 1x, ../a/x.svg 2x">'),
        ('<video poster="/s/a/x.svg"><source src="/s/a/x.svg"></video>', '<video poster="../a/x.svg"><source src="../a/x.svg"></video>'),
        ('<object data="/s/a/x.svg"></object>', '<object data="../a/x.svg"></object>'),
        ('<form action="/s/b/"><button formaction="/s/a/">', '<form action="../b/index.html"><button formaction="../a/index.html">'),
        ('<svg><use href="/s/a/x.svg#i"/><use xlink:href="#i"/></svg>', '<svg><use href="../a/x.svg#i"/><use xlink:href="#i"/></svg>'),
        ('<meta http-equiv="refresh" content="0; url=/s/b/">', '<meta http-equiv="refresh" content="0; url=../b/index.html">'),
        ("<meta http-equiv=refresh content=\"0;URL='/s/b/'\">", "<meta http-equiv=refresh content=\"0;URL='../b/index.html'\">"),
        ('<p style="background: url(/s/a/x.svg)">', '<p style="background: url(../a/x.svg)">'),
        ("<style>p { background: url('/s/a/x.svg') }</style>", "<style>p { background: url('../a/x.svg') }</style>"),
        ('<script src="/s/a/x.js" crossorigin integrity="sha256-x" defer></script>', '<script src="../a/x.js" defer></script>'),
        ('<script type="application/json">{"a": ["/s/b/", "/s/none/", "\\/s\\/b\\/"]}</script>',
         '<script type="application/json">{"a": ["../b/index.html", "/s/none/", "../b/index.html"]}</script>'),
        ('<div data-to="/s/b/" data-o="/" data-n="/s/none/" data-isso-id="/s/b/">', '<div data-to="../b/index.html" data-o="/" data-n="/s/none/" data-isso-id="/s/b/">'),
        ('<iframe src="/s/b/"></iframe>', '<iframe src="../b/index.html"></iframe>'),
        ('<noscript><a href="/s/b/"></noscript>', '<noscript><a href="../b/index.html"></noscript>'),
        ('<base href="/s/"><a href="b/"><img src="a/x.svg">', '<a href="../b/index.html"><img src="../a/x.svg">'),
        ('<a href="/s/b/" title="a > b">', '<a href="../b/index.html" title="a > b">'),
        # Feeds and files of the site are found; the names of published pages stay.
        ('<link rel="alternate" href="/s/a/x.css">', '<link rel="alternate" href="../a/x.css">'),
        ('<link rel="canonical" href="https://example.org/s/b/">', None),
        ('<link rel="alternate" hreflang="en" href="https://example.org/s/b/">', None),
        ('<meta property="og:url" content="https://example.org/s/b/">', None),
        ('<script type="application/ld+json">{"url": "/s/b/"}</script>', None),
        ('<a href="https://example.org/s/b/">', '<a href="../b/index.html">'),
        # Nothing is mistaken for a tag or an address.
        ('<!-- <a href="/s/b/"> -->', None),
        ('<script>const html = `<a href="/s/b/">`</script>', None),
        ('<textarea><a href="/s/b/"></textarea>', None),
        ('<title>href="/s/b/"</title>', None),
        ('<p title="&lt;a href=&quot;/s/b/&quot;&gt;">href="/s/b/"</p>', None),
        ('<a title="x href=/s/b/ y">', None),
        ("<a href=", None),
        ("<style>p { background: url(/s/a/x.svg)", "<style>p { background: url(../a/x.svg)"),
        ("<!-- <a href='/s/b/'>", None),
        # What browsers refuse to fetch for a file.
        ('<link rel="modulepreload" href="/s/a/x.js"><link rel=manifest href="/s/a/x.js">', ""),
        ('<link rel="preload" as="font" href="/s/a/x.svg"><link rel="preload" as="style" href="/s/a/x.css">',
         '<link rel="preload" as="style" href="../a/x.css">'),
    ],
)  # fmt: skip
def test_markup(written: str, expected: str | None) -> None:
    assert changed(written) == (written if expected is None else expected)


@pytest.mark.parametrize(
    "part", ["<a ", '<a "', "<a '", '<a b="', "<script>", "<script x", "<!--", "<title><", "<base ", "<a/"]
)
def test_markup_takes_time_in_proportion_to_its_length(part: str) -> None:
    began = time.process_time()
    changed(part * 30_000)
    assert time.process_time() - began < 2


@given(st.text(alphabet="<>/=\"'! -aAs&;\n甲hrefcit", max_size=60))
def test_what_has_no_address_of_the_site_stays_as_it_is(text: str) -> None:
    html = f"{text}<p>"
    assert changed(html) == html or "href" in html or "src" in html or "cite" in html


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("p { background: url(/s/a/x.svg), url( '/s/a/x.svg#a' ) }", "p { background: url(../a/x.svg), url( '../a/x.svg#a' ) }"),
        ('@import "/s/a/x.css" print; @IMPORT url(/s/a/x.css);', '@import "../a/x.css" print; @IMPORT url(../a/x.css);'),
        ("/* url(/s/a/x.svg) */ p::after { content: 'url(/s/a/x.svg)' }", None),
        ("p { background: url(data:image/svg+xml;utf8,x) url(x.svg) }", None),
        ("p { color: red }", None),
    ],
)  # fmt: skip
def test_css(written: str, expected: str | None) -> None:
    place = place_in("a/x.css")
    assert css_with(written, lambda address: COPIED.address(address, place)) == (
        written if expected is None else expected
    )


def test_bytes_of_any_encoding_go_through(tmp_path: Path) -> None:
    from beilin.offline.copy import copy_site
    from beilin.parallel.executor import Workers

    site = tmp_path / "site"
    site.mkdir()
    big5 = '<p>許功蓋</p><a href="/s/b.html">'.encode("big5")
    utf16 = '<a href="/s/b.html">'.encode("utf-16")
    (site / "a.html").write_bytes(big5)
    (site / "b.html").write_bytes(utf16)
    copy_site(site, {"a.html", "b.html"}, "https://example.org/s/", tmp_path / "copy", Workers(1), lambda *_: None)
    assert (tmp_path / "copy/a.html").read_bytes() == big5.replace(b"/s/b.html", b"./b.html")
    assert (tmp_path / "copy/b.html").read_bytes() == utf16
