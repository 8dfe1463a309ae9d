"""The article that a reader would want is among the first three."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from beilin.building.options import Reporting
from beilin.config import read_config
from beilin.reading.tags import TagAuthority
from beilin.searching.index import with_index
from beilin.searching.search import Request, results_in
from tests.conftest import MakeSite
from tests.searching.cases import article_files

ROOT = Path(__file__).parents[2]
RANKINGS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("rankings.yaml").read_text("utf-8"))
SHOWN_FIRST = 3
MIN_SHARE = 0.95
MIN_QUERIES = 40


def misplaced(root: Path, queries: list[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    """The queries without a wanted article among the first three, and what these are."""
    config, _ = read_config(root)
    assert config is not None
    requests = [Request(query["typed"], limit=SHOWN_FIRST) for query in queries]
    answers = with_index(
        root,
        config,
        Reporting(),
        lambda archive: [results_in(config, TagAuthority(), request, archive) for request in requests],
    )
    firsts = [[Path(hit.path).stem for hit in results.hits] for results in answers]
    pairs = zip(queries, firsts, strict=True)
    return [(query["typed"], first) for query, first in pairs if not set(first) & set(query["wanted"])]


def test_in_the_archive_s_own_articles(tmp_path: Path) -> None:
    shutil.copy(ROOT / "site.yaml", tmp_path)
    shutil.copytree(ROOT / "content", tmp_path / "content")
    queries = RANKINGS["own"]
    assert len(queries) >= MIN_QUERIES
    wrong = misplaced(tmp_path, queries)
    assert len(wrong) <= (1 - MIN_SHARE) * len(queries), wrong


def test_in_composed_articles(make_site: MakeSite) -> None:
    site, queries = make_site(article_files(RANKINGS["composed"]["articles"])), RANKINGS["composed"]["queries"]
    assert len(queries) >= MIN_QUERIES
    wrong = misplaced(site.root, queries)
    assert len(wrong) <= (1 - MIN_SHARE) * len(queries), wrong
