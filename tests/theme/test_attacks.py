"""Attacks in every place where text of others is displayed: no page of the theme executes or requests anything."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest

from beilin.building.build import BuildOptions
from beilin.problems.controls import printable_path
from beilin.text.urls import read_url
from beilin.text.yaml.writing import yaml_list, yaml_text
from tests.browser.host import hosting
from tests.browser.search_page import settled
from tests.conftest import Count, MakeSite
from tests.little_site import LittleSite, article
from tests.reading.attacks import VECTORS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route

# In the suite every so many vectors, from a different first one for each place.
STEP = max(1, int(os.environ.get("BEILIN_VECTORS_STEP", "29")))
BROWSER_STEP = 1 if STEP == 1 else 4  # a browser opens every so many of the attacked articles
BASE_URL = "https://example.org/archive/"
BODY = "## 節\n\n文。\n"


def front(**values: str) -> str:
    """A Markdown file with these values, as YAML, in its front matter."""
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in {"title": "題", **values}.items()) + f"---\n\n{BODY}"


def body(form: str) -> Callable[[str], str]:
    """A Markdown file with the vector in place of {} in its body."""
    return lambda vector: f"---\ntitle: 題\ndate: 2024-01-01\n---\n\n{form.replace('{}', vector)}\n"


SINKS: dict[str, Callable[[str], str]] = {
    "title": lambda v: front(title=yaml_text(v), date="2024-01-01", tags="[共]"),
    "summary": lambda v: front(summary=yaml_text(v), date="2024-01-02"),
    "tag": lambda v: front(tags=yaml_list([v, "共"]), date="2024-01-03"),
    "author": lambda v: front(author=yaml_list([v]), date="2024-01-04"),
    "source": lambda v: front(source=yaml_text(v), date="2024-01-05"),
    "source_url": lambda v: front(source=yaml_text("某"), source_url=yaml_text(f"https://a.example/{v}")),
    "series": lambda v: front(series=yaml_text(v), date="2024-01-06"),
    "language": lambda v: front(language=yaml_text(v)),
    "date": lambda v: front(date=yaml_text(v)),
    "slug": lambda v: front(slug=yaml_text(v)),
    "alias": lambda v: front(aliases=yaml_list([f"/{v}/"])),
    "extra": lambda v: front(extra=f"{{a: {yaml_text(v)}}}"),
    "text": body("甲{}乙"),
    "image's text": body("![{}](a.png)"),
    "image's title": body("![a](a.png '{}')"),
    "image's address": body("![a](<{}>)"),
    "link's title": body("[a](b.md '{}')"),
    "link's address": body("[a](<{}>)"),
    "link by name": body("[[{}]]"),
    "heading": body("## {}"),
    "heading's id": body("## 節 {#{}}"),
    "footnote's label": body("文[^{}]\n\n[^{}]: 註"),
    "footnote": body("文[^1]\n\n[^1]: {}"),
    "code": body("```html\n{}\n```"),
    "language of code": body("```{}\nx\n```"),
    "formula": body("文 $a {}$ 與\n\n$$\n\\text{{}} {}\n$$"),
    "raw HTML": body("<div title='{}'>\n{}\n</div>"),
    "callout": body("> [!NOTE] {}\n> {}"),
}
# In files that there is one of.
SETTINGS = {
    "site's title": lambda v: {"site.yaml": f"title: {yaml_text(v)}\n"},
    "site's description": lambda v: {"site.yaml": f"title: 碑\ndescription: {yaml_text(v)}\nauthor: {yaml_text(v)}\n"},
    "menu": lambda v: {"site.yaml": f"title: 碑\nmenu: [{{title: {yaml_text(v)}, address: /tags/}}]\n"},
    "term": lambda v: {
        "content/tags.yaml": f"共:\n  names: {{en: {yaml_text(v)}, zh-Hant: {yaml_text(v)}}}\n"
        f"  description: {{zh-Hant: {yaml_text(v)}}}\n"
    },
    "data": lambda v: {"content/data/attacks.json": json.dumps([v])},
    "message": lambda v: {"themes/own/messages/zh-Hant.yaml": f"home: {yaml_text(v)}\nsearch: {yaml_text(v)}\n"},
    "file's name": lambda v: {f"content/articles/{_file_name(v)}.md": front(date="2024-01-07")},
    "image's name": lambda v: {f"content/images/{_file_name(v)}.svg": "<svg width='1' height='1'/>"},
}
OWN = {
    "themes/own/theme.yaml": "extends: ink\n",
    "themes/own/templates/article.html": "{% extends 'ink/article.html' %}{% block body %}{{ super() }}"
    '{% for name in data.attacks %}<p title="{{ name }}">{{ name }}</p>{% endfor %}'
    '{% if article.extra %}<p title="{{ article.extra.a }}">{{ article.extra.a }}</p>'
    '<script type="application/json">{{ article.extra.a | tojson }}</script>{% endif %}{% endblock %}',
    "content/data/attacks.json": '["甲"]',
    "content/articles/plain.md": front(tags="[共]", date="2024-02-02", author="甲", source="乙", aliases="[/old/]"),
}


def _file_name(vector: str) -> str:
    return re.sub("[/\0]", "_", vector)[:60].encode()[:200].decode(errors="ignore") or "a"


def archive(make_site: MakeSite, files: dict[str, str], name: str) -> tuple[LittleSite, int]:
    """The published archive with the files that are not refused, and how many are refused."""
    site = make_site({**OWN, **files}, name)
    settings = (site.root / "site.yaml").read_text("utf-8") if "site.yaml" in files else "title: 碑\n"
    site.write({"site.yaml": f"{settings}base_url: {BASE_URL}\ntheme: own\n"})
    site.options = BuildOptions(jobs=1, today="2026-06-01")
    refused: set[str] = set()
    while not (result := site.build()).published:
        errors = [problem for problem in result.problems if problem.severity == "error"]
        assert all(problem.file and problem.code != "internal" for problem in errors), errors
        names = {problem.file for problem in errors}
        assert names - refused, errors
        by_shown = {printable_path(name): name for name in files}
        for name in (by_shown.get(name, name) for name in names):
            if name in OWN:
                site.write({name: OWN[name]})
            elif name in files and name != "site.yaml":
                (site.root / name).unlink(missing_ok=True)
            elif name == "site.yaml":
                site.write({name: f"title: 碑\nbase_url: {BASE_URL}\ntheme: own\n"})
        refused |= names
    return site, len(refused)


_LOADED = {"src", "srcset", "poster", "background", "data", "ping", "action", "formaction"}
_LINKED = {"canonical", "alternate", "author"}  # relations that a browser does not follow
_FOREIGN = {"iframe", "object", "embed", "base", "form", "frameset", "template", "plaintext"}  # which no page has
_SEARCH = {"role": "search", "action": "/archive/search/"}  # but this form of the theme


class Page(HTMLParser):
    """What in a page would execute, or be requested from another host."""

    def __init__(self, html: str, scripts: set[str] | None = None) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.scripts: set[str] = set()
        self._script: str | None = None
        self.feed(html)
        self.close()
        if scripts is not None:
            self.faults += [f"a script: {script}" for script in self.scripts - scripts]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "script":
            self._script = "" if values.get("type", "").endswith("json") else f"{values.get('src', '')} "
        if tag in _FOREIGN and {**values, "autocomplete": "off"} != {**_SEARCH, "autocomplete": "off"}:
            self.faults.append(f"<{tag} {values}>")
        for name, value in values.items():
            url = read_url(value)
            is_loaded = name in _LOADED or (tag == "link" and name == "href" and values.get("rel") not in _LINKED)
            if name.startswith("on") or name == "srcdoc" or (name == "style" and "url(" in value):
                self.faults.append(f"<{tag} {name}={value}>")
            if is_loaded and url.is_remote and not url.text.startswith(BASE_URL):
                self.faults.append(f"<{tag} {name}={value}>")
            if name in ("href", "src", "cite") and url.scheme in ("javascript", "vbscript", "data") and tag != "link":
                self.faults.append(f"<{tag} {name}={value}>")
        if values.get("http-equiv", "").lower() == "refresh":
            target = read_url(values["content"].partition("url=")[2])
            if target.is_remote or target.scheme:
                self.faults.append(f"<meta {values}>")

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            try:
                json.loads(self._script)
            except ValueError:
                self.scripts.add(self._script)
            self._script = None


def faults_of(site: LittleSite, scripts: set[str]) -> Iterator[str]:
    """What is wrong with any output of the site."""
    for path, data in site.outputs().items():
        if path.endswith(".html"):
            yield from (f"{path}: {fault}" for fault in Page(data.decode(), scripts).faults)
        elif path.endswith(".xml"):
            for element in ElementTree.fromstring(data).iter():
                if element.get("type") == "html":  # all other text is plain (RFC 4287, section 3.1.1)
                    yield from (f"{path}: {fault}" for fault in Page(element.text or "", set()).faults)
        elif path.endswith(".json") and not path.startswith(("search/", "days/")):
            feed: Any = json.loads(data)
            for item in feed.get("items", ()):
                yield from (f"{path}: {fault}" for fault in Page(item.get("content_html", ""), set()).faults)


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The scripts of the theme's pages."""
    from tests.little_site import little_site

    # Long lists have more scripts than short ones.
    more = {f"content/articles/more{number}.md": article("又一篇", date="2024-01-01") for number in range(20)}
    site, refused = archive(lambda files, name: little_site(tmp_path_factory.mktemp(name), files), more, "plain")
    assert not refused
    return {
        script
        for path, data in site.outputs().items()
        if path.endswith(".html")
        for script in Page(data.decode()).scripts
    }


def attacked(sink: str) -> list[dict[str, str]]:
    """The files of archives that have vectors in the sink: of one for all, or of one for each."""
    start = [*SINKS, *SETTINGS].index(sink) % STEP
    vectors = VECTORS[start::STEP]
    if sink in SINKS:
        return [{f"content/articles/a{number}.md": SINKS[sink](vector) for number, vector in enumerate(vectors)}]
    if "name" in sink:
        return [{name: text for vector in vectors for name, text in SETTINGS[sink](vector).items()}]
    return [SETTINGS[sink](vector) for vector in vectors]


@pytest.mark.parametrize("sink", [*SINKS, *SETTINGS])
def test_no_attack_has_an_effect(sink: str, make_site: MakeSite, scripts: set[str], count: Count) -> None:
    for number, files in enumerate(attacked(sink)):
        site, refused = archive(make_site, files, f"attacked{number}")
        assert [*faults_of(site, scripts)] == []
        count("vectors in places", len(files))
        count("of these refused with a message", refused)


@pytest.mark.slow
def test_nothing_executes_in_a_browser(make_site: MakeSite, browser: Browser, count: Count) -> None:
    """All places of articles together, on every page that shows them."""
    files = {
        f"content/articles/{number}-{index}.md": text
        for number, sink in enumerate(SINKS)
        for index, text in enumerate([*attacked(sink)[0].values()][number % BROWSER_STEP :: BROWSER_STEP])
    }
    site, _ = archive(make_site, files, "browser")
    foreign: list[str] = []
    with hosting(site.output, "/archive/") as url, browser.new_context() as context:

        def refuse(route: Route) -> None:
            foreign.append(route.request.url)
            route.abort()

        context.route(re.compile(f"^(?!{re.escape(url)})"), refuse)
        page = context.new_page()
        for path in sorted(path for path in site.outputs() if path.endswith(".html")):
            page.goto(url + path, wait_until="load")
            assert page.evaluate("top.attacked") is None, path
            count("attacked pages in Chromium", 1)
    assert foreign == []


# Of these the search shows what they hold: in titles, in the line below them, in places, in filters, as first answers.
SEARCHED = ("title", "summary", "tag", "author", "source", "series", "text", "heading", "code", "link's title")
# What the vectors have in common, and names that are vectors themselves.
QUERIES = ("onerror", "script", "attacked", "far example", "題", *VECTORS[::STEP], "")
OF_THE_SEARCH = (
    "form, input, button, details, summary, div, p, label, select, option, output, ol, li, h2, a, span, mark"
)


@pytest.mark.slow
def test_nothing_executes_in_the_results_of_a_search(make_site: MakeSite, browser: Browser) -> None:
    files = {
        f"content/articles/{number}-{index}.md": text
        for number, sink in enumerate(SEARCHED)
        for index, text in enumerate(attacked(sink)[0].values())
    }
    site, _ = archive(make_site, files, "searched")
    requested: set[str] = set()
    shown: set[str] = set()
    with (
        hosting(site.output, "/archive/") as url,
        browser.new_context(viewport={"width": 1000, "height": 8000}) as context,
    ):
        context.on("request", lambda request: requested.add(request.url))
        page = context.new_page()
        for query in QUERIES:
            page.goto(f"{url}search/?q={quote(query)}&tag=")  # with a filter, however empty, all are open
            settled(page)
            shown |= set(
                page.locator("#_search").evaluate(
                    "search => [...search.querySelectorAll('mark, option, .first a')].map(one => one.textContent)"
                )
            )
            assert page.evaluate("top.attacked") is None, query
            assert page.locator(f"#_search *:not({OF_THE_SEARCH})").count() == 0, query
        assert [address for address in requested if not address.startswith(url)] == []
    assert any("<" in text for text in shown), "attacks are among what is shown"
