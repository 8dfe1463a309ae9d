"""A tiny archive with a build of its own, and a real server for it, for the tests of serving."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from beilin.building.build import BuildResult
from beilin.problems.problem import Problem
from beilin.serving.listener import listen
from beilin.serving.rebuilds import ServedArchive, UpdateSearch, rebuild
from beilin.serving.server import run
from beilin.serving.status import Status

PAGE = "<!doctype html><html><head><title>{name}</title></head><body style='margin:0'><main>{text}</main></body></html>"


def tiny_build(root: Path, base_path: str = "/") -> BuildResult:
    """content/<name>.md → site/<name>/index.html, written by rename. A text with BROKEN in it is an error."""
    began = time.perf_counter()
    output = root / "site"
    sources = sorted((root / "content").rglob("*.md"))
    problems = [
        Problem(
            "bad-value",
            "the text is <b>broken</b>",
            f"content/{source.name}",
            number,
            line.index("BROKEN") + 1,
            "Fix it.",
            line,
        )
        for source in sources
        for number, line in enumerate(source.read_text().splitlines(), 1)
        if "BROKEN" in line
    ]
    if problems:
        return BuildResult(tuple(problems), published=False, output=output, base_path=base_path)
    planned = {"404.html": PAGE.format(name="404", text="Not here")}
    for source in sources:
        name = "index.html" if source.stem == "index" else f"{source.stem}/index.html"
        planned[name] = PAGE.format(name=source.stem, text=source.read_text())
    written = sum(_write(output / name, text) for name, text in planned.items())
    gone = [path for path in output.rglob("*.html") if str(path.relative_to(output)) not in planned]
    for path in gone:
        path.unlink()
    drafts = frozenset(name for name, text in planned.items() if "DRAFT" in text)
    seconds = time.perf_counter() - began
    return BuildResult(
        (), True, output, base_path, drafts, len(sources), len(planned), written, written, len(gone), seconds
    )


def _write(path: Path, text: str) -> bool:
    if path.exists() and path.read_text() == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name("new")
    temporary.write_text(text)
    temporary.replace(path)
    return True


def make_archive(root: Path, **texts: str) -> Path:
    """An archive at `root` with each text in content/<name>.md."""
    (root / "content").mkdir(parents=True)
    for name, text in texts.items():
        (root / "content" / f"{name}.md").write_text(text)
    return root


@dataclass
class Server:
    """A server under test."""

    url: str  # without a trailing "/"
    printed: list[str] = field(default_factory=list)
    builds: int = 0
    listeners: list[threading.Thread] = field(default_factory=list)  # which end with the server


@contextmanager
def serving(
    root: Path,
    build: Callable[[Path], BuildResult] = tiny_build,
    host: str = "127.0.0.1",
    port: int = 0,
    build_only: Callable[[Path, Collection[str] | None], BuildResult] | None = None,
    allowed_hosts: tuple[str, ...] = (),
    update_search: UpdateSearch | None = None,
) -> Iterator[Server]:
    """Serve the archive at `root`, on a free port by default, until the block ends.

    `build_only` replaces `build` if it is given, and gets the changed paths. `update_search` is that of ServedArchive.
    """
    listener = listen(host, port)
    server = Server(f"http://127.0.0.1:{listener.getsockname()[1]}")
    ready = threading.Event()
    stop: list[Callable[[], object]] = []

    def counted(only: Collection[str] | None) -> BuildResult:
        server.builds += 1
        return build_only(root, only) if build_only else build(root)

    async def main() -> None:
        loop, stopped = asyncio.get_running_loop(), asyncio.Event()
        stop.append(lambda: loop.call_soon_threadsafe(stopped.set))
        archive = ServedArchive(
            root, counted, server.printed.append, allowed_hosts=allowed_hosts, update_search=update_search
        )
        status = rebuild(Status(), archive)
        loop.call_later(0.05, ready.set)
        await run(archive, status, listener, host, stopped)

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    try:
        assert ready.wait(30), "the server did not start"
        yield server
    finally:
        stop[0]()
        thread.join(5)
        listener.close()
        assert not thread.is_alive(), "the server did not stop"
        for listener_thread in server.listeners:
            listener_thread.join(5)


def eventually(condition: Callable[[], object], what: str, seconds: float = 20.0) -> float:
    """Wait until the condition holds, and return the seconds that took; fail after `seconds`."""
    began = time.perf_counter()
    while not condition():
        assert time.perf_counter() - began < seconds, f"not within {seconds} s: {what}"
        time.sleep(0.002)
    return time.perf_counter() - began
