"""The output of ink is valid, complete and self-contained: pages, feeds, sitemap, style sheet."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from tests.theme.conftest import BASE_URL, ROOT, Built
from tests.theme.contrast import colours, too_low

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)\Z")
VOID = {"meta", "link", "img", "br", "hr", "input", "wbr", "col"}
REFRESH = '<meta http-equiv="refresh"'
# Of aliases, and of names with signs at the addresses that they had before.
REDIRECTS = {
    "舊/層級.html", "articles/ceng-ji/index.html", "authors/ada-co/index.html", "series/授權-戰爭/index.html",
}  # fmt: skip
MAX_STYLE, MAX_SCRIPT = 9 * 1024, 8 * 1024  # bytes of all files of a page, each as a host sends it, by gzip


class Page(HTMLParser):
    """The elements of a page with their attributes and text; checks that elements are closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.texts: list[tuple[str, str]] = []  # the innermost element, its text
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open[-1] == tag, f"</{tag}> closes <{self._open[-1]}>"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if self._open:
            self.texts.append((self._open[-1], data))

    def all(self, tag: str, **attributes: str) -> list[dict[str, str]]:
        """The attributes of each element of the tag that has these."""
        return [found for name, found in self.found if name == tag and attributes.items() <= found.items()]

    def text(self, tag: str) -> str:
        """All text directly in elements of the tag."""
        return "".join(text for inner, text in self.texts if inner == tag)

    @property
    def name(self) -> str:
        """The page's title; pictures have titles too."""
        return next(text for inner, text in self.texts if inner == "title")

    def json(self) -> list[dict[str, Any]]:
        """The values of JSON in script elements."""
        return [json.loads(text) for inner, text in self.texts if inner == "script" and text.strip()]


@pytest.fixture(scope="session")
def pages(built: Built) -> dict[str, Page]:
    """Every HTML page for readers by its path."""
    texts = {path.relative_to(built.output).as_posix(): path.read_text("utf-8") for path in built.html()}
    redirects = {path for path, text in texts.items() if REFRESH in text}
    assert {path for path in redirects if not path.startswith("id/")} == REDIRECTS
    return {path: Page(text) for path, text in texts.items() if path not in redirects}


def address(path: str) -> str:
    """The absolute URL of an output file."""
    return BASE_URL + path.removesuffix("index.html")


def test_every_page_has_its_name_language_address_and_one_heading(pages: dict[str, Page]) -> None:
    assert len(pages) > 60
    for path, page in pages.items():
        assert page.name.strip().endswith("碑林"), path
        of_article = [meta["content"] for meta in page.all("meta", name="citation_language")]
        assert page.all("html")[0]["lang"] == (of_article or ["zh-Hant"])[0], path
        assert len(page.all("h1")) == 1, path
        assert len(page.all("main", id="_main")) == 1, path
        canonical = [unquote(link["href"]) for link in page.all("link", rel="canonical")]
        assert canonical == ([] if path == "404.html" else [address(path)]), path
        assert [meta["content"] for meta in page.all("meta", name="viewport")], path
        for name in ("og:title", "og:type", "og:url", "og:locale", "og:site_name", "og:description"):
            assert len(page.all("meta", property=name)) == 1, (path, name)


def test_titles_of_pages_are_unique(pages: dict[str, Page]) -> None:
    titles = [page.name for page in pages.values()]
    assert len(set(titles)) == len(titles)


def test_headings_descend_by_one_outside_of_texts(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        if not path.startswith("articles/"):
            levels = [int(tag[1]) for tag, _ in page.found if re.fullmatch(r"h[1-6]", tag)]
            assert all(after <= before + 1 for before, after in pairwise(levels)), path


def test_ids_are_unique_and_every_fragment_exists(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
        assert len(set(ids)) == len(ids), path
        for link in page.all("a"):
            if link["href"].startswith("#"):
                assert unquote(link["href"][1:]) in ids, (path, link)


def test_every_file_that_a_page_refers_to_exists(built: Built, pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        for tag, attributes in page.found:
            for name in ("href", "src"):
                target = urljoin(address(path), attributes.get(name, address(path)))
                if urlsplit(target).netloc == "example.org":
                    assert target.startswith(BASE_URL), (path, tag, attributes)
                    place = unquote(urlsplit(target).path.removeprefix("/archive/"))
                    file = built.output / (place + "index.html" if place.endswith("/") or not place else place)
                    assert file.is_file(), (path, target)


def test_nothing_is_requested_from_other_hosts(built: Built, pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        loads = [attributes["src"] for _, attributes in page.found if "src" in attributes]
        loads += [link["href"] for link in page.all("link") if link["rel"] in ("stylesheet", "icon", "preload")]
        assert all(load.startswith("/archive/") for load in loads), path
        assert all("src" in script or script.get("type") == "application/ld+json" for script in page.all("script")), (
            path
        )
    for sheet in built.output.glob("assets/*.css"):
        assert not re.search(r"url\(|@import|https?:", sheet.read_text("utf-8"))


def test_an_article_loads_little_css_and_script(built: Built, pages: dict[str, Page]) -> None:
    page = pages["articles/llama-family/index.html"]
    sheets = [link["href"] for link in page.all("link", rel="stylesheet")]
    scripts = [script["src"] for script in page.all("script") if "src" in script]
    for urls, largest in ((sheets, MAX_STYLE), (scripts, MAX_SCRIPT)):
        assert urls
        files = [(built.output / url.removeprefix("/archive/")).read_bytes() for url in urls]
        assert sum(len(gzip.compress(data, 9)) for data in files) <= largest


def test_colours_have_the_contrast_that_wcag_requires() -> None:
    light, dark = colours((ROOT / "themes/ink/assets/ink.css").read_text("utf-8"))
    assert len(light) == 16
    assert too_low(light) == too_low(dark) == []


def test_the_table_of_contents_follows_the_headings_whatever_their_levels(built: Built) -> None:
    text = built.text("articles/levels/index.html")
    contents = text[text.index('<nav class="toc"') : text.index("</nav>", text.index('<nav class="toc"'))]
    shape = re.sub(
        r"<a href=\"#[^\"]*\">(.*?)</a>|\s+", r"\1", contents[contents.index("<ol>") : contents.rindex("</ol>") + 5]
    )
    assert shape == "<ol><li>四</li><li>二<ol><li>又四</li><li>三</li></ol></li><li>二 &amp;</li></ol>"


def test_a_table_of_contents_needs_three_headings(pages: dict[str, Page]) -> None:
    assert pages["articles/llama-family/index.html"].all("nav", **{"class": "toc"})
    assert not pages["articles/imported/index.html"].all("nav", **{"class": "toc"})


def test_an_article_in_a_different_language_has_a_lang_attribute(pages: dict[str, Page]) -> None:
    page = pages["articles/boring-precedents/index.html"]
    assert "lang" not in page.all("article")[0]  # the language is that of the whole page
    assert page.all("p", **{"class": "site-title"})[0]["lang"] == "zh-Hant"
    assert ("a", "open weights") in page.texts  # a tag
    assert ("a", "Home") in page.texts
    assert page.all("meta", property="og:locale")[0]["content"] == "en_US"
    cards = pages["years/2026/index.html"].all("article", **{"class": "card"})
    assert [card.get("lang") for card in cards].count("en") == 1
    assert "lang" not in pages["articles/llama-family/index.html"].all("article")[0]


def test_provenance_shows_counts_and_rules(built: Built) -> None:
    text = built.text("articles/imported/index.html")
    details = text[text.index('<details class="provenance">') : text.index("</details>")]
    for words in (
        "found.txt",
        f'title="{"0123456789abcdef" * 4}"',
        "0123456789ab…",
        "Beilin 0.1.0",
        "teaser-tail",
        "9行",
        "end-stamp",
        "3行",
    ):
        assert words in details
    assert 'class="provenance"' not in built.text("articles/llama-family/index.html")
    assert "還沒有經過編輯確認" in text
    assert "還沒有經過編輯確認" not in built.text("articles/llama-family/index.html")


def test_an_article_links_to_exactly_its_markdown(built: Built, pages: dict[str, Page]) -> None:
    link = pages["articles/llama-family/index.html"].all("link", type="text/markdown")[0]["href"]
    assert link == "/archive/articles/llama-family/index.md"
    source = (ROOT / "content/articles/llama-family.md").read_bytes()
    assert (built.output / "articles/llama-family/index.md").read_bytes() == source


def test_structured_data_of_articles_and_home(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        kinds = [data["@type"] for data in page.json()]
        is_article = path.startswith("articles/") and not path.endswith("/collation/index.html")
        is_home = path == "index.html" or path.startswith("page/")
        trail = [] if is_home or path == "404.html" else ["BreadcrumbList"]
        data_set = ["Dataset"] if path == "feeds/index.html" else []  # the exports
        assert kinds == (["BlogPosting"] if is_article else ["WebSite"] if is_home else data_set) + trail, path
    data = pages["articles/llama-2-licence/index.html"].json()[0]
    assert data["headline"] == "七億人的門檻：讀Llama 2的社群授權"
    assert data["datePublished"] == "2023-07-28T00:00:00+08:00"
    assert data["dateModified"] == "2026-11-24T00:00:00+08:00"
    assert [person["name"] for person in data["author"]] == ["硯秋", "拓工"]
    assert all(person["url"].startswith(BASE_URL + "authors/") for person in data["author"])
    assert data["inLanguage"] == "zh-Hant"
    assert "開源" in data["keywords"]
    assert data["mainEntityOfPage"]["@id"] == BASE_URL + "articles/llama-2-licence/"
    hard = pages["articles/imported/index.html"].json()[0]
    assert hard["headline"] == '甲 & 乙：<b>「</script>」</b> "丙"'
    assert "datePublished" not in hard
    assert hard["isBasedOn"] == "https://example.com/a?b=1&c=2"


def test_lists_link_to_their_other_pages(pages: dict[str, Page]) -> None:
    first, second, last = (pages[path] for path in ("index.html", "page/2/index.html", "page/3/index.html"))
    assert [link["href"] for link in second.all("link", rel="prev")] == ["/archive/"]
    assert [link["href"] for link in second.all("a", rel="next")] == ["/archive/page/3/"]
    assert not first.all("a", rel="prev")
    assert not last.all("a", rel="next")
    assert "第2頁，共3頁" in second.text("p")
    assert not pages["undated/index.html"].all("nav", **{"class": "pagination"})


def test_a_tag_page_offers_its_feed_first(pages: dict[str, Page]) -> None:
    feeds = [link["href"] for link in pages["tags/open-source/index.html"].all("link", type="application/atom+xml")]
    assert feeds == ["/archive/tags/open-source/feed.xml", "/archive/feed.xml"]


def feeds(built: Built) -> Iterator[tuple[str, ElementTree.Element]]:
    """Each Atom feed with its address."""
    for path in sorted(built.output.rglob("feed.xml")):
        yield address(path.relative_to(built.output).as_posix()), ElementTree.fromstring(path.read_bytes())


def text_of(element: ElementTree.Element, name: str) -> str:
    """The text of the one child of that name."""
    (child,) = element.findall(ATOM + name)
    assert child.text
    return child.text


def test_atom_feeds_have_what_rfc_4287_requires(built: Built) -> None:
    found = dict(feeds(built))
    assert len(found) > 20
    for url, feed in found.items():
        assert feed.tag == ATOM + "feed"
        assert unquote(text_of(feed, "id")) == url
        assert text_of(feed, "title")
        assert MOMENT.match(text_of(feed, "updated"))
        links = {link.get("rel"): link.get("href", "") for link in feed.findall(ATOM + "link")}
        assert unquote(links["self"]) == url
        assert links["alternate"].startswith(BASE_URL)
        assert text_of(feed.findall(ATOM + "author")[0], "name")
        ids = [text_of(entry, "id") for entry in feed.findall(ATOM + "entry")]
        assert len(set(ids)) == len(ids) <= 20
        for entry in feed.findall(ATOM + "entry"):
            assert text_of(entry, "title")
            assert MOMENT.match(text_of(entry, "updated"))
            (content,) = entry.findall(ATOM + "content")
            assert content.get("type") == "html"
            assert content.text is not None
            assert content.text.lstrip().startswith("<")
            assert 'href="/' not in content.text
            assert [link.get("href") for link in entry.findall(ATOM + "link") if link.get("rel") == "alternate"] == [
                text_of(entry, "id")
            ]
    whole = found[BASE_URL + "feed.xml"]
    assert len(whole.findall(ATOM + "entry")) == 20
    english = [
        entry for entry in whole.iter(ATOM + "entry") if entry.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    ]
    assert len(english) == 2


def test_json_feed_has_what_version_1_1_requires(built: Built) -> None:
    feed = json.loads(built.text("feed.json"))
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == BASE_URL + "feed.json"
    assert feed["home_page_url"] == BASE_URL
    assert feed["title"] == "碑林"
    assert len(feed["items"]) == 20
    for item in feed["items"]:
        assert item["id"] == item["url"]
        assert item["url"].startswith(BASE_URL + "articles/")
        assert item["content_html"].lstrip().startswith("<")
        assert isinstance(item["tags"], list)
        assert MOMENT.match(item["date_published"])


def test_the_sitemap_has_every_page_except_404_and_collations(built: Built, pages: dict[str, Page]) -> None:
    sitemap = ElementTree.fromstring(built.text("sitemap.xml").encode())
    assert sitemap.tag == SITEMAP + "urlset"
    places = [place.text or "" for place in sitemap.iter(SITEMAP + "loc")]
    listed = {path for path in pages if path != "404.html" and not path.endswith("/collation/index.html")}
    assert {unquote(place) for place in places} == {address(path) for path in listed}
    assert len(set(places)) == len(places)
    for modified in sitemap.iter(SITEMAP + "lastmod"):
        assert re.fullmatch(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d))?", modified.text or "")
    assert built.text("robots.txt").endswith(f"\nSitemap: {BASE_URL}sitemap.xml\n")


def test_a_redirect_page_redirects_and_is_not_indexed(built: Built) -> None:
    for path in ("舊/層級.html", "articles/ceng-ji/index.html"):
        page = Page(built.text(path))
        assert page.all("meta", content="0; url=/archive/articles/levels/")  # without scripts
        assert page.all("script", **{"data-to": "/archive/articles/levels/"})
        assert page.all("link", rel="canonical", href=f"{BASE_URL}articles/levels/")
        assert page.all("meta", name="robots", content="noindex")
        assert page.all("a", href="/archive/articles/levels/")
    assert "ceng-ji" not in built.text("sitemap.xml")
