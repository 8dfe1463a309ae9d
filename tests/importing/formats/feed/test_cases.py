"""Feeds of each kind, composed by hand, and everything that comes of them."""

from __future__ import annotations

from pathlib import Path

from beilin.importing.formats import feed
from tests.golden import check_cases
from tests.importing.formats.exports.support import described

CASES = Path(__file__).parent / "cases/feeds.txt"


def test_a_feed_gives_articles_facts_and_notes(tmp_path: Path, *, regenerate: bool) -> None:
    def run(given: str) -> str:
        path = tmp_path / "feed"
        path.write_text(given, "utf-8")
        return described(feed, path)

    check_cases(CASES, run, regenerate=regenerate)
