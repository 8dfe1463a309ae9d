"""HTTP hosts on this machine, each on a port, that the tests check links to."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Host:
    """A host, its responses by path (a status, or a status and a location), and the requests that it received."""

    responses: dict[str, int | tuple[int, str]]
    forbids_head: bool = False
    delay: float = 0.0  # seconds that an answer takes
    held: threading.Event | None = None  # what all answers but the first wait for
    url: str = ""
    asked: list[tuple[str, str, float]] = field(default_factory=list)  # method, path, when


@contextmanager
def serving(*hosts: Host) -> Iterator[None]:
    """Serve the hosts, and give each its URL."""
    servers = [ThreadingHTTPServer(("127.0.0.1", 0), _handler_for(host)) for host in hosts]
    threads = [threading.Thread(target=server.serve_forever, args=(0.02,)) for server in servers]
    for host, server, thread in zip(hosts, servers, threads, strict=True):
        host.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread.start()
    try:
        yield
    finally:
        for server, thread in zip(servers, threads, strict=True):
            server.shutdown()
            server.server_close()
            thread.join()


def _handler_for(host: Host) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

        def do_GET(self) -> None:
            host.asked.append((self.command, self.path, time.monotonic()))
            time.sleep(host.delay)
            if host.held and len(host.asked) > 1:
                host.held.wait(60)
            response = host.responses.get(self.path, 404)
            if self.command == "HEAD" and host.forbids_head:
                response = 405
            status, location = response if isinstance(response, tuple) else (response, "")
            self.send_response(status)
            if location:
                self.send_header("Location", location)
            self.send_header("Content-Length", "0")
            self.send_header("Connection", "close")
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815

    return Handler
