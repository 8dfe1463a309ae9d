"""Histories: steps taken in an archive, each compared with a clean build elsewhere."""

from __future__ import annotations

import random
import shutil
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from beilin.building.build import BuildResult, Reporting, Session, build
from beilin.serving import rebuilds
from tests.exact.elsewhere import Answer, Elsewhere, shown
from tests.exact.subject import Subject, clean_build, differences
from tests.serving.support import Server, eventually, serving

MAX_WAIT = 20.0  # seconds for a rebuild after an edit; a busy machine must not fail a test


class DifferenceError(AssertionError):
    """A build that differs from a clean build."""


@dataclass
class Living:
    """A `serve` of the archive that runs as long as a history."""

    server: Server
    results: list[BuildResult]
    gate: threading.Lock  # held while the archive is built by other means
    client: httpx.Client


@contextmanager
def living_serve(site: Subject) -> Iterator[Living]:
    """Serve the archive, with the watcher, the loop, the session and the server that `serve` has.

    The index of the search is brought up to date as `serve` does it, but after hardly any delay.
    """
    session, results, gate = Session(), list[BuildResult](), threading.Lock()

    def rebuild(root: Path, only: Collection[str] | None) -> BuildResult:
        with gate:
            results.append(build(root, site.options._replace(defers_index=True), session=session, only=only))
        return results[-1]

    def update_search(give_way: Callable[[], None]) -> BuildResult:
        reporting = Reporting(progress=lambda *_: give_way())
        with gate:
            results.append(build(site.root, site.options, reporting, session, only=frozenset()))
        return results[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rebuilds, "SEARCH_DELAY", 0.01)
        serve = serving(site.root, build_only=rebuild, update_search=update_search)
        with serve as server, httpx.Client(trust_env=False) as client:
            yield Living(server, results, gate, client)


@dataclass
class History:
    """The steps taken in an archive, and how each was compared."""

    site: Subject
    elsewhere: Elsewhere
    fresh: Path
    living: Living | None = None
    done: list[str] = field(default_factory=list)

    def step(
        self, edit: Callable[[], str], *, through_serve: bool = False, alone: bool = False,
        chance: random.Random | None = None,
    ) -> None:  # fmt: skip
        """Edit the archive, have it built, and compare. Raises DifferenceError.

        While an edit that is to be `alone` is made, `serve` does not build: a state that is lost in the midst of a
        build is another thing than one that is lost between two.
        """
        self.site.is_told = True
        if through_serve:
            self._through_serve(edit, chance, alone)
        elif self.living:
            with self.living.gate:
                self._through_build(edit, chance)
        else:
            self._through_build(edit, chance)

    def _through_build(self, edit: Callable[[], str], chance: random.Random | None) -> None:
        self.done.append(f"{edit()}; build")
        clean, files = clean_build(self.site, self.elsewhere, self.fresh)
        before = self.site.outputs()
        if chance and chance.random() < 0.6:
            answer = self.elsewhere.build(self.site.root, self.site.options)
        else:
            answer = _answer(self.site.build())
        self._raise(self._compare(answer, before, clean, files))

    def _through_serve(self, edit: Callable[[], str], chance: random.Random | None, alone: bool) -> None:
        assert self.living
        results, before = self.living.results, self.site.outputs()
        seen = len(results)
        with self.living.gate if alone else nullcontext():
            self.done.append(f"{edit()}; serve")
        clean, files = clean_build(self.site, self.elsewhere, self.fresh)
        if not self.site.is_told:
            before, seen = self.site.outputs(), len(results)
            settings = self.site.root / "site.yaml"
            settings.write_bytes(settings.read_bytes())
        ends = time.monotonic() + MAX_WAIT
        found = ["serve did not rebuild"]
        while found and time.monotonic() < ends:
            if len(results) == seen:
                time.sleep(0.005)
                continue
            seen = len(results)
            with self.living.gate:
                found = self._compare(_answer(results[-1]), before, clean, files)
        self._raise(found)
        if clean.published and chance and chance.random() < 0.5:
            self._compare_over_http(results[-1], files, chance)

    def _compare(self, answer: Answer, before: dict[str, bytes], clean: Answer, files: dict[str, bytes]) -> list[str]:
        self.site.is_published = clean.published
        if answer.published != clean.published:
            return [f"it was {'' if answer.published else 'not '}published: {answer.problems}, {clean.problems}"]
        if clean.published:
            return differences(self.site.outputs(), answer.problems, clean, files, self.site.strays)
        # The old site is unchanged, and all problems are reported; foreign files only if there is a site.
        return differences(self.site.outputs(), answer.problems, clean, before, set())

    def _compare_over_http(self, result: BuildResult, files: dict[str, bytes], chance: random.Random) -> None:
        assert self.living
        served = sorted(files.keys() - {"sw.js"})  # in whose place `serve` has one that removes itself
        for path in chance.sample(served, min(3, len(served))):
            url = self.living.server.url + result.base_path + quote(path.removesuffix("index.html"))
            eventually(
                lambda url=url, data=files[path]: _holds(self.living.client.get(url), data),  # type: ignore[misc]
                f"{path} is served as it was built: {self.done}",
            )

    def _raise(self, found: list[str]) -> None:
        if found:
            raise DifferenceError("\n".join([*found[:20], "after:", *self.done]))


def _answer(result: BuildResult) -> Answer:
    return Answer(result.published, tuple(map(shown, result.problems)))


def _holds(response: httpx.Response, data: bytes) -> bool:
    """Whether the answer is the file, with one insertion if it is HTML."""
    served = response.content
    if not response.headers.get("content-type", "").startswith("text/html"):
        return served == data
    at = next((at for at, (one, other) in enumerate(zip(served, data, strict=False)) if one != other), len(data))
    return response.status_code in (200, 404) and served.endswith(data[at:]) and len(served) >= len(data)


def remove(path: Path) -> None:
    """Remove a file or a folder that may be there."""
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
