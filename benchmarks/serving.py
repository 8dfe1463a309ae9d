"""Save → fresh page: how long an editor waits for the page of an article that was just saved."""

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
START_WITHIN, FRESH_WITHIN, END_WITHIN = 900, 120, 20  # seconds
BETWEEN_EDITS = 0.5  # seconds, in which what is left of the last rebuild is done
BETWEEN_REQUESTS = 0.001  # seconds; without it the requests would take the rebuild's processor


class ServerError(Exception):
    """The message says what a server did not do."""


@dataclass(frozen=True, slots=True)
class Saves:
    """What was seen of one server."""

    seconds: list[float]  # for each edit
    memory: int  # bytes after the last edit: the sum of PSS over its process tree


def measure_saves(site: Site, articles: Sequence[Article], edits: int) -> Saves:
    """Edit the newest, a middle and the oldest article by turns. The corpus is as before at the end."""
    in_time = sorted(articles, key=lambda one: (one.date, one.name))
    chosen = [in_time[-1], in_time[len(in_time) // 2], in_time[0]]
    seconds = []
    with _server(site) as (process, port):
        for number in range(1, edits + 1):
            seconds.append(_one_save(site, port, chosen[number % 3], f"存檔第{number}次。"))
            time.sleep(BETWEEN_EDITS)
        memory = memory_of_tree(process.pid)
    return Saves(seconds, memory)


def _one_save(site: Site, port: int, article: Article, words: str) -> float:
    source = site.tool.source(site.project, article.name)
    address = quote(f"/articles/{article.name}/")
    connection = http.client.HTTPConnection(HOST, port, timeout=FRESH_WITHIN)
    _get(connection, address)  # the editor has the page open
    text = site.tool.write(article) + f"\n{words}\n"
    started = time.perf_counter()
    source.write_bytes(text.encode())
    while words.encode() not in _get(connection, address):
        if time.perf_counter() - started > FRESH_WITHIN:
            raise ServerError(f"{site.tool.label} does not show an edit of {article.name}")
        time.sleep(BETWEEN_REQUESTS)
    taken = time.perf_counter() - started
    connection.close()
    return taken


def _get(connection: http.client.HTTPConnection, address: str) -> bytes:
    try:
        connection.request("GET", address)
        return connection.getresponse().read()
    except (ConnectionError, http.client.HTTPException):
        connection.close()  # the next request opens it again
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
            _wait_until_it_answers(process, site, port)
            yield process, port
        finally:
            process.terminate()
            try:
                process.wait(END_WITHIN)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)  # the group holds what this server started, and no more
                process.wait()


def _wait_until_it_answers(process: subprocess.Popen[bytes], site: Site, port: int) -> None:
    until = time.monotonic() + START_WITHIN
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ServerError(f"the server of {site.tool.label} ended with exit code {process.returncode}")
        connection = http.client.HTTPConnection(HOST, port, timeout=START_WITHIN)
        if b"</html>" in _get(connection, "/"):
            connection.close()
            return
        time.sleep(0.1)
    raise ServerError(f"the server of {site.tool.label} does not answer")


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as listener:
        return int(listener.getsockname()[1])
