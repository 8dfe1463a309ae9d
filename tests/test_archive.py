"""The archive that comes with Beilin has no problems and no broken links, wherever it is published."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions, BuildResult, build
from beilin.text.reading_time import count_han_and_words
from tests.crawl import crawl

ROOT = Path(__file__).parent.parent
TODAY = "2026-11-24"
BASES = ["https://example.org/", "https://example.org/archive/", "https://example.org/碑/林/"]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the archive's sources."""
    copy = tmp_path_factory.mktemp("archive")
    shutil.copytree(ROOT / "content", copy / "content")
    shutil.copyfile(ROOT / "site.yaml", copy / "site.yaml")
    return copy


def build_at(archive: Path, base_url: str, **options: object) -> BuildResult:
    """Build the archive for publication at that address."""
    return build(archive, BuildOptions(base_url=base_url, jobs=1, today=TODAY, **options))  # type: ignore[arg-type]


def test_the_archive_has_no_problem(archive: Path) -> None:
    result = build_at(archive, BASES[0])
    assert result.problems == ()
    assert result.published


@pytest.mark.parametrize("base_url", BASES)
def test_nothing_is_broken_and_every_page_can_be_reached(archive: Path, base_url: str) -> None:
    result = build_at(archive, base_url)
    from beilin.config import normalise_base_url

    reached, broken = crawl(result.output, normalise_base_url(base_url))
    assert not broken
    files = {path.relative_to(result.output).as_posix() for path in result.output.rglob("*") if path.is_file()}
    # Nothing links to redirects, nor to the script that only they use; nor to what other scripts load.
    of_scripts = ("assets/redirect.", "assets/search-", "search/", "days/")
    # The theme has assets for pages that an archive may lack: imported articles, and those in both Chinese scripts.
    of_others = ("assets/collation.", "assets/script.", "assets/tidy.")
    unlinked = {path for path in files - reached if not path.startswith((*of_scripts, *of_others))}
    assert unlinked == {".gitignore", ".nojekyll", "sw.js"}
    assert "search/index.html" in reached


def test_the_crawl_finds_broken_links(archive: Path, tmp_path: Path) -> None:
    result = build_at(archive, BASES[1])
    site = tmp_path / "site"
    shutil.copytree(result.output, site)
    home = site / "index.html"
    text = home.read_text("utf-8").replace(
        "</body>",
        '<a href="/outside/">x</a><a href="nowhere/">x</a><a href="about/#no-such">x</a><img srcset="no.png 2x"></body>',
    )
    home.write_text(text, "utf-8")
    _, broken = crawl(site, BASES[1])
    assert len(broken) == 4


def test_the_articles_have_the_promised_number_and_length(archive: Path) -> None:
    texts = [path.read_text("utf-8") for path in (archive / "content/articles").glob("*.md")]
    chinese = [text for text in texts if "language: zh-Hant" in text and count_han_and_words(text)[0] >= 600]
    english = [text for text in texts if "language: en" in text and len(text) >= 3000]
    assert len(chinese) >= 10
    assert len(english) >= 2
    years = {line[6:10] for text in texts for line in text.splitlines() if line.startswith("date: 20")}
    assert years >= {"2022", "2023", "2024", "2025", "2026"}


def test_with_drafts_nothing_is_broken_either(archive: Path) -> None:
    result = build_at(archive, BASES[0], drafts=True)
    assert result.problems == ()
    assert result.draft_paths
    _, broken = crawl(result.output, BASES[0])
    assert not broken
