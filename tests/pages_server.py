"""A folder served as GitHub Pages serves it: a site below its path, with redirects, types and its own 404 page."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from beilin.serving.content_types import content_type
from beilin.serving.static_files import Redirect, not_found_page, resolve
from beilin.serving.status import Site


@contextmanager
def pages_server(folder: Path, base_path: str) -> Iterator[str]:
    """Serve the folder below `base_path` ("/archive/") until the block ends; gives the server, as "http://host:port"."""
    site = Site(folder, base_path)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = resolve(self.path.partition("?")[0].encode(), site)
            if isinstance(found, Redirect):
                self.send_response(301)
                self.send_header("Location", found.address)
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            file = found or not_found_page(site)
            data = file.path.read_bytes() if file else b"not here"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", content_type(file.name) if file else "text/plain")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
