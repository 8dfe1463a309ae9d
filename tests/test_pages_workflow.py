"""The workflow for GitHub Pages, without GitHub: its commands run in a fresh clone, its artifact served and crawled."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
import yaml

from beilin.virtual_environment import is_current
from tests.browser.host import hosting
from tests.conftest import Require
from tests.crawl import crawl, crawl_answers
from tests.test_house import tracked_files
from tests.workflow_runner import Run, Runner

# One runner for all, which is not worth setting up in each process.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("pages workflow")]

ROOT = Path(__file__).parent.parent
WORKFLOW = ROOT / ".github/workflows/pages.yml"
BASE_URL = "https://me.github.io/my-archive"  # the output of configure-pages: without a "/" at its end
GIT = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]


@pytest.fixture(scope="module")
def workflow(require: Require) -> dict[Any, Any]:
    """The workflow file as YAML, in which `on` is a boolean."""
    require(WORKFLOW.exists(), "the workflow is in a checkout only")
    loaded = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory, require: Require, needs_git: None) -> Runner:  # noqa: ARG001
    """A runner, and this project in its current state as a repository."""
    # Otherwise build.py would renew the environment that these tests run in.
    require(is_current("base"), ".venv does not match requirements.txt; type: python3 build.py test")
    folder = tmp_path_factory.mktemp("runner")
    repository = folder / "repository"
    for path in tracked_files():
        target = repository / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    subprocess.run([*GIT, "init", "--quiet", "--initial-branch", "main", str(repository)], check=True)
    commit(repository)
    return ReadyRunner(repository, folder / "my-archive")


class ReadyRunner(Runner):
    """A runner that has the packages already; tests/test_start.py checks that build.py installs them."""

    def run(self, job: dict[str, Any], *, event: str, base_url: str) -> Run:
        """Like Runner, with the packages of this environment instead of those of requirements.txt."""
        ready = {"uses": "actions/setup-python", "with": {"python-version": "3.13"}}
        assert any(step.get("uses", "").partition("@")[0] == ready["uses"] for step in job["steps"])
        checkout, *steps = job["steps"]
        assert checkout["uses"].startswith("actions/checkout@")
        link = {"run": f"ln -s '{ROOT / '.venv'}' .venv"}
        return super().run({"steps": [checkout, link, *steps]}, event=event, base_url=base_url)


def commit(repository: Path) -> None:
    """Commit everything."""
    subprocess.run([*GIT, "add", "--all"], cwd=repository, check=True)
    subprocess.run([*GIT, "commit", "--quiet", "--message", "change"], cwd=repository, check=True)


def built(run: Run) -> tuple[int, int, int]:
    """Pages, pages rendered and files written, according to the build."""
    match = re.search(r"site/: (\d+) pages, (\d+) rendered, (\d+) files written", run.said)
    assert match, run.said
    return int(match[1]), int(match[2]), int(match[3])


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below the folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_workflow_publishes_the_site_and_later_only_what_changed(workflow: dict[Any, Any], runner: Runner) -> None:
    job = workflow["jobs"]["build"]
    first = runner.run(job, event="push", base_url=BASE_URL)
    assert first.artifact
    pages, rendered, _ = built(first)
    assert rendered == pages
    assert_sound(first.artifact)

    articles = runner.repository / "content/articles"
    one, other, *_ = sorted(path for path in articles.glob("*.md") if "draft: true" not in path.read_text("utf-8"))
    one.write_text(one.read_text("utf-8") + "\n一句新的話。\n", "utf-8")
    commit(runner.repository)
    second = runner.run(job, event="push", base_url=BASE_URL)
    assert second.artifact
    assert second.restored
    pages, rendered, _ = built(second)
    assert 0 < rendered < pages // 4, "the page of the body, its Markdown, and the feeds that hold it"
    assert crawl(second.artifact, f"{BASE_URL}/")[1] == []
    assert any("一句新的話。".encode() in data for data in files_of(second.artifact).values())

    nothing = runner.run(job, event="schedule", base_url=BASE_URL)
    assert built(nothing)[1:] == (0, 0)

    # A new version of a library meets the state of the previous one, and an article was deleted at the same time.
    other.unlink()
    commit(runner.repository)
    with closing(sqlite3.connect(runner.workspace / ".beilin/site.sqlite")) as connection, connection:
        connection.execute("UPDATE about SET value = 'another' WHERE name = 'version'")
    subprocess.run(
        ["tar", "-cf", str(list(runner.cache.values())[-1]), ".beilin", "site"], cwd=runner.workspace, check=True
    )
    third = runner.run(job, event="push", base_url=BASE_URL)
    runner.cache.clear()
    clean = runner.run(job, event="push", base_url=BASE_URL)
    assert third.artifact
    assert clean.artifact
    assert not clean.restored
    assert files_of(third.artifact) == files_of(clean.artifact)


def test_a_pull_request_is_built_and_not_published(workflow: dict[Any, Any], runner: Runner) -> None:
    run = runner.run(workflow["jobs"]["build"], event="pull_request", base_url=BASE_URL)
    assert run.artifact is None
    assert built(run)[0] > 0
    assert workflow["jobs"]["deploy"]["if"] == "github.event_name != 'pull_request'"
    assert workflow["jobs"]["deploy"]["needs"] == "build"


def test_an_error_in_the_archive_publishes_nothing(workflow: dict[Any, Any], runner: Runner) -> None:
    """The error is an annotation of its line in a pull request."""
    broken = runner.repository / "content/articles/broken.md"
    broken.write_text("---\ntitle: [\n---\n", "utf-8")
    commit(runner.repository)
    try:
        with pytest.raises(AssertionError, match=r"::error file=content/articles/broken\.md,line=3"):
            runner.run(workflow["jobs"]["build"], event="push", base_url=BASE_URL)
    finally:
        broken.unlink()
        commit(runner.repository)


def test_each_job_has_only_the_permissions_that_it_needs(workflow: dict[Any, Any]) -> None:
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert workflow["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert set(workflow[True]) == {"push", "pull_request", "schedule", "workflow_dispatch"}


def assert_sound(artifact: Path) -> None:
    """No link and no asset is broken when the artifact is served below /my-archive/, and its 404 page works anywhere."""
    base = f"{BASE_URL}/"
    with hosting(artifact, "/my-archive/") as home, httpx.Client(base_url=home.removesuffix("/my-archive/")) as client:

        def answer(address: str) -> tuple[str, bytes] | None:
            path = quote(address.removeprefix("https://me.github.io").partition("?")[0], safe="/%")
            response = client.get(path)
            name = path.removeprefix("/my-archive/")
            return (name + "index.html" if not name or name.endswith("/") else name, response.content) if (
                response.status_code == 200
            ) else None  # fmt: skip

        reached, broken = crawl_answers(answer, base)
        assert not broken
        assert {"index.html", "404.html", "feed.xml", "sitemap.xml", "tags/index.html"} <= reached
        assert len(reached) > 50
        documented, broken = crawl_answers(answer, f"{base}docs/")
        assert not broken
        pages = {path.stem for path in (ROOT / "docs").glob("*.md")}
        pages |= {f"{path.stem}-zh-hant" for path in (ROOT / "docs/zh-Hant").glob("*.md")}
        assert {f"docs/{name}/index.html" for name in pages} - documented <= {
            "docs/search/index.html"  # which is the page that searches
        }

        missing = client.get("/my-archive/no/such/page/")
        assert missing.status_code == 404
        assets = re.findall(r'(?:href|src)="(/[^"]*/assets/[^"]*)"', missing.text)
        assert assets, "the page for what is not there has its style sheet"
        assert [client.get(asset).status_code for asset in assets] == [200] * len(assets)
        assert client.get("/my-archive").headers["location"] == "/my-archive/"
        assert client.get("/").status_code in (301, 302, 404)
