"""A crawler over a built site: everything that a page, feed, sitemap or style sheet refers to inside it must exist."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit
from xml.etree import ElementTree

_CSS_URL = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
Answer = Callable[[str], tuple[str, bytes] | None]
_LINKS = {"href", "src", "poster", "action", "cite", "data"}


class _Document(HTMLParser):
    """Every address and every id of an HTML text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.ids: set[str] = set()
        self.scripts: list[str] = []
        self._inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        for name, value in attrs:
            if name == "id" and value:
                assert value not in self.ids, f"two elements have the id {value!r}"
                self.ids.add(value)
            elif name in _LINKS and value is not None:
                self.addresses.append(value)
            elif name == "srcset" and value:
                self.addresses += [part.split()[0] for part in value.split(",")]
            elif name == "content" and value and dict(attrs).get("property") in ("og:url", "og:image"):
                self.addresses.append(value)
            elif name == "style" and value:
                self.addresses += _in_css(value)

    def handle_endtag(self, tag: str) -> None:
        """The following text is outside `tag`; the elements whose text is inspected are never nested."""
        del tag
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            self.addresses += _in_css(data)


def crawl(output: Path, base_url: str) -> tuple[set[str], list[str]]:
    """Crawl the site in the folder `output`, published at `base_url`, as `crawl_answers` does."""
    base = base_url.rstrip("/") + "/"

    def answer(address: str) -> tuple[str, bytes] | None:
        file = resolve(output, base, address)
        return (file.relative_to(output).as_posix(), file.read_bytes()) if file else None

    return crawl_answers(answer, base)


def crawl_answers(answer: Answer, base_url: str) -> tuple[set[str], list[str]]:
    """Crawl a site published at `base_url` from its home, feeds, sitemap and 404 page.

    `answer` gives the path in the output folder and the bytes of what answers a request for an address, None where that
    is the 404 page. Returns the output files that were reached, and what is broken: (page, address, why) as text.
    """
    base = base_url.rstrip("/") + "/"
    host = urlsplit(base).netloc
    waiting = [
        base,
        f"{base}404.html",
        f"{base}sitemap.xml",
        f"{base}feed.xml",
        f"{base}feed.json",
        f"{base}robots.txt",
    ]
    documents: dict[str, tuple[list[str], set[str]]] = {}
    broken: list[str] = []
    seen: dict[str, str] = dict.fromkeys(waiting, "the start")
    while waiting:
        address = waiting.pop()
        plain, fragment = urldefrag(address)
        answered = answer(plain)
        if answered is None:
            broken.append(f"{seen[address]}: {address} leads nowhere")
            continue
        name, data = answered
        if name not in documents:
            documents[name] = _look_into(name, data)
            for found in documents[name][0]:
                target = urljoin(plain, found)
                parts = urlsplit(target)
                if parts.scheme not in ("http", "https") or parts.netloc != host:
                    continue
                if not target.startswith(base):
                    broken.append(f"{plain}: {found} is outside the base")
                elif target not in seen:
                    seen[target] = plain
                    waiting.append(target)
        if fragment and name.endswith(".html") and unquote(fragment) not in documents[name][1]:
            broken.append(f"{seen[address]}: {address} has no such place on its page")
    return set(documents), broken


def resolve(output: Path, base: str, address: str) -> Path | None:
    """The file that GitHub Pages would answer with, without redirects; None for its 404 page."""
    if not address.startswith(base):
        return None
    path = unquote(urlsplit(address).path.removeprefix(urlsplit(base).path))
    for candidate in (output / path / "index.html" if path.endswith("/") or not path else output / path,):
        if candidate.is_file():
            return candidate
    return None


def _look_into(name: str, data: bytes) -> tuple[list[str], set[str]]:
    """The addresses in a file and, of an HTML page, its ids."""
    if name.endswith(".html"):
        document = _Document(data.decode())
        return document.addresses, document.ids
    if name.endswith(".css"):
        return _in_css(data.decode()), set()
    if name.endswith((".xml", ".svg")):
        return list(_in_xml(ElementTree.fromstring(data.decode()))), set()
    if name.endswith("feed.json"):
        return list(_in_feed(json.loads(data))), set()
    if name.endswith("robots.txt"):
        return re.findall(r"^Sitemap: (\S+)$", data.decode(), re.MULTILINE), set()
    return [], set()


def _in_css(text: str) -> list[str]:
    return [found for match in _CSS_URL.findall(text) for found in match if found]


def _in_xml(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        if name == "loc" or (name in ("id", "uri") and (element.text or "").startswith("http")):
            yield element.text or ""
        elif name == "content":
            # A reader shows an entry away from the site, so every address in its body must be absolute.
            for found in _Document(element.text or "").addresses:
                assert found.startswith(("http", "mailto:")), f"a feed contains the relative address {found!r}"
                yield found
        for attribute, value in element.attrib.items():
            if attribute.rpartition("}")[2] in ("href", "src") and not value.startswith("#"):
                yield value


def _in_feed(feed: dict[str, object]) -> Iterator[str]:
    for key in ("home_page_url", "feed_url"):
        yield str(feed[key])
    items = feed["items"]
    assert isinstance(items, list)
    for item in items:
        yield item["url"]
        for found in _Document(item["content_html"]).addresses:
            assert found.startswith(("http", "mailto:")), f"a feed contains the relative address {found!r}"
            yield found
