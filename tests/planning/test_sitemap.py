"""A sitemap within the limits of sitemaps.org; beyond them several, and an index in its place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from beilin.model import Body
from beilin.planning.context import Context, TrackedContext
from beilin.planning.kinds.sitemap import MAX_URLS, SITEMAP, SITEMAP_INDEX, sitemap_parts
from beilin.planning.page import WRITTEN, page_of
from beilin.rendering.written import Sources, write_file
from tests.planning.support import article, context_of

BASE = "https://example.org/"


@given(st.lists(st.text(max_size=30), max_size=30), st.integers(1, 8), st.integers(250, 3000))
def test_parts_are_everything_in_order_within_the_limits(outputs: list[str], urls: int, size: int) -> None:
    parts = sitemap_parts(outputs, BASE, urls, size)
    assert [output for part in parts for output in part] == outputs
    assert all(0 < len(part) <= urls for part in parts[1:] + parts[: bool(outputs)])
    for part in parts:
        assert len(part) == 1 or sum(220 + 12 * len(output) for output in part) <= size


def test_50_000_short_addresses_are_one_sitemap() -> None:
    outputs = [f"articles/{number}/index.html" for number in range(MAX_URLS)]
    assert len(sitemap_parts(outputs, BASE)) == 1
    assert len(sitemap_parts([*outputs, "x/index.html"], BASE)) == 2
    assert len(sitemap_parts(["字" * 100 + "/index.html"] * MAX_URLS, BASE)) == 2


def listed(count: int) -> Context:
    """The context of an archive with so many pages in the sitemap."""
    context, _ = context_of([article("content/articles/a.md", date="2024-02-03")])
    return replace(context, listed=tuple(f"articles/{number:06}/index.html" for number in range(count)))


def test_below_the_limit_there_is_one_and_no_index() -> None:
    context = listed(MAX_URLS)
    assert [page_of(SITEMAP, id, context).output for id in SITEMAP.ids(context)] == ["sitemap.xml"]
    assert not [*SITEMAP_INDEX.ids(context)]


def test_beyond_it_an_index_names_them(tmp_path: Path) -> None:
    context = listed(2 * MAX_URLS + 1)
    ids = [*SITEMAP.ids(context)]
    assert [page_of(SITEMAP, id, context).output for id in ids] == [f"sitemap-{number}.xml" for number in (1, 2, 3)]
    urls = [SITEMAP.values["urls"](TrackedContext(context), id) for id in ids]
    assert [len(part) for part in urls] == [MAX_URLS, MAX_URLS, 1]  # type: ignore[arg-type]
    (index,) = SITEMAP_INDEX.ids(context)
    assert page_of(SITEMAP_INDEX, index, context).output == "sitemap.xml"
    path = tmp_path / "sitemap.xml"
    value = SITEMAP_INDEX.values[WRITTEN](TrackedContext(context), index)
    assert write_file(value, Sources(tmp_path, lambda *_: Body("")), path) is None
    root = ElementTree.parse(path).getroot()
    assert root.tag == "{http://www.sitemaps.org/schemas/sitemap/0.9}sitemapindex"
    assert [loc.text for loc in root.findall(".//{*}loc")] == [
        f"https://example.org/archive/sitemap-{number}.xml" for number in (1, 2, 3)
    ]
