"""The server as a separate process: how it starts, what it prints, how it stops."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from beilin.serving.listener import CannotListenError, listen, url_to_open
from tests.conftest import Require
from tests.serving.support import eventually, make_archive, serving

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("latency")]

PROGRAM = """
import sys, time
from pathlib import Path
from beilin.serving.rebuilds import ServedArchive
from beilin.serving.server import serve
from tests.serving.support import tiny_build
root, port, pauses = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3].split(",")
def build(_only):
    print("Building", flush=True)
    time.sleep(float(pauses.pop(0)) if pauses else 0)
    return tiny_build(root, "/archive/")
def say(line):
    print(line, flush=True)
archive = ServedArchive(root, build, say)
sys.exit(serve(archive, host="127.0.0.1", port=port, open_browser="--open" in sys.argv))
"""
ROOT = Path(__file__).parents[2]


@contextmanager
def started(root: Path, *, pauses: str = "0", port: int = 0) -> Iterator[subprocess.Popen[str]]:
    """The server's process, which prints to stdout. It is killed if the test does not stop it.

    `pauses` are the seconds that its builds take, separated by commas.
    """
    arguments = [sys.executable, "-c", PROGRAM, str(root), str(port), pauses]
    with subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def address_of(process: subprocess.Popen[str]) -> str:
    """The address in the line that is printed when the server starts."""
    assert process.stdout
    for line in process.stdout:
        if line.startswith("Serving content/ at "):
            assert line.endswith(" — press Ctrl-C to stop\n")
            return line.split()[3]
    pytest.fail(f"it never served: {process.stderr and process.stderr.read()}")


def stop(process: subprocess.Popen[str], number: signal.Signals) -> float:
    """Send the signal and return the seconds until the process has exited, which must print no error."""
    began = time.perf_counter()
    process.send_signal(number)
    assert process.wait(5) == 0
    took = time.perf_counter() - began
    assert process.stderr
    assert process.stderr.read() == ""
    return took


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_at_once_with_open_streams(number: signal.Signals, tmp_path: Path) -> None:
    """Each open page holds a stream, which must neither keep the server alive nor make it fail."""
    with started(make_archive(tmp_path, index="one")) as process:
        address = address_of(process)
        assert address.endswith("/archive/")
        with (
            httpx.stream("GET", f"{address}.beilin/events") as one,
            httpx.stream("GET", f"{address}.beilin/events") as two,
        ):
            assert next(one.iter_lines()) == next(two.iter_lines()) == "retry: 500"
            assert stop(process, number) < 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_at_once_during_the_first_build(number: signal.Signals, tmp_path: Path) -> None:
    """The first build of a large archive takes long, and a mistyped command must be easy to cancel."""
    with started(make_archive(tmp_path, index="one"), pauses="30") as process:
        assert process.stdout
        assert process.stdout.readline() == "Building\n"
        assert stop(process, number) < 2


def test_it_stops_at_once_during_a_later_build(tmp_path: Path) -> None:
    """A long rebuild is interrupted; the next build completes it."""
    with started(make_archive(tmp_path, index="one"), pauses="0,30") as process:
        address_of(process)
        assert process.stdout
        assert process.stdout.readline() == "Building\n"  # to see what changed during the first build
        assert stop(process, signal.SIGINT) < 3


def test_a_port_in_use_is_one_line(tmp_path: Path) -> None:
    """Serving two archives at once, or a server forgotten in a different window, is an everyday mistake."""
    make_archive(tmp_path, index="one")
    with listen("127.0.0.1", 0) as other:
        port = other.getsockname()[1]
        with started(tmp_path, port=port) as process:
            output, errors = process.communicate(timeout=10)
    assert (process.returncode, output, errors) == (2, f"port {port} is in use; try --port {port + 1}\n", "")
    assert not (tmp_path / "site").exists(), "the port is checked before the build"


@pytest.mark.parametrize(
    ("host", "port", "message"),
    [
        ("192.0.2.1", 0, "cannot listen on 192.0.2.1, which is not an address of this machine; try --host 127.0.0.1"),
        ("no.such.host.invalid", 0, "cannot listen on no.such.host.invalid, which is"),
        ("127.0.0.1", 99999, "99999 is not a valid port"),
    ],
)
def test_a_host_that_cannot_be_bound_is_one_line(host: str, port: int, message: str) -> None:
    """The system's own message does not help the user."""
    with pytest.raises(CannotListenError, match=message):
        listen(host, port)


def test_responses_do_not_wait_for_acknowledgements() -> None:
    """Without this option each request on a kept-alive connection took 44 ms instead of 1."""
    with listen("127.0.0.1", 0) as listener, socket.create_connection(listener.getsockname()):
        connection, _ = listener.accept()
        with connection:
            assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000/a/"),
        ("localhost", "http://localhost:8000/a/"),
        ("::1", "http://[::1]:8000/a/"),
        ("[::1]", "http://[::1]:8000/a/"),
        ("0.0.0.0", "http://127.0.0.1:8000/a/"),
        ("::", "http://[::1]:8000/a/"),
    ],
)
def test_the_printed_address_can_be_opened(host: str, address: str) -> None:
    """Terminals turn it into a link, and --open opens it."""
    assert url_to_open(host, 8000, "/a/") == address


def test_it_serves_on_ipv6(tmp_path: Path, require: Require) -> None:
    """`--host ::1` needs brackets in addresses and in Host headers."""
    require(_has_ipv6(), "this machine has no IPv6 loopback")
    with serving(make_archive(tmp_path, index="one"), host="::1") as server:
        port = server.url.rpartition(":")[2]
        assert httpx.get(f"http://[::1]:{port}/").status_code == 200


def test_open_opens_the_address_once_it_is_served(tmp_path: Path) -> None:
    """The browser must find the site, not a refused connection."""
    make_archive(tmp_path, index="one")
    opened = tmp_path / "opened"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {opened}.new && mv {opened}.new {opened}\n')
    browser.chmod(0o755)
    arguments = [sys.executable, "-c", PROGRAM, str(tmp_path), "0", "0", "--open"]
    environment = {**os.environ, "BROWSER": str(browser)}
    with subprocess.Popen(
        arguments, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        env=environment,
    ) as process:  # fmt: skip
        try:
            address = address_of(process)
            eventually(opened.exists, "the browser is started")
            assert opened.read_text() == address + "\n"
            assert httpx.get(address).status_code == 200
            stop(process, signal.SIGTERM)
        finally:
            process.kill()


def _has_ipv6() -> bool:
    try:
        listen("::1", 0).close()
    except CannotListenError:
        return False
    return True
