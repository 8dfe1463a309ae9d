"""Save → fresh page: the time until a server sends the new page of an article that was just saved."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import quote

from benchmarks.corpus import Article
from benchmarks.measure import memory_of_tree
from benchmarks.rounds import Site
from benchmarks.tools.tool import environment

HOST = "127.0.0.1"
START_TIMEOUT, EDIT_TIMEOUT, STOP_TIMEOUT = 900, 120, 20  # seconds
EDIT_INTERVAL = 0.5  # seconds, in which the last rebuild can finish
REQUEST_INTERVAL = 0.001  # seconds; without it the requests would compete with the rebuild


class ServerError(Exception):
    """A server failed; the message says how."""


@dataclass(frozen=True, slots=True)
class Saves:
    """The measurements of one server."""

    seconds: list[float]  # for each edit
    memory: int  # bytes after the last edit: the sum of PSS over its process tree


def measure_saves(site: Site, articles: Sequence[Article], edits: int) -> Saves:
    """Edit the newest, a middle and the oldest article in turn."""
    by_date = sorted(articles, key=lambda one: (one.date, one.name))
    chosen = [by_date[-1], by_date[len(by_date) // 2], by_date[0]]
    seconds = []
    with _server(site) as (process, port):
        for number in range(1, edits + 1):
            seconds.append(_one_save(site, port, chosen[number % 3], f"存檔第{number}次。"))
            time.sleep(EDIT_INTERVAL)
        memory = memory_of_tree(process.pid)
    return Saves(seconds, memory)


def _one_save(site: Site, port: int, article: Article, line: str) -> float:
    source = site.tool.source(site.project, article.name)
    address = quote(f"/articles/{article.name}/")
    connection = http.client.HTTPConnection(HOST, port, timeout=EDIT_TIMEOUT)
    _get(connection, address)  # the page has been visited before
    text = site.tool.write(article) + f"\n{line}\n"
    started = time.perf_counter()
    source.write_bytes(text.encode())
    while line.encode() not in _get(connection, address):
        if time.perf_counter() - started > EDIT_TIMEOUT:
            raise ServerError(f"{site.tool.label} does not show an edit of {article.name}")
        time.sleep(REQUEST_INTERVAL)
    elapsed = time.perf_counter() - started
    connection.close()
    return elapsed


def _get(connection: http.client.HTTPConnection, address: str) -> bytes:
    try:
        connection.request("GET", address)
        return connection.getresponse().read()
    except (ConnectionError, http.client.HTTPException):
        connection.close()  # the next request reopens it
        return b""


@contextmanager
def _server(site: Site) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    assert site.tool.serve is not None
    port = _free_port()
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            site.tool.serve(site.home, site.project, port),
            cwd=site.project, env=environment(), stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
        try:
            _wait_until_ready(process, site, port)
            yield process, port
        finally:
            process.terminate()
            try:
                process.wait(STOP_TIMEOUT)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)  # the group contains only what this server started
                process.wait()


def _wait_until_ready(process: subprocess.Popen[bytes], site: Site, port: int) -> None:
    deadline = time.monotonic() + START_TIMEOUT
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise ServerError(f"the server of {site.tool.label} exited with code {process.returncode}")
        connection = http.client.HTTPConnection(HOST, port, timeout=START_TIMEOUT)
        if b"</html>" in _get(connection, "/"):
            connection.close()
            return
        time.sleep(0.1)
    raise ServerError(f"the server of {site.tool.label} does not respond")


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])
