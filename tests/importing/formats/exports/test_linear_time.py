"""Reading the posts of an export takes time in proportion to their length: a ratio, measured in one run."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from beilin.importing.formats.exports.elements import read_element
from beilin.importing.formats.html.markup.fragment import Origin
from beilin.importing.formats.table import FormatSettings
from beilin.importing.formats.wxr import items
from beilin.importing.formats.wxr.content import convert_content
from beilin.importing.formats.wxr.shortcodes.call import PostContext
from tests.growth import MAX_RATIO, growth

ELEMENTS: dict[str, Callable[[int], str]] = {
    "a long name of an attribute": lambda n: f"<a {'b' * n}>c</a>",
}
POSTS: dict[str, Callable[[int], str]] = {
    "spaces": lambda n: f"a{' ' * n}b",
    "embedded pages in an open tag": lambda n: f"<figure {'wp-block-embed ' * n}",
}
FIELDS: dict[str, Callable[[int], str]] = {
    "custom fields in the wrong order": lambda n: "</wp:postmeta>" * n + "<wp:postmeta>" * n,
    "line ends": lambda n: "\n" * n,
}
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("latency")]


@pytest.mark.parametrize("kind", ELEMENTS)
def test_reading_an_element_takes_linear_time(kind: str) -> None:
    assert growth(read_element, ELEMENTS[kind]) < MAX_RATIO


@pytest.mark.parametrize("kind", POSTS)
def test_converting_a_post_of_wordpress_takes_linear_time(kind: str) -> None:
    def convert(post: str) -> None:
        convert_content(post, PostContext({}), "", Origin())

    assert growth(convert, POSTS[kind]) < MAX_RATIO


@pytest.mark.parametrize("kind", FIELDS)
def test_dividing_an_export_of_wordpress_takes_linear_time(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "export.xml"

    def divide(fields: str) -> None:
        path.write_text(f"<rss><item><excerpt:encoded>a</excerpt:encoded>{fields}</item></rss>", "utf-8")
        assert list(items(path, path.name, FormatSettings()))

    assert growth(divide, FIELDS[kind]) < MAX_RATIO
