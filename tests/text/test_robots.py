"""What pages ask of search engines."""

from __future__ import annotations

import pytest

from beilin.text.robots import forbids_index, normalise_robots


@pytest.mark.parametrize(
    ("written", "robots", "forbids"),
    [
        ("noindex", "noindex", True),
        ("NoIndex , nofollow", "noindex, nofollow", True),
        ("none", "none", True),
        ("index", "index", False),
        ("noarchive、noarchive，max-snippet: 20", "noarchive, max-snippet:20", False),
        ("max-image-preview:LARGE", "max-image-preview:large", False),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST", "unavailable_after: 25 Jun 2030 15:00:00 PST", False),
    ],
)
def test_directives_have_one_form(written: str, robots: str, forbids: bool) -> None:
    assert normalise_robots(written) == robots == normalise_robots(robots)
    assert forbids_index(robots) is forbids


@pytest.mark.parametrize("written", ["", "no index", "noindex nofollow", "noindex,", "noai", "max-snippet:x"])
def test_what_no_search_engine_knows_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r"directive for robots|empty"):
        normalise_robots(written)
