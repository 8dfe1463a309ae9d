"""A folder with a built site, or with a copy of one for reading offline, as a site: what is served, and the answers."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from pathlib import Path
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from beilin.layout import CONFIG_FILE, NOT_FOUND, ROBOTS, SERVICE_WORKER
from beilin.publishing.no_worker import NO_WORKER
from beilin.serving.app import HTML, REVALIDATE, plain, unknown_host
from beilin.serving.content_types import content_type
from beilin.serving.static_files import File, Redirect, not_found_page, resolve
from beilin.serving.status import Site

_HOME, _WELL_KNOWN = "index.html", ".well-known"
_MAX_HEAD = 1 << 16  # characters of a page that are searched
_CANONICAL = re.compile(
    r"<link\s(?=[^>]*\brel=[\"']?canonical\b)[^>]*?\bhref=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE
)
_SITEMAP = re.compile(r"^Sitemap:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_HEAD = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)


class NotASiteError(Exception):
    """The folder is not a built site; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


def built_site(folder: Path) -> Site:
    """The site in the folder, below the path of the address at which it is published. Raises NotASiteError."""
    if folder.is_file():
        unpack = "Unpack it, and serve the folder." if folder.suffix.lower() == ".zip" else "Name a folder."
        raise NotASiteError(f"{folder} is a file", unpack)
    if not folder.is_dir():
        raise NotASiteError(f"there is no folder {folder}", "Check the name.")
    if not (folder / _HOME).is_file():
        if (folder / CONFIG_FILE).exists():
            raise NotASiteError(
                f"{folder} is an archive, not a built site", f"Serve it by: build.py serve --root {folder}"
            )
        raise NotASiteError(
            f"{folder} is not a built site: it has no {_HOME}",
            "Name a folder that `build.py build` made, such as site/, or one that `build.py build --offline` made.",
        )
    known = folder / _WELL_KNOWN
    hidden = frozenset(path.relative_to(folder).as_posix() for path in known.rglob("*") if path.is_file())
    return Site(folder, _base_path(folder), hidden_paths=hidden)


def _base_path(folder: Path) -> str:
    """The path of the address that the home page or robots.txt names as that of the site; "/" if none does."""
    page = _beginning(folder / _HOME)
    if match := _CANONICAL.search(page):
        path = urlsplit(unescape(match[1] or match[2] or match[3] or "")).path
    else:
        match = _SITEMAP.search(_beginning(folder / ROBOTS.removeprefix("/")))
        path = urlsplit(match[1]).path.rpartition("/")[0] + "/" if match else "/"
    return path if path.startswith("/") and path.endswith("/") else "/"


def _beginning(file: Path) -> str:
    try:
        with file.open(encoding="utf-8", errors="replace") as opened:
            return opened.read(_MAX_HEAD)
    except OSError:
        return ""


def make_folder_app(site: Site, is_our_host: Callable[[str], bool]) -> ASGIApp:
    """The application that serves the site, read-only; `is_our_host` checks a Host header."""
    worker = f"{site.base_path}{SERVICE_WORKER[1:]}".encode()

    def respond(request: Request) -> Response:
        if not is_our_host(request.headers.get("host", "")):
            return plain(421, unknown_host(request.headers.get("host", "")))
        if request.method not in ("GET", "HEAD"):
            return plain(405, "Only GET and HEAD are allowed here.", {"Allow": "GET, HEAD"})
        if request.scope["raw_path"] == worker:
            return Response(NO_WORKER, headers=REVALIDATE | {"Content-Type": content_type(SERVICE_WORKER)})
        found = resolve(request.scope["raw_path"], site)
        if isinstance(found, Redirect):
            query = f"?{request.url.query}" if request.url.query else ""
            headers = REVALIDATE | {"Location": found.address + query}
            return Response(status_code=301 if found.is_permanent else 302, headers=headers)
        if found is None:
            return _not_found(site)
        return _of_file(request, found)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = respond(Request(scope, receive))
        except OSError as error:
            response = plain(500, str(error.strerror or error))
        await response(scope, receive, send)

    return app


def _of_file(request: Request, file: File) -> Response:
    headers = REVALIDATE | {"Content-Type": content_type(file.name)}
    response = FileResponse(file.path, headers=headers, stat_result=file.path.stat())
    tags = [tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")]
    if {response.headers["etag"], "*"} & {*tags}:
        return Response(status_code=304, headers=REVALIDATE | {"ETag": response.headers["etag"]})
    return response


def _not_found(site: Site) -> Response:
    file = not_found_page(site)
    if file is None:
        return plain(404, f"There is no such page. The site begins at {site.base_path}", REVALIDATE)
    # In a copy, its addresses are relative to where it lies, and not to the address that was asked for.
    base = f'<base href="{escape(site.base_path.rstrip("/") + NOT_FOUND)}">'.encode()
    page = _HEAD.sub(lambda match: match[0] + base, file.path.read_bytes(), count=1)
    return Response(page, 404, REVALIDATE, HTML)
