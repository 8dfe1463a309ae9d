"""A build killed at any moment leaves no partial file, and the next one gives the same as a clean build."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions
from beilin.publishing.output_folder import STAGING
from tests.conftest import Count, Require
from tests.exact.elsewhere import Answer, Elsewhere
from tests.exact.subject import clean_build, differences
from tests.little_site import LittleSite, article, little_site
from tests.serving.support import eventually

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("latency")]

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("BEILIN_KILLS", "8"))
TODAY = "2026-06-01"
SEARCH: dict[str, str | bytes] = {"themes/bare/templates/search.html": "{{ site.search }}"}


def edit(site: LittleSite, chance: random.Random) -> None:
    """Change some articles, and sometimes everything."""
    for _ in range(chance.randint(1, 8)):
        number = chance.randint(0, 40)
        body = f"## 節{chance.random()}\n\n" + "文字。" * chance.randint(1, 2000)
        site.write({f"content/articles/a{number}.md": article(f"題{number}", body, tags="[a, b]", date="2024-01-01")})
    if chance.random() < 0.3:
        (site.root / f"content/articles/a{chance.randint(0, 40)}.md").unlink(missing_ok=True)
    if chance.random() < 0.2:
        site.write({"themes/bare/assets/bare.css": f"body {{ margin: {chance.random()}px }}"})
    if chance.random() < 0.3:
        site.write({"themes/bare/templates/article.md": f"{{{{ source }}}}{chance.random()}"})
    if chance.random() < 0.3:
        shutil.rmtree(site.output, ignore_errors=True)
        shutil.rmtree(site.root / ".beilin", ignore_errors=True)


def start(site: LittleSite, *arguments: str) -> subprocess.Popen[bytes]:
    """Start the program in a new process."""
    command = [sys.executable, "-m", "beilin", *arguments, "--root", str(site.root)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def check_files(site: LittleSite, old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Every file has its old bytes or its new ones; a file of both the old and the new site always exists."""
    for path in old.keys() | new.keys():
        versions = [files[path] for files in (old, new) if path in files]
        try:
            data = (site.output / path).read_bytes()
        except (FileNotFoundError, NotADirectoryError):
            assert len(versions) < 2, f"{path} was missing for a while"
            continue
        assert data in versions, f"{path} is torn: {len(data)} bytes"


def check_next_build(site: LittleSite, elsewhere: Elsewhere, clean: Answer, new: dict[str, bytes]) -> None:
    """The next build gives the same as a clean build, without leftovers."""
    answer = elsewhere.build(site.root, site.options)
    assert answer.published
    assert not differences(site.outputs(), answer.problems, clean, new, set())
    assert not (site.output / STAGING).exists()


def watch_and_kill(process: subprocess.Popen[bytes], is_time: Callable[[], bool], check: Callable[[], None]) -> bool:
    """Check the site repeatedly until the time, then kill; returns whether the process was still running."""
    while process.poll() is None and not is_time():
        check()
        time.sleep(0.003)
    was_running = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    check()
    return was_running


def moment(site: LittleSite, chance: random.Random, longest: float) -> Callable[[], bool]:
    """A moment to kill at: any time in a build, or shortly after staging began, when it is most dangerous."""
    begun, staged = time.monotonic(), 0.0
    after = chance.uniform(0, longest) if chance.random() < 0.4 else 0.0
    after_staging = chance.uniform(0, 0.05)

    def is_time() -> bool:
        nonlocal staged
        if after:
            return time.monotonic() - begun > after
        if not staged and (site.output / STAGING).exists():
            staged = time.monotonic()
        return bool(staged) and time.monotonic() - staged > after_staging

    return is_time


@pytest.mark.parametrize("seed", range(2))
def test_killed_builds(tmp_path: Path, elsewhere: Elsewhere, count: Count, seed: int) -> None:
    chance = random.Random(seed)
    # The second archive is large enough for several processes.
    articles: dict[str, str | bytes] = {
        f"content/articles/a{n}.md": article(f"題{n}", date="2024-01-01") for n in range(20 + 50 * seed)
    }
    site = little_site(tmp_path / "archive", articles | SEARCH)
    site.options = BuildOptions(jobs=1, today=TODAY)
    began = time.monotonic()
    assert start(site, "build", "--today", TODAY).wait() == 0
    longest = 0.6 * (time.monotonic() - began)  # later builds have less to do
    killed = 0
    for _ in range(KILLS // 2):
        edit(site, chance)
        old = site.outputs()
        clean, new = clean_build(site, elsewhere, tmp_path / "fresh")
        process = start(site, "build", "--today", TODAY, "--jobs", str(1 + seed))
        killed += watch_and_kill(process, moment(site, chance, longest), lambda: check_files(site, old, new))  # noqa: B023
        check_next_build(site, elsewhere, clean, new)
    count("builds started to be killed", KILLS // 2)
    count("builds killed while they ran", killed)
    assert killed > KILLS // 4, "most were to be killed while they ran"


def test_a_killed_serve(tmp_path: Path, elsewhere: Elsewhere) -> None:
    """The server builds in a thread, and no process may outlive the server."""
    chance = random.Random(0)
    articles: dict[str, str | bytes] = {f"content/articles/a{n}.md": article(f"題{n}") for n in range(30)}
    site = little_site(tmp_path / "archive", articles | SEARCH)
    site.options = BuildOptions(jobs=1)
    for _ in range(2):
        process = start(site, "serve", "--port", "0")
        eventually(lambda: (site.output / "index.html").exists(), "the first build", 20)
        edit(site, chance)
        old = site.outputs()
        clean, new = clean_build(site, elsewhere, tmp_path / "fresh")
        began, after = time.monotonic(), chance.uniform(0, 0.2)
        is_time = lambda: time.monotonic() - began > after  # noqa: B023, E731
        assert watch_and_kill(process, is_time, lambda: None)
        check_files(site, old, new)
        check_next_build(site, elsewhere, clean, new)


def test_a_killed_build_leaves_no_process_behind(tmp_path: Path, elsewhere: Elsewhere, require: Require) -> None:
    """A worker inherits the lock of its build, and would block all later builds."""
    require(Path("/proc/self/task").exists(), "this system does not tell the children of a process")
    texts: dict[str, str | bytes] = {
        f"content/articles/a{n}.md": article(f"題{n}", "文字。\n\n" * 500) for n in range(200)
    }
    site = little_site(tmp_path / "archive", texts)
    process = start(site, "build", "--today", TODAY, "--jobs", "2")
    eventually(lambda: len(_children(process.pid)) == 2, "two processes work", 30)
    children = _children(process.pid)
    process.kill()
    process.wait()
    eventually(lambda: not any(map(_is_alive, children)), "they end too")
    check_next_build(site, elsewhere, *clean_build(site, elsewhere, tmp_path / "fresh"))


def _children(process: int) -> list[int]:
    try:
        return [
            int(child)
            for task in Path(f"/proc/{process}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]
    except FileNotFoundError:
        return []


def _is_alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_builds_at_the_same_time(tmp_path: Path, elsewhere: Elsewhere) -> None:
    """Each waits for the previous one; the last one has nothing to do, and none damages the work of another."""
    chance = random.Random(1)
    site = little_site(tmp_path / "archive", {f"content/articles/a{n}.md": article(f"題{n}") for n in range(30)})
    for _ in range(3):
        edit(site, chance)
        running = [start(site, "build", "--today", TODAY, "--jobs", "1") for _ in range(3)]
        assert [process.wait() for process in running] == [0, 0, 0]
        clean, new = clean_build(site, elsewhere, tmp_path / "fresh")
        assert site.outputs() == new
        check_next_build(site, elsewhere, clean, new)
