"""An archive is broken again and again while it is served: the server survives, and each repair restores the site.

The times until the site was restored are printed, not asserted, because they depend on the load of the machine.
"""

from __future__ import annotations

import contextlib
import json
import os
import queue
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.little_site import LittleSite, article, little_site

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("latency")]

ROOT = Path(__file__).parents[2]
BREAKAGES = int(os.environ.get("BEILIN_BREAKAGES", "20"))
TIMEOUT = 30.0  # seconds until a change counts as missed
# MB; caches fill in the first rounds, and leaking the data of one site in each round would be several times that.
MAX_GROWTH = 40
AWAY = "moved-away"

Change = Callable[[Path], object]


@dataclass(frozen=True)
class Breakage:
    """A change that may break an archive, and its undoing."""

    name: str
    apply: Change
    undo: Change
    is_error: bool = True  # otherwise the site is built without what is missing


def save(path: Path, text: str | bytes) -> None:
    """Write a file atomically, as careful programs do: a truncated template can be a valid one."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(text if isinstance(text, bytes) else text.encode())
    new.replace(path)


def write(name: str, text: str | bytes) -> Change:
    """Write a file."""
    return lambda root: save(root / name, text)


def remove(name: str) -> Change:
    """Remove a file."""
    return lambda root: (root / name).unlink()


def corrupted(name: str, text: str | bytes) -> Breakage:
    """A file whose text is replaced for a while."""
    return Breakage(f"{name} corrupted", write(name, text), write(name, SOURCES[name]))


def missing(name: str, *, is_error: bool = True) -> Breakage:
    """A file that is missing for a while."""
    return Breakage(f"{name} missing", remove(name), write(name, SOURCES[name]), is_error)


def moved(name: str, *, is_error: bool = True) -> Breakage:
    """A folder that is moved out of the archive for a while."""

    def out(root: Path) -> None:
        (root / name).rename(root.parent / AWAY)

    def back(root: Path) -> None:
        (root.parent / AWAY).rename(root / name)

    return Breakage(f"{name}/ moved away", out, back, is_error)


def remove_output(root: Path) -> None:
    """Remove the built site and its state, also while the server writes and removes files there."""
    for name in ("site", ".beilin"):
        while (root / name).exists():
            with contextlib.suppress(OSError):
                shutil.rmtree(root / name)
                break


ARTICLE = "content/articles/a1.md"
SOURCES: dict[str, str | bytes] = {
    "site.yaml": "title: 小碑林\nbase_url: https://example.org/\ntheme: own\n",
    "content/tags.yaml": "開源:\n  slug: open-source\n",
    ARTICLE: article("第1篇", "文字。\n", tags="[開源]", date="2024-01-01"),
    "themes/own/theme.yaml": "extends: bare\n",
    "themes/own/templates/article.html": "{% extends 'bare/article.html' %}{% block title %}碑 {{ article.title }}{% endblock %}\n",
}
ALL = (
    corrupted("themes/own/templates/article.html", "{% if %}"),
    corrupted("themes/own/templates/article.html", "{{ no_such_value }}"),
    corrupted(ARTICLE, "---\ntitle: [\n---\n"),
    corrupted(ARTICLE, "---\ntitle: x\nno_such_key: 1\n---\n"),
    corrupted(ARTICLE, b"---\ntitle: \xff\n---\n"),
    corrupted("site.yaml", "title: 題: 副題\n"),
    corrupted("site.yaml", ""),
    corrupted("content/tags.yaml", "開源: [\n"),
    corrupted("themes/own/theme.yaml", "extends: nowhere\n"),
    corrupted("themes/own/theme.yaml", "[\n"),
    missing("site.yaml"),
    missing("themes/own/theme.yaml"),
    missing(ARTICLE, is_error=False),
    moved("themes"),
    moved("themes/own"),
    moved("content/articles", is_error=False),
    moved("content"),
    Breakage("two articles at one address", write("content/articles/twin.md", article("x", slug="a1")),
             remove("content/articles/twin.md")),
    Breakage("site/ and the state missing", remove_output, lambda _root: None, is_error=False),
)  # fmt: skip


@dataclass
class Served:
    """A server in a separate process, and the statuses that its pages receive."""

    process: subprocess.Popen[str]
    url: str
    statuses: queue.Queue[tuple[float, dict[str, Any]]] = field(default_factory=queue.Queue)

    def wait_for(self, condition: Callable[[dict[str, Any]], bool], what: str) -> float:
        """The time at which the next status came that meets the condition."""
        end = time.monotonic() + TIMEOUT
        while True:
            try:
                when, status = self.statuses.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"not within {TIMEOUT:.0f} s: {what}")
            if condition(status):
                return when

    def page(self, path: str) -> httpx.Response:
        """The current response for the path."""
        return httpx.get(self.url + path, timeout=TIMEOUT)

    def megabytes(self) -> float:
        """The memory that the process uses; 0 if the system does not report it."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return 0
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


@contextmanager
def served(site: LittleSite, errors: Path) -> Iterator[Served]:
    """`beilin serve` for the archive, which must keep running until the block ends."""
    command = [sys.executable, "-m", "beilin", "serve", "--root", str(site.root), "--port", "0"]
    with errors.open("w") as log, subprocess.Popen(command, cwd=ROOT, stderr=log, text=True) as process:
        try:
            url = _address_in(errors, process)
            running = Served(process, url)
            listener = threading.Thread(target=_listen, args=(running,))
            listener.start()
            yield running
            assert process.poll() is None, errors.read_text()
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 0
            listener.join(10)
        finally:
            process.kill()


def _address_in(errors: Path, process: subprocess.Popen[str]) -> str:
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end and process.poll() is None:
        for line in errors.read_text("utf-8").splitlines():
            if line.startswith("Serving content/ at "):
                return line.split()[3].rstrip("/")
        time.sleep(0.02)
    pytest.fail(f"it did not start: {errors.read_text('utf-8')}")


def _listen(running: Served) -> None:
    with httpx.stream("GET", f"{running.url}/.beilin/events", timeout=None) as stream:
        for line in stream.iter_lines():
            if line.startswith("data: "):
                running.statuses.put((time.monotonic(), json.loads(line.removeprefix("data: "))))


def has_errors(status: dict[str, Any]) -> bool:
    """Whether the last build failed."""
    return any(problem["severity"] == "error" for problem in status["problems"])


def test_a_server_survives_every_breakage(tmp_path: Path) -> None:
    site = little_site(
        tmp_path / "archive", {f"content/articles/a{n}.md": article(f"第{n}篇", date="2024-01-01") for n in range(30)}
    )
    site.write(SOURCES)
    times: list[tuple[float, str]] = []
    memory: list[float] = []
    with served(site, tmp_path / "log") as running:
        running.wait_for(lambda status: not has_errors(status), "the first site")
        for number in range(BREAKAGES):
            breakage = ALL[number % len(ALL)]
            good = running.page("/articles/a1/")
            breakage.apply(site.root)
            if breakage.is_error:
                running.wait_for(has_errors, f"the pages receive the error: {breakage.name}")
                during = running.page("/articles/a1/")
                assert during.status_code == 200
                assert "<title>碑 第1篇</title>" in during.text, f"the last good site is served: {breakage.name}"
                assert during.text.partition("<script")[0] == good.text.partition("<script")[0]
            else:
                time.sleep(0.1)  # the server may see it before it is undone, or not

            breakage.undo(site.root)
            undone = time.monotonic()
            if breakage.is_error:
                when = running.wait_for(lambda status: not has_errors(status), f"the errors are gone: {breakage.name}")
                times.append((when - undone, breakage.name))
            # And later saves are seen.
            save(site.root / "content/articles/a0.md", article("第0篇", f"第{number}次。\n", date="2024-01-01"))
            began = time.monotonic()
            while (
                f"第{number}次" not in running.page("/articles/a0/").text
                or "第1篇" not in running.page("/articles/a1/").text
            ):
                assert running.process.poll() is None, (tmp_path / "log").read_text("utf-8")
                assert time.monotonic() - began < TIMEOUT, f"the site did not come back: {breakage.name}"
                time.sleep(0.01)
            if not breakage.is_error:
                times.append((time.monotonic() - undone, breakage.name))
            memory.append(running.megabytes())
        assert running.page("/articles/a1/").text.count("第1篇")
    log = (tmp_path / "log").read_text("utf-8")
    assert "Traceback" not in log
    assert not (site.root / ".beilin/crash.txt").exists(), (site.root / ".beilin/crash.txt").read_text("utf-8")
    assert max(memory) - memory[min(len(ALL), len(memory)) // 2] < MAX_GROWTH
    seconds = [second for second, _ in times]
    sys.stdout.write(
        f"{len(times)} breakages; site restored in {statistics.median(seconds) * 1000:.0f} ms (median), "
        f"{max(times)[0] * 1000:.0f} ms (longest: {max(times)[1]}); "
        f"memory {memory[0]:.0f} MB at the start, {memory[-1]:.0f} MB at the end, {max(memory):.0f} MB at its maximum\n"
    )
