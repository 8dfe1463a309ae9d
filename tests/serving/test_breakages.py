"""An archive that is broken again and again while it is served: the server lives, and each repair brings the site back.

The times that repairs took are printed, not judged: what a machine is busy with is no fault of the code.
"""

from __future__ import annotations

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

ROOT = Path(__file__).parents[2]
BREAKAGES = int(os.environ.get("BEILIN_BREAKAGES", "20"))
PATIENCE = 30.0  # seconds until a change counts as not seen
MAX_GROWTH = (
    40  # MB; caches fill in the first rounds, and a leak of one site's facts a round would be several times that
)
AWAY = "moved-away"

Change = Callable[[Path], object]


@dataclass(frozen=True)
class Breakage:
    """Something that happens to an archive, and what undoes it."""

    name: str
    spoil: Change
    mend: Change
    is_error: bool = True  # else the site is built without what is missing


def save(path: Path, text: str | bytes) -> None:
    """Write a file at once, as careful editors do: a template that is cut off in the middle can be a good one."""
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(text if isinstance(text, bytes) else text.encode())
    new.replace(path)


def write(name: str, text: str | bytes) -> Change:
    """Write a file."""
    return lambda root: save(root / name, text)


def remove(name: str) -> Change:
    """Remove a file."""
    return lambda root: (root / name).unlink()


def spoiled(name: str, text: str | bytes) -> Breakage:
    """A file that gets another text for a while."""
    return Breakage(f"{name} spoiled", write(name, text), write(name, SOURCES[name]))


def vanished(name: str, *, is_error: bool = True) -> Breakage:
    """A file that is away for a while."""
    return Breakage(f"{name} vanished", remove(name), write(name, SOURCES[name]), is_error)


def moved(name: str, *, is_error: bool = True) -> Breakage:
    """A folder that is moved out of the archive for a while."""

    def out(root: Path) -> None:
        (root / name).rename(root.parent / AWAY)

    def back(root: Path) -> None:
        (root.parent / AWAY).rename(root / name)

    return Breakage(f"{name}/ moved away", out, back, is_error)


def forget(root: Path) -> None:
    """Remove all that was ever built."""
    for name in ("site", ".beilin"):
        shutil.rmtree(root / name)


ARTICLE = "content/articles/a1.md"
SOURCES: dict[str, str | bytes] = {
    "site.yaml": "title: 小碑林\nbase_url: https://example.org/\ntheme: own\n",
    "content/tags.yaml": "開源:\n  slug: open-source\n",
    ARTICLE: article("第1篇", "文字。\n", tags="[開源]", date="2024-01-01"),
    "themes/own/theme.yaml": "extends: bare\n",
    "themes/own/templates/article.html": "{% extends 'bare/article.html' %}{% block title %}碑 {{ article.title }}{% endblock %}\n",
}
ALL = (
    spoiled("themes/own/templates/article.html", "{% if %}"),
    spoiled("themes/own/templates/article.html", "{{ no_such_value }}"),
    spoiled(ARTICLE, "---\ntitle: [\n---\n"),
    spoiled(ARTICLE, "---\ntitle: x\nno_such_key: 1\n---\n"),
    spoiled(ARTICLE, b"---\ntitle: \xff\n---\n"),
    spoiled("site.yaml", "title: 題: 副題\n"),
    spoiled("site.yaml", ""),
    spoiled("content/tags.yaml", "開源: [\n"),
    spoiled("themes/own/theme.yaml", "extends: nowhere\n"),
    spoiled("themes/own/theme.yaml", "[\n"),
    vanished("site.yaml"),
    vanished("themes/own/theme.yaml"),
    vanished(ARTICLE, is_error=False),
    moved("themes"),
    moved("themes/own"),
    moved("content/articles", is_error=False),
    moved("content"),
    Breakage("two articles at one address", write("content/articles/twin.md", article("x", slug="a1")),
             remove("content/articles/twin.md")),
    Breakage("site/ and the state vanished", forget, lambda _root: None, is_error=False),
)  # fmt: skip


@dataclass
class Served:
    """A server as a process of its own, and what its pages hear."""

    process: subprocess.Popen[str]
    url: str
    heard: queue.Queue[tuple[float, dict[str, Any]]] = field(default_factory=queue.Queue)

    def wait_for(self, is_it: Callable[[dict[str, Any]], bool], what: str) -> float:
        """When the next status came that is the one."""
        end = time.monotonic() + PATIENCE
        while True:
            try:
                when, status = self.heard.get(timeout=max(0.0, end - time.monotonic()))
            except queue.Empty:
                pytest.fail(f"not within {PATIENCE:.0f} s: {what}")
            if is_it(status):
                return when

    def page(self, path: str) -> httpx.Response:
        """What answers a request now."""
        return httpx.get(self.url + path, timeout=PATIENCE)

    def megabytes(self) -> float:
        """The memory that the process holds; 0 where the system does not tell."""
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError:
            return 0
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


@contextmanager
def served(site: LittleSite, errors: Path) -> Iterator[Served]:
    """`beilin serve` for the archive, until the block ends, which it must survive."""
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
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        for line in errors.read_text("utf-8").splitlines():
            if line.startswith("Serving content/ at "):
                return line.split()[3].rstrip("/")
        time.sleep(0.02)
    pytest.fail(f"it never served: {errors.read_text('utf-8')}")


def _listen(running: Served) -> None:
    with httpx.stream("GET", f"{running.url}/.beilin/events", timeout=None) as stream:
        for line in stream.iter_lines():
            if line.startswith("data: "):
                running.heard.put((time.monotonic(), json.loads(line.removeprefix("data: "))))


def has_errors(status: dict[str, Any]) -> bool:
    """Whether the last build failed."""
    return any(problem["severity"] == "error" for problem in status["problems"])


def test_a_server_outlives_every_breakage(tmp_path: Path) -> None:
    site = little_site(
        tmp_path / "archive", {f"content/articles/a{n}.md": article(f"第{n}篇", date="2024-01-01") for n in range(30)}
    )
    site.write(SOURCES)
    took: list[tuple[float, str]] = []
    memory: list[float] = []
    with served(site, tmp_path / "said") as running:
        running.wait_for(lambda status: not has_errors(status), "the first site")
        for number in range(BREAKAGES):
            breakage = ALL[number % len(ALL)]
            good = running.page("/articles/a1/")
            breakage.spoil(site.root)
            if breakage.is_error:
                running.wait_for(has_errors, f"the pages hear of it: {breakage.name}")
                during = running.page("/articles/a1/")
                assert during.status_code == 200
                assert "<title>碑 第1篇</title>" in during.text, f"the last good site stays: {breakage.name}"
                assert during.text.partition("<script")[0] == good.text.partition("<script")[0]
            else:
                time.sleep(0.1)  # it may be seen before it is mended, or not

            breakage.mend(site.root)
            mended = time.monotonic()
            if breakage.is_error:
                when = running.wait_for(lambda status: not has_errors(status), f"all is well again: {breakage.name}")
                took.append((when - mended, breakage.name))
            # And what is saved from now on is seen.
            save(site.root / "content/articles/a0.md", article("第0篇", f"第{number}次。\n", date="2024-01-01"))
            began = time.monotonic()
            while (
                f"第{number}次" not in running.page("/articles/a0/").text
                or "第1篇" not in running.page("/articles/a1/").text
            ):
                assert running.process.poll() is None, (tmp_path / "said").read_text("utf-8")
                assert time.monotonic() - began < PATIENCE, f"the site did not come back: {breakage.name}"
                time.sleep(0.01)
            if not breakage.is_error:
                took.append((time.monotonic() - mended, breakage.name))
            memory.append(running.megabytes())
        assert running.page("/articles/a1/").text.count("第1篇")
    said = (tmp_path / "said").read_text("utf-8")
    assert "Traceback" not in said
    assert not (site.root / ".beilin/crash.txt").exists(), (site.root / ".beilin/crash.txt").read_text("utf-8")
    assert max(memory) - memory[min(len(ALL), len(memory)) // 2] < MAX_GROWTH
    seconds = [second for second, _ in took]
    sys.stdout.write(
        f"{len(took)} breakages; repaired in {statistics.median(seconds) * 1000:.0f} ms (median), "
        f"{max(took)[0] * 1000:.0f} ms (longest: {max(took)[1]}); "
        f"memory {memory[0]:.0f} MB at first, {memory[-1]:.0f} MB at last, {max(memory):.0f} MB at most\n"
    )
