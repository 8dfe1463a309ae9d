"""The benchmark of themes as people have them: what is compared is there, and gaps are detected."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions, build
from benchmarks.checks import IncompleteError
from benchmarks.corpus import Article, make_articles
from benchmarks.measure import Measure
from benchmarks.plain import texts_of_markdown
from benchmarks.themed_sites import Built, check
from benchmarks.themes import chosen_tools, table
from benchmarks.tools.themed import INK, INK_WITHOUT_SEARCH, NEXT, PAPERMOD, STACK, THEMED, Theme, Themed
from benchmarks.tools.tool import PEERS

GIT = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    return list(make_articles(24, seed=7))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, articles: list[Article]) -> Path:
    project = tmp_path_factory.mktemp("themes") / "ink"
    INK.tool.prepare(project, articles)
    build(project, BuildOptions(jobs=1, today="2026-06-01"))
    return project


@pytest.mark.parametrize("missing", ["", *(getattr(INK, name) for name in ("feed", "search", "archives"))])
def test_what_all_have_is_looked_for(missing: str, project: Path, articles: list[Article]) -> None:
    output = project / "site"
    kept = {path: path.read_bytes() for path in output.glob(missing)} if missing else {}
    for path in kept:
        path.unlink()
    if missing:
        assert kept
        with pytest.raises(IncompleteError):
            check(INK, output, articles)
    else:
        check(INK, output, articles)
    for path, content in kept.items():
        path.write_bytes(content)


def test_a_search_must_have_the_texts(project: Path, articles: list[Article]) -> None:
    themed = Themed(INK.tool, INK.feed, INK.archives, "texts.json")
    texts = project / "site" / "texts.json"
    whole = "\n".join(text for article in articles for text in texts_of_markdown(article.body))
    texts.write_text(whole.replace("「", "&#12300;"), "utf-8")
    check(themed, project / "site", articles)
    texts.write_text("".join(article.title for article in articles), "utf-8")
    with pytest.raises(IncompleteError, match="lacks the text"):
        check(themed, project / "site", articles)
    texts.unlink()


def test_a_theme_of_which_there_is_no_clone_is_skipped(capsys: pytest.CaptureFixture[str]) -> None:
    names = ",".join(themed.tool.name for themed in (PAPERMOD, INK, STACK))
    assert chosen_tools(names, {"stack": Path("clone")}) == [INK, STACK]
    assert "--theme papermod=FOLDER" in capsys.readouterr().err


@pytest.mark.usefixtures("needs_git")
def test_a_theme_is_taken_from_its_commit(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run([*GIT, "init", "--quiet", clone], check=True)
    for text in ("old", "new"):
        (clone / "theme.toml").write_text(text)
        subprocess.run([*GIT, "-C", clone, "add", "."], check=True)
        subprocess.run([*GIT, "-C", clone, "commit", "--quiet", "-m", text], check=True)
    (clone / "theme.toml").write_text("newest")
    Theme("paper", "https://example.org/paper", "HEAD^").extract(clone, tmp_path / "project")
    assert (tmp_path / "project/themes/paper/theme.toml").read_text() == "old"


def test_each_has_a_project_whose_lists_are_equally_long() -> None:
    assert [themed.tool.name for themed in THEMED] == [
        themed.tool.name for themed in (INK, INK_WITHOUT_SEARCH, PAPERMOD, STACK, NEXT)
    ]
    for themed, setting in ((PAPERMOD, "pagerSize: 20"), (STACK, "pagerSize: 20"), (NEXT, "per_page: 20")):
        settings = [path.read_text("utf-8") for path in (PEERS / themed.tool.peer).glob("*.y*ml")]
        assert any(setting in text for text in settings)


def test_the_table_has_medians() -> None:
    built = Built([Measure(2, 3, None), Measure(4, 5, None)], [Measure(0.5, 1, None)], 2_000_000, 7, 8, 9_000_000)
    rows = table([INK], {"beilin-ink": "1"}, {"beilin-ink": built})
    assert "| Beilin, all of ink (1) | 3.00 (2.00–4.00) | 4.00 | 0.50 | 2 | 7 | 8 | 9 |" in rows
