"""The index of the search is brought up to date when nothing is being saved, and served pages are told if it lags."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from beilin.building.build import BuildResult, Reporting, Session, build
from beilin.building.options import AbandonedError
from beilin.serving import rebuilds
from tests.little_site import LittleSite, article, little_site
from tests.serving.support import Server, eventually, serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("latency")]

FILES: dict[str, str | bytes] = {
    "themes/bare/templates/search.html": "<main>搜</main>",
    "content/articles/warned.md": article("警", "見[無](nowhere.md)。\n"),
    **{f"content/articles/a{n}.md": article(f"題{n}", f"第{n}段文字。\n", date=f"2024-01-0{n}") for n in range(1, 5)},
}


@dataclass
class Served:
    """An archive that is served, and a gate before the index is brought up to date."""

    site: LittleSite
    server: Server
    session: Session
    gate: threading.Event
    outcomes: list[str] = field(default_factory=list)

    def meta(self) -> httpx.Response:
        """The file with which a search begins."""
        return httpx.get(f"{self.server.url}/search/meta.json", trust_env=False)

    def shows(self, text: str) -> bool:
        """Whether the first article's page has the text."""
        return text in httpx.get(f"{self.server.url}/articles/a1/", trust_env=False).text


@contextmanager
def served(root: Path, monkeypatch: pytest.MonkeyPatch, *, is_never_quiet: bool = False) -> Iterator[Served]:
    """Serve a little archive with search, with next to no delay before the index is brought up to date."""
    monkeypatch.setattr(rebuilds, "SEARCH_DELAY", 0.05)
    site, session, gate = little_site(root, FILES), Session(), threading.Event()
    gate.set()
    outcomes: list[str] = []

    def build_only(root: Path, only: Collection[str] | None) -> BuildResult:
        return build(root, site.options._replace(defers_index=True), session=session, only=only)

    def update_search(give_way: Callable[[], None]) -> BuildResult:
        def progress(what: str, _done: int, _count: int) -> None:
            outcomes.append(what)
            gate.wait(10)
            give_way()

        try:
            result = build(site.root, site.options, Reporting(progress=progress), session, frozenset())
        except AbandonedError:
            outcomes.append("given up")
            raise
        outcomes.append("done")
        return result

    with serving(site.root, build_only=build_only, update_search=None if is_never_quiet else update_search) as server:
        try:
            yield Served(site, server, session, gate, outcomes)
        finally:
            gate.set()


def clean(site: LittleSite, fresh: Path) -> dict[str, bytes]:
    """What a first build of the same sources gives."""
    other = little_site(fresh)
    for path in (site.root / "content").rglob("*.md"):
        other.write({str(path.relative_to(site.root)): path.read_bytes()})
    other.write({path: text for path, text in FILES.items() if path.startswith("themes/")})
    assert other.build().published
    return other.outputs()


def test_the_index_follows_a_save_when_nothing_is_being_saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(tmp_path / "archive", monkeypatch) as it:
        before = it.site.outputs()
        assert it.meta().status_code == 200
        assert "beilin-search" not in it.meta().headers
        tag = it.meta().headers["etag"]
        it.gate.clear()
        it.site.write({"content/articles/a1.md": article("題1", "另一段文章。\n", date="2024-01-01")})
        eventually(lambda: it.shows("另一段文章"), "the page is new")
        waiting = httpx.get(f"{it.server.url}/search/meta.json", headers={"If-None-Match": tag}, trust_env=False)
        assert (waiting.status_code, waiting.headers["beilin-search"]) == (200, "outdated")
        after = it.site.outputs()
        assert {path for path in after if path.startswith("search/") and after[path] != before[path]} == set()
        it.gate.set()
        eventually(lambda: "beilin-search" not in it.meta().headers, "the index is up to date")
        assert it.site.outputs() == clean(it.site, tmp_path / "fresh")
        assert any(line.startswith("The search is up to date: ") for line in it.server.printed), it.server.printed
        assert it.outcomes[-1] == "done"
        assert sum("nowhere.md" in line for line in it.server.printed) == 1
        assert sum("Rendered" in line for line in it.server.printed) == 2


def test_a_save_interrupts_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(tmp_path / "archive", monkeypatch) as it:
        it.gate.clear()
        it.site.write({"content/articles/a1.md": article("題1", "第二個版本。\n", date="2024-01-01")})
        eventually(lambda: "Indexing" in it.outcomes, "the index is being made")
        it.site.write({"content/articles/a2.md": article("改題", "第三個版本。\n", date="2024-01-02")})
        it.site.write({"content/articles/a1.md": article("題1", "第四個版本。\n", date="2024-01-01")})
        it.gate.set()
        eventually(lambda: it.shows("第四個版本"), "the second save is built")
        assert "given up" in it.outcomes
        eventually(lambda: it.outcomes[-1] == "done" and not it.meta().headers.get("beilin-search"), "it is up to date")
        assert it.site.outputs() == clean(it.site, tmp_path / "fresh")


def test_the_next_build_completes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with served(tmp_path / "archive", monkeypatch, is_never_quiet=True) as it:
        it.site.write({
            "content/articles/a1.md": article("題1", "第二個版本。\n", date="2024-01-01"),
            "content/articles/new.md": article("新", "新的一篇。\n", date="2025-01-01"),
        })  # fmt: skip
        eventually(lambda: it.shows("第二個版本") and (it.site.output / "articles/new").exists(), "both are built")
    lagging = it.site.outputs()
    new = clean(it.site, tmp_path / "fresh")
    assert {path for path in new if lagging.get(path) != new[path]} <= {path for path in new if "search/" in path}
    result = it.site.build()
    assert (result.published, result.rendered, result.written > 0) == (True, 0, True)
    assert it.site.outputs() == new
    assert it.site.build().written == 0
