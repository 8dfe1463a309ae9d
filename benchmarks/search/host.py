"""A static host for a built site that compresses as hosts do, and records what it sends."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from beilin.serving.content_types import content_type

COMPRESSED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")
LEVEL = 6  # of gzip, the default of most servers


@dataclass(frozen=True, slots=True)
class Sent:
    """An answer of the host."""

    path: str  # without the query
    size: int  # bytes of the body as sent


@dataclass(slots=True)
class Host:
    """A host that is running."""

    url: str = ""  # of the home page
    sent: list[Sent] = field(default_factory=list)  # since the last `take`, in the order in which they were requested

    def take(self) -> list[Sent]:
        """What was sent since the last time."""
        taken, self.sent = self.sent, []
        return taken


class _Server(ThreadingHTTPServer):
    daemon_threads = True  # a browser may keep a connection open

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser may also reset one."""


@contextmanager
def hosting(folder: Path) -> Iterator[Host]:
    """Serve the folder on a free local port."""
    host = Host()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"  # browsers keep the connection, as they do with a real host
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            """Answer with the file."""
            path = unquote(urlsplit(self.path).path)
            found = body_of(folder, path)
            body, kind, encoding = found or (b"", "text/plain", "")
            host.sent.append(Sent(path, len(body)))
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", kind)
            if encoding:
                self.send_header("Content-Encoding", encoding)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Log nothing."""

    server = _Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        host.url = f"http://127.0.0.1:{server.server_port}/"
        yield host
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        body_of.cache_clear()


@cache
def body_of(folder: Path, path: str) -> tuple[bytes, str, str] | None:
    """(the body as it is sent, its content type, its encoding) of an address; None if there is no such file."""
    file = folder / path.lstrip("/")
    if path.endswith("/"):
        file /= "index.html"
    if ".." in path.split("/") or not file.is_file():
        return None
    kind = content_type(file.name)
    body = file.read_bytes()
    return (gzip.compress(body, LEVEL, mtime=0), kind, "gzip") if kind.startswith(COMPRESSED) else (body, kind, "")
