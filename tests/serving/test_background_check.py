"""While nothing is being saved, the whole served archive is checked; the pages show what `check` finds."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from functools import partial
from pathlib import Path

import httpx
import pytest

from beilin.building.build import BuildOptions, Session, build
from beilin.problems.problem import Problem
from beilin.serving import rebuilds
from beilin.serving.background_check import BackgroundCheck, beilin_command
from beilin.serving.listener import listen
from beilin.serving.rebuilds import ServedArchive, rebuild
from beilin.serving.server import run
from beilin.serving.status import Site, Status, after_build
from tests.little_site import article, little_site
from tests.serving.support import eventually

pytestmark = pytest.mark.xdist_group("latency")

FOUND = {"code": "unlisted", "severity": "warning", "file": "a.md", "line": 2, "column": 1, "message": "m", "hint": "h",
         "source": "s"}  # fmt: skip
PRINTS = [sys.executable, "-c", f"print({json.dumps(json.dumps({'problems': [FOUND]}))})"]
HANGS = [sys.executable, "-c", "import time; time.sleep(600)"]
FAILS = [sys.executable, "-c", "print('no JSON'); raise SystemExit(3)"]


def finished(check: BackgroundCheck) -> tuple[Problem, ...] | None:
    assert check.process
    check.process.wait(30)
    return check.poll()


def test_a_check_runs_when_requested_and_returns_its_findings_once() -> None:
    check = BackgroundCheck(PRINTS)
    assert check.poll() is None
    assert check.process is None, "nothing requested it"
    check.request()
    assert check.poll() is None
    assert finished(check) == (Problem("unlisted", "m", "a.md", 2, 1, "h", "s"),)
    assert check.poll() is None


def test_a_check_that_is_superseded_or_stopped_leaves_no_process() -> None:
    check = BackgroundCheck(HANGS)
    check.request()
    check.poll()
    first = check.process
    assert first
    assert first.poll() is None
    check.request()
    assert first.returncode is not None
    check.poll()
    second = check.process
    check.stop()
    assert second
    assert second.returncode is not None


def test_a_check_that_fails_has_no_findings() -> None:
    check = BackgroundCheck(FAILS)
    check.request()
    check.poll()
    assert finished(check) is None
    assert check.process is None


def test_findings_stay_until_the_next_check_and_do_not_repeat_the_builds_problems() -> None:
    from_build, from_check = Problem("unknown-tag", "t", "a.md"), Problem("unlisted", "u", "b.md")
    status = Status(Site(Path("site")), 1, (from_build,), (from_build, from_check))
    assert status.all_problems == (from_build, from_check)
    from beilin.building.build import BuildResult

    after = after_build(status, BuildResult((), True, Path("site")))
    assert after.all_problems == (from_build, from_check)


def test_a_served_page_shows_what_the_check_finds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A moment after a save, the page and the terminal show what only the full check finds."""
    monkeypatch.setattr(rebuilds, "RESCAN_INTERVAL", 0.2)
    site = little_site(tmp_path, {"content/articles/a.md": article("甲", "一段文字。\n")})
    root = site.root.resolve()
    command = beilin_command(["check", "--root", str(root), "--format", "json", "--jobs", "1"])
    printed: list[str] = []
    building = partial(build, root, BuildOptions(jobs=1), None, Session())
    with listen("127.0.0.1", 0) as listener:
        address = f"http://127.0.0.1:{listener.getsockname()[1]}/articles/a/"
        stop: list[object] = []

        async def main() -> None:
            loop, stopped = asyncio.get_running_loop(), asyncio.Event()
            stop.append(partial(loop.call_soon_threadsafe, stopped.set))
            archive = ServedArchive(root, building, printed.append, command)
            await run(archive, rebuild(Status(), archive), listener, "127.0.0.1", stopped)

        thread = threading.Thread(target=lambda: asyncio.run(main()))
        thread.start()
        try:
            eventually(lambda: any("[unlisted]" in line for line in printed), "the check ends", seconds=60)
            assert "unlisted" in httpx.get(address).text
        finally:
            stop[0]()  # type: ignore[operator]
            thread.join(10)
    assert not thread.is_alive()
