"""The parts of the site for programs: structured data, sitemap and robots.txt."""

from __future__ import annotations

import json
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import jsonschema
import pytest

from tests.browser.sample import ADDRESS, SAMPLES, VARIANTS

SCHEMA = json.loads((Path(__file__).parent / "schemas/json-ld.json").read_bytes())
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
# The W3C's profile of ISO 8601, which the sitemap protocol requires: from the year to the second.
DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")

NOT_INDEXED = (
    "not-found",
    "collation",
    "dead-links",
    "tombstone",
    "tombstone-twin",
)  # kinds that search engines are to leave alone


class StructuredData(HTMLParser):
    """The values of all JSON-LD in a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.values: list[Any] = []
        self._is_data = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._is_data = tag == "script" and ("type", "application/ld+json") in attrs

    def handle_data(self, data: str) -> None:
        if self._is_data:
            self.values.append(json.loads(data))
            self._is_data = False


@cache
def data_of(path: Path) -> list[Any]:
    """The structured data of an HTML file."""
    return StructuredData(path.read_text("utf-8")).values


def validator() -> jsonschema.Draft202012Validator:
    """The schema, itself valid."""
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    return jsonschema.Draft202012Validator(SCHEMA)


def test_structured_data_matches_its_schema(output: Path) -> None:
    check = validator()
    types = set()
    for path in sorted(output.rglob("*.html")):
        for value in data_of(path):
            # The errors for the declared type of the value, not for all other types.
            kind = check.evolve(schema={"$ref": f"#/$defs/{value['@type']}", "$defs": SCHEMA["$defs"]})
            assert [(path, error.json_path, error.message) for error in kind.iter_errors(value)] == []
            assert check.is_valid(value), (path, value)
            types.add(value["@type"])
    assert {"WebSite", "BlogPosting"} <= types


def test_pages_have_the_structured_data_that_search_engines_read(output: Path) -> None:
    article = {"BlogPosting", "BreadcrumbList"}
    wanted = {
        "home": {"WebSite"},
        "article": article,
        "article-twin": article,
        "feed-list": {"BreadcrumbList", "Dataset"},
    }
    for sample in SAMPLES:
        if sample.kind != "not-found":
            types = {value["@type"] for value in data_of(output / sample.path / "index.html")}
            assert types == wanted.get(sample.kind, {"BreadcrumbList"}), sample.name


def test_breadcrumbs_count_from_one_and_have_addresses(output: Path) -> None:
    """Each but the last needs an address (https://schema.org/BreadcrumbList)."""
    for path in sorted(output.rglob("*.html")):
        for value in data_of(path):
            if value["@type"] == "BreadcrumbList":
                steps = value["itemListElement"]
                assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
                assert all("item" in step for step in steps[:-1]), path


@pytest.mark.parametrize(
    "change", [{"headline": ""}, {"datePublished": "2021"}, {"authors": []}, {"@type": "Blogposting"}]
)
def test_wrong_structured_data_is_found(output: Path, change: dict[str, Any]) -> None:
    value = data_of(output / "articles/everything/index.html")[0]
    assert validator().is_valid(value)
    assert not validator().is_valid({**value, **change})


def sitemap_faults(data: bytes) -> list[str]:
    """The violations of https://www.sitemaps.org/protocol.html."""
    faults = ["larger than 50 MB"] if len(data) > 50 * 1024 * 1024 else []
    data.decode("utf-8")
    root = ElementTree.fromstring(data)
    if root.tag != f"{SITEMAP}urlset" or not 1 <= len(root) <= 50_000:
        faults.append("no urlset of 1 to 50,000 addresses")
    places = []
    for url in root:
        names = [child.tag.removeprefix(SITEMAP) for child in url]
        if url.tag != f"{SITEMAP}url" or names not in (["loc"], ["loc", "lastmod"]):
            faults.append(f"{url.tag} with {names}")
        place = url.findtext(f"{SITEMAP}loc", "")
        places.append(place)
        # RFC 3986: all other characters must be percent-encoded.
        if (
            not place.startswith(ADDRESS)
            or len(place) >= 2048
            or re.search(r"[^\w.~:/?#\[\]@!$&'()*+,;=%-]", place, re.ASCII)
        ):
            faults.append(f"{place} is not an address of this site")
        changed = url.findtext(f"{SITEMAP}lastmod")
        if changed is not None and not DATE.fullmatch(changed):
            faults.append(f"{changed} is not a date")
    return faults + (["an address is repeated"] if len(set(places)) < len(places) else [])


def test_the_sitemap_conforms_to_the_protocol(output: Path) -> None:
    data = (output / "sitemap.xml").read_bytes()
    assert sitemap_faults(data) == []
    broken = data.replace(b"<loc>https://example.org/archive/articles/", b"<loc>/archive/articles/\xe7\xa2\x91", 1)
    assert len(sitemap_faults(broken.replace(b"<lastmod>2", b"<lastmod>on 2", 1))) == 2


def test_the_sitemap_contains_every_sample(output: Path) -> None:
    """But for a collation, which belongs to its article and asks search engines to stay away (test below)."""
    places = re.findall(r"<loc>(.*?)</loc>", (output / "sitemap.xml").read_text("utf-8"))
    named = {unquote(place.removeprefix(ADDRESS)) for place in places}
    own = [sample for sample in SAMPLES if sample.path.partition("/")[0] not in VARIANTS]
    wanted = {sample.path for sample in own if sample.kind not in NOT_INDEXED}
    assert wanted <= named
    assert {sample.path for sample in own} & named == wanted


def test_what_the_sitemap_leaves_out_is_not_indexed(output: Path) -> None:
    """And nothing else is."""
    for sample in SAMPLES:
        file = output / ("404.html" if sample.kind == "not-found" else f"{sample.path}index.html")
        refused = re.search(r"<meta [^>]*noindex", file.read_text("utf-8")) is not None
        assert refused == (sample.kind in NOT_INDEXED), sample.name


def test_robots_are_allowed_everywhere(output: Path) -> None:
    robots = RobotFileParser()
    robots.parse((output / "robots.txt").read_text("utf-8").splitlines())
    assert robots.site_maps() == [f"{ADDRESS}sitemap.xml"]
    for sample in SAMPLES:
        assert robots.can_fetch("AnyBot", f"{urlsplit(ADDRESS).path}{sample.path}")
