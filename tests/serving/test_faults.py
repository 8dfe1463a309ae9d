"""Whatever fails while an archive is served, pages say so, and the next save is seen."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue

import httpx
import pytest

from beilin.serving import connections, rebuilds
from beilin.serving.debounce import Signal, wait_for_change
from beilin.serving.rebuilds import ServedArchive, rebuild, rebuilding
from beilin.serving.status import Status
from beilin.serving.watches import watching
from tests.little_site import article, little_site
from tests.serving.support import eventually, make_archive, serving, tiny_build

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("latency")]

ROOT = Path(__file__).parents[2]


# Turns of the loop that rebuilds


@contextmanager
def rebuilt(tmp_path: Path, printed: Callable[[str], None]) -> Iterator[tuple[Path, list[Status]]]:
    """An archive that is rebuilt after each save, and the statuses that are published."""
    root = make_archive(tmp_path / "archive", index="初")
    (root / "site.yaml").write_text("title: 碑")
    published: list[Status] = []
    archive = ServedArchive(root, lambda _only: tiny_build(root), printed)
    with rebuilding(archive, rebuild(Status(), archive), published.append):
        yield root, published


def save_is_seen(root: Path, published: list[Status], text: str) -> None:
    """Save an article, and wait until the site has the text."""
    (root / "content/index.md").write_text(text)
    eventually(lambda: text in (root / "site/index.html").read_text(), f"{text} is built")
    eventually(lambda: published and not published[-1].errors, "the error is gone from the page")


@pytest.mark.parametrize(
    "error", [RecursionError("deep"), MemoryError(), OSError(5, "Input/output error"), SystemExit(3)]
)
def test_a_failure_outside_of_a_build_is_shown_and_the_next_save_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    printed: list[str] = []
    with rebuilt(tmp_path, printed.append) as (root, published):
        with monkeypatch.context() as patch:

            def fail(*_arguments: object) -> None:
                raise error

            patch.setattr(rebuilds, "after_build", fail)
            (root / "content/index.md").write_text("壞")
            eventually(lambda: published[-1].errors, "the page has the error")
        assert published[-1].site, "the last good site is still served"
        save_is_seen(root, published, "好")
    assert sum("[internal]" in line or "[system-error]" in line for line in printed) == 1


def test_a_terminal_that_is_gone_ends_nothing(tmp_path: Path) -> None:
    def fail(_line: str) -> None:
        raise ValueError("I/O operation on closed file")

    root = make_archive(tmp_path / "archive", index="初")
    silent = ServedArchive(root, lambda _only: tiny_build(root), lambda _line: None)
    published: list[Status] = []
    with rebuilding(ServedArchive(root, silent.build, fail), rebuild(Status(), silent), published.append):
        (root / "content/index.md").write_text("BROKEN")
        eventually(lambda: published[-1].errors, "the page has the error")
        (root / "content/index.md").write_text("好")
        eventually(lambda: "好" in (root / "site/index.html").read_text(), "the next save is seen")


def test_changes_are_found_where_none_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilds, "RESCAN_INTERVAL", 0.05)
    monkeypatch.setattr(rebuilds, "SAFETY_INTERVAL", 0.1)

    @contextmanager
    def watching_nothing(*_arguments: object, **_options: object) -> Iterator[Callable[[], bool]]:
        yield lambda: False

    monkeypatch.setattr(rebuilds, "watching", watching_nothing)
    with rebuilt(tmp_path, lambda _line: None) as (root, published):
        save_is_seen(root, published, "好")


def test_changes_are_found_where_nothing_can_be_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilds, "RESCAN_INTERVAL", 0.05)

    @contextmanager
    def failing(*_arguments: object, **_options: object) -> Iterator[Callable[[], bool]]:
        def renew(_linked: object = ()) -> bool:
            raise RuntimeError("can't start new thread")

        yield renew

    monkeypatch.setattr(rebuilds, "watching", failing)
    with rebuilt(tmp_path, lambda _line: None) as (root, published):
        save_is_seen(root, published, "好")


# Watches

DYING = """
import sys, threading
from pathlib import Path
from queue import SimpleQueue
from beilin.serving import watches
from beilin.serving.debounce import wait_for_change
watches.POLLING_INTERVAL = 0.05
threading.excepthook = lambda _: None
signals, printed, root = SimpleQueue(), [], Path(sys.argv[1])
with watches.watching(root, signals, printed.append) as renew:
    threads = [thread for thread in threading.enumerate() if type(thread).__name__ == sys.argv[2]]
    thread = next(thread for thread in threads if not hasattr(thread, "watch") or thread.watch.path.endswith("content"))
    def fail(*_, **__): raise RuntimeError("injected")
    for name in ("queue_events", "dispatch_events", "read_events", "handle_event"):
        if hasattr(thread, name):
            setattr(thread, name, fail)
    while thread.is_alive():
        (root / "content/a.md").write_text("two")
        thread.join(0.1)
    assert renew(), "the dead thread is noticed"
    while wait_for_change(signals, 0.3) == "changed":
        pass
    (root / "content/a.md").write_text("three")
    print(wait_for_change(signals, 3), printed)
"""


@pytest.mark.parametrize("thread", ["InotifyEmitter", "InotifyObserver", "InotifyFD"])
def test_a_watcher_that_died_is_replaced(tmp_path: Path, thread: str) -> None:
    root = make_archive(tmp_path / "archive", a="one")
    result = subprocess.run(
        [sys.executable, "-c", DYING, str(root), thread],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    if "StopIteration" in result.stderr:
        pytest.skip(f"watchdog has no thread {thread} on this system")
    assert result.stderr == ""
    assert result.stdout.startswith("changed")


def test_files_are_polled_on_request(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Network drives and containers may report nothing."""
    monkeypatch.setattr("beilin.serving.watches.POLLING_INTERVAL", 0.05)
    monkeypatch.setattr("beilin.serving.watches.Observer", lambda: pytest.fail("the system is not to be used"))
    root = make_archive(tmp_path, a="one")
    signals: SimpleQueue[Signal] = SimpleQueue()
    with watching(root, signals, pytest.fail, poll=True):
        (root / "content/a.md").write_text("two")
        assert wait_for_change(signals, 3) == "changed"


# Connections


def test_a_connection_that_waits_for_nothing_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "REQUEST_TIMEOUT", 0.2)
    with serving(make_archive(tmp_path, index="文")) as server:
        address = ("127.0.0.1", int(server.url.rpartition(":")[2]))
        with httpx.stream("GET", f"{server.url}/.beilin/events", timeout=5) as events:
            lines = events.iter_lines()
            assert next(lines).startswith("retry:")
            for sent in (b"", b"GET / HTTP/1.1\r\nHost: 127", b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nGET / "):
                with socket.create_connection(address, 5) as idle:
                    idle.sendall(sent)
                    received = b"begun"
                    while received:
                        with suppress(ConnectionResetError):
                            received = idle.recv(65536)
                            continue
                        received = b""
            assert not events.is_closed, "an event stream waits as long as it likes"


@contextmanager
def served(root: Path, shell: str) -> Iterator[str]:
    """`serve` as a shell starts it; gives its address. It must end well at Ctrl-C."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = shell.format(f"{sys.executable} -m beilin serve --root {root} --port {port}")
    with subprocess.Popen(["bash", "-c", command], cwd=ROOT, start_new_session=True) as process:
        url = f"http://127.0.0.1:{port}"

        def answers() -> bool:
            with suppress(httpx.HTTPError):
                return httpx.get(url).status_code == 200
            return False

        try:
            eventually(answers, "it serves", 30)
            yield url
            process.send_signal(signal.SIGINT)
            assert process.wait(10) == 0
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def page_shows(url: str, text: str) -> None:
    """Wait until the article has the text."""
    eventually(lambda: text in httpx.get(f"{url}/articles/a/", timeout=5).text, f"the page shows {text}", 15)


def test_idle_connections_do_not_use_up_the_files_of_the_process(tmp_path: Path) -> None:
    site = little_site(tmp_path / "archive", {"content/articles/a.md": article("題", "初。\n")})
    with served(site.root, "ulimit -n 64; exec {} 2>/dev/null") as url:
        port = int(url.rpartition(":")[2])
        idle = []
        for _ in range(120):
            idle.append(socket.create_connection(("127.0.0.1", port), 10))
            time.sleep(0.01)  # or the listener's queue is full, and the system tries again after a whole second
        for number, connection in enumerate(idle):
            with suppress(OSError):
                connection.sendall(
                    (b"", b"GET / HT", b"GET /.beilin/events HTTP/1.1\r\nHost: localhost\r\n\r\n")[number % 3]
                )
        site.write({"content/articles/a.md": article("題", "再。\n")})
        page_shows(url, "再")
        for connection in idle:
            connection.close()


@pytest.mark.parametrize("streams", [">&- 2>&-", ">/dev/full 2>/dev/full", "2> >(head -n 1 >/dev/null)"])
def test_it_serves_on_when_nothing_can_be_printed(tmp_path: Path, streams: str) -> None:
    site = little_site(tmp_path / "archive", {"content/articles/a.md": article("題", "初。\n")})
    with served(site.root, "exec {} " + streams) as url:
        for text in ("再。", "三。"):
            site.write({"content/articles/a.md": article("題", f"{text}\n"), "content/articles/b.md": "沒有前言"})
            time.sleep(0.3)
            (site.root / "content/articles/b.md").unlink()
            page_shows(url, text)


# Hosts


def test_an_allowed_host_is_served_and_may_open_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tunnel leads to this machine, so its visitors seem to be here."""
    monkeypatch.setenv("VISUAL", "false")
    root = make_archive(tmp_path, index="文")
    with serving(root, allowed_hosts=("Tunnel.example",)) as server:

        def status_for(host: str) -> tuple[int, str]:
            answer = httpx.get(server.url, headers={"Host": host})
            return answer.status_code, answer.text

        assert status_for("tunnel.example")[0] == status_for("tunnel.example:443")[0] == 200
        assert status_for("evil.tunnel.example") == (
            421,
            "Unknown host name. Use the address that was printed when this server started, "
            "or start the server with --allow-host evil.tunnel.example.\n",
        )
        page = httpx.get(server.url).text
        token = page.partition('data-token="')[2].partition('"')[0]
        answer = httpx.post(
            f"{server.url}/.beilin/open",
            content=json.dumps({"file": "content/index.md"}),
            headers={"Host": "tunnel.example", "Origin": "http://tunnel.example", "X-Beilin-Token": token,
                     "Content-Type": "application/json"},
        )  # fmt: skip
        assert answer.status_code == 403


def test_a_request_that_fails_is_answered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(make_archive(tmp_path, index="文")) as server:
        with monkeypatch.context() as patch:
            patch.setattr("beilin.serving.app.resolve", lambda *_: 1 // 0)
            answer = httpx.get(server.url)
        assert answer.status_code == 500
        assert ".beilin/crash.txt" in answer.text
        assert "Traceback" not in answer.text
        assert httpx.get(server.url).status_code == 200
