"""A static host for a built site, which answers as GitHub Pages does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import SHUT_RDWR, socket
from typing import Any
from urllib.parse import urlsplit

from beilin.serving.content_types import content_type
from beilin.serving.static_files import Redirect, not_found_page, resolve
from beilin.serving.status import Site


class _Server(ThreadingHTTPServer):
    """A server that can go down while browsers keep their connections."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._connections: list[socket] = []

    def process_request(self, request: Any, client_address: Any) -> None:
        """Note the connection."""
        self._connections.append(request)
        super().process_request(request, client_address)

    def close_connections(self) -> None:
        """Close every connection that is open."""
        for connection in self._connections:
            with suppress(OSError):
                connection.shutdown(SHUT_RDWR)


@contextmanager
def hosting(output: Path, base_path: str, port: int = 0) -> Iterator[str]:
    """Serve the folder `output` below `base_path` on a local port, by default a free one; yields the home page's URL."""
    site = Site(output, base_path)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # browsers keep the connection, as they do with a real host
        disable_nagle_algorithm = True  # or each body waits 40 ms until its head is acknowledged

        def do_GET(self) -> None:
            """Answer with the file, a redirect, or the 404 page."""
            found = resolve(urlsplit(self.path).path.encode(), site)
            if isinstance(found, Redirect):
                self.send_response(301)
                self.send_header("Location", found.address)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            file = found or not_found_page(site)
            body = file.path.read_bytes() if file else b""
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", content_type(file.name if file else ""))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Log nothing."""

    server = _Server(("127.0.0.1", port), Handler)
    server.daemon_threads = True  # a browser may keep a connection open for longer than the tests run
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{base_path}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        server.close_connections()
