"""While nothing is saved, a served archive is checked whole; the pages show what `check` finds."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from functools import partial
from pathlib import Path

import httpx
import pytest

from beilin.building.build import BuildOptions, Memory, build
from beilin.problems.problem import Problem
from beilin.serving import rebuilds
from beilin.serving.inspections import Inspection, command_for
from beilin.serving.listener import listen
from beilin.serving.rebuilds import rebuild
from beilin.serving.server import run
from beilin.serving.status import Site, Status, after_build
from tests.little_site import article, little_site
from tests.serving.support import eventually

FOUND = {"code": "unlisted", "severity": "warning", "file": "a.md", "line": 2, "column": 1, "message": "m", "hint": "h",
         "source": "s"}  # fmt: skip
PRINTS = [sys.executable, "-c", f"print({json.dumps(json.dumps({'problems': [FOUND]}))})"]
HANGS = [sys.executable, "-c", "import time; time.sleep(600)"]
FAILS = [sys.executable, "-c", "print('no JSON'); raise SystemExit(3)"]


def ended(inspection: Inspection) -> tuple[Problem, ...] | None:
    assert inspection.process
    inspection.process.wait(30)
    return inspection.step()


def test_a_check_begins_when_it_is_wanted_and_gives_its_findings_once() -> None:
    inspection = Inspection(PRINTS)
    assert inspection.step() is None
    assert inspection.process is None, "nobody wanted it"
    inspection.want()
    assert inspection.step() is None
    assert ended(inspection) == (Problem("unlisted", "m", "a.md", 2, 1, "h", "s"),)
    assert inspection.step() is None


def test_a_check_that_is_overtaken_or_stopped_leaves_no_process() -> None:
    inspection = Inspection(HANGS)
    inspection.want()
    inspection.step()
    first = inspection.process
    assert first
    assert first.poll() is None
    inspection.want()
    assert first.returncode is not None
    inspection.step()
    second = inspection.process
    inspection.stop()
    assert second
    assert second.returncode is not None


def test_a_check_that_fails_says_nothing() -> None:
    inspection = Inspection(FAILS)
    inspection.want()
    inspection.step()
    assert ended(inspection) is None
    assert inspection.process is None


def test_findings_stay_until_the_next_check_and_stand_once_beside_the_builds_problems() -> None:
    build_says, check_says = Problem("unknown-tag", "t", "a.md"), Problem("unlisted", "u", "b.md")
    status = Status(Site(Path("site")), 1, (build_says,), (build_says, check_says))
    assert status.told == (build_says, check_says)
    from beilin.building.build import BuildResult

    after = after_build(status, BuildResult((), True, Path("site")))
    assert after.told == (build_says, check_says)


def test_a_served_page_tells_what_the_check_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Save, and a moment later the page and the terminal name what only the whole check sees."""
    monkeypatch.setattr(rebuilds, "LOOK_AFTER_WATCHES", 0.2)
    site = little_site(tmp_path, {"content/articles/a.md": article("甲", "一段文字。\n")})
    root = site.root.resolve()
    check = command_for(["check", "--root", str(root), "--format", "json", "--jobs", "1"])
    said: list[str] = []
    building = partial(build, root, BuildOptions(jobs=1), None, Memory())
    with listen("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/articles/a/"
        stop: list[object] = []

        async def main() -> None:
            loop, ending = asyncio.get_running_loop(), asyncio.Event()
            stop.append(partial(loop.call_soon_threadsafe, ending.set))
            status = rebuild(Status(), building, root, said.append)
            await run(listener, root, building, status, host="127.0.0.1", say=said.append, ending=ending, check=check)

        thread = threading.Thread(target=lambda: asyncio.run(main()))
        thread.start()
        try:
            eventually(lambda: any("[unlisted]" in words for words in said), "the check ends", seconds=60)
            assert "unlisted" in httpx.get(address).text
        finally:
            stop[0]()  # type: ignore[operator]
            thread.join(10)
    assert not thread.is_alive()
