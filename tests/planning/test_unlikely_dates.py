"""Dates that are probably typing errors are told, and an update in the future reaches no page."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from beilin.cli import cli
from tests.little_site import LittleSite, article, little_site


@pytest.mark.parametrize(
    ("dates", "code"),
    [
        ({"date": "2203-06-21"}, "far-date"),
        ({"date": "2031-06-02"}, "far-date"),
        ({"date": "2031-06-01"}, ""),
        ({"date": "2023-01-01", "updated": "2203-01-01"}, "future-update"),
        ({"date": "2023-01-01", "updated": "2026-06-02"}, "future-update"),
        ({"date": "2023-01-01", "updated": "2026-06-01 23:59"}, ""),
        ({"date": "2023-05-01", "updated": "2022-01-01"}, "unlikely-date"),
        ({"date": "2023-05-01 12:00", "updated": "2023-05-01 11:59"}, "unlikely-date"),
        ({"date": "2023-05-01 12:00", "updated": "2023-05-01"}, ""),
        ({"date": "2023-05-01", "updated": "2023-05-01 00:01"}, ""),
        ({"date": "2023-05-01 08:00 +0800", "updated": "2023-05-01 00:30 Z"}, ""),
        ({"date": "1023-05-01"}, "unlikely-date"),
        ({"date": "1899-12-31"}, "unlikely-date"),
        ({"date": "1900-01-01"}, ""),
        ({"date": "1970-01-01"}, "unlikely-date"),
        ({"updated": "2020-01-01"}, ""),
    ],
)
def test_which_dates_are_told(tmp_path: Path, dates: dict[str, str], code: str) -> None:
    site = little_site(tmp_path, {"content/articles/a.md": article("甲", **dates)})
    assert [problem.code for problem in site.build().problems] == ([code] if code else [])


@pytest.mark.parametrize("command", ["build", "check"])
def test_the_line_of_the_key_is_shown(tmp_path: Path, command: str) -> None:
    """Which day it is, only planning knows, and that has no lines of front matter."""
    site = little_site(tmp_path, {"content/articles/a.md": article("甲", date="2203-06-21", updated="2204-01-01")})
    printed = CliRunner().invoke(cli, [command, "--root", str(site.root)]).output
    assert "content/articles/a.md:3:1: warning: date: 2203-06-21" in printed
    assert "content/articles/a.md:4:1: warning: updated: 2204-01-01" in printed


def test_an_update_in_the_future_is_ignored_until_that_day(tmp_path: Path) -> None:
    """It headed the Atom feed for 177 years. When the day comes, an incremental build is equal to a clean one."""
    site = little_site(tmp_path, {"content/articles/a.md": article("甲", date="2023-01-01", updated="2026-07-01")})
    site.build()
    assert "2023-01-01T00:00:00+08:00" in site.page("feed.xml")
    assert "2026-07-01" not in site.page("feed.xml") + site.page("sitemap.xml")
    site.options = site.options._replace(today="2026-07-01")
    site.build_well()
    outputs = site.outputs()
    assert "2026-07-01T00:00:00+08:00" in site.page("feed.xml")
    assert "2026-07-01" in site.page("sitemap.xml")
    LittleSite(site.root, site.options._replace(clean=True)).build_well()
    assert site.outputs() == outputs


def test_two_parts_with_one_number_are_told_at_their_line(tmp_path: Path) -> None:
    site = little_site(
        tmp_path,
        {f"content/articles/{name}.md": article(name, series="甲", series_order="1") for name in "ab"},
    )
    printed = CliRunner().invoke(cli, ["build", "--root", str(site.root)]).stderr
    assert "content/articles/b.md:4:1: warning: the series '甲' has two parts" in printed
