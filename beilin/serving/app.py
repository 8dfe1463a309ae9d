"""Request → response. The order of the checks: who asks, by which method, for what."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from beilin.serving.board import Board
from beilin.serving.content_types import content_type
from beilin.serving.injection import inject, snippet
from beilin.serving.opening import open_in_editor
from beilin.serving.origins import is_same_origin
from beilin.serving.problem_page import problem_page
from beilin.serving.static_files import File, Redirect, not_found_page, resolve
from beilin.serving.status import Site

# No file of a site has a hidden path, so these clash with none. What stands before them is the base path of
# the page that asks, which may be older than the site.
EVENTS, OPEN = b"/.beilin/events", b"/.beilin/open"
SCRIPTS = ("live.js", "overlay.js", "replace.js")
FRESH = {"Cache-Control": "no-cache"}  # a browser may keep it, but asks each time whether it still holds
RETRY = 500  # milliseconds until a page asks again that has lost the server
HTML = "text/html; charset=utf-8"


def make_app(board: Board, is_our_host: Callable[[str], bool], root: Path) -> ASGIApp:
    """The application that serves what hangs on the board to requests for our host.

    Pages may ask it to open files of the archive at `root` in the editor.
    """
    assets = files("beilin.serving").joinpath("assets")
    scripts = {f"/.beilin/{name}".encode(): assets.joinpath(name).read_bytes() for name in SCRIPTS}

    async def respond(request: Request) -> Response:
        if not is_our_host(request.headers.get("host", "")):
            return _plain(421, "This server does not go by that name. Use the address that it printed when it started.")
        path: bytes = request.scope["raw_path"]
        if path.endswith(OPEN) and request.method == "POST":
            return await open_in_editor(request, root, board.token)
        if request.method not in ("GET", "HEAD"):
            return _plain(405, "Only GET and HEAD are answered here.", {"Allow": "GET, HEAD"})
        if path.endswith(EVENTS):
            return _events(request, board)
        script = scripts.get(path[path.rfind(b"/.beilin/") :]) if b"/.beilin/" in path else None
        if script is not None:
            return _fresh(request, script, "text/javascript; charset=utf-8")
        if board.status.site is None:
            extra = snippet(base_path="/", message=board.message, token=board.token, is_problem_page=True)
            return Response(inject(problem_page(board.status.problems), extra), 500, FRESH, HTML)
        return _from_site(request, path, board.status.site, board)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        response = await respond(Request(scope, receive))
        await response(scope, receive, send)

    return app


def _from_site(request: Request, path: bytes, site: Site, board: Board) -> Response:
    for _ in range(2):  # a file may go between finding and reading it; then there may be another in its place
        found = resolve(path, site)
        if isinstance(found, Redirect):
            query = f"?{request.url.query}" if request.url.query else ""
            status = 301 if found.is_permanent else 302
            return Response(status_code=status, headers=FRESH | {"Location": found.address + query})
        found, status = (found, 200) if found else (not_found_page(site), 404)
        if found is None:
            break
        try:
            body = found.path.read_bytes()
        except OSError:
            continue
        return _file(request, found, body, status, site, board)
    return _plain(404, f"There is no such page. The site begins at {site.base_path}", FRESH)


def _file(request: Request, file: File, body: bytes, status: int, site: Site, board: Board) -> Response:
    kind = content_type(file.name)
    if kind == HTML:
        is_draft = file.name in site.draft_paths
        extra = snippet(base_path=site.base_path, message=board.message, token=board.token, is_draft=is_draft)
        body = inject(body, extra)
    return _fresh(request, body, kind, status)


def _fresh(request: Request, body: bytes, kind: str, status: int = 200) -> Response:
    """The body, or 304 where the browser has it already."""
    tag = f'"{hashlib.blake2b(body, digest_size=16).hexdigest()}"'
    headers = FRESH | {"ETag": tag, "Content-Type": kind}
    known = request.headers.get("if-none-match", "")
    if status == 200 and any(one.strip().removeprefix("W/") in (tag, "*") for one in known.split(",")):
        return Response(status_code=304, headers=FRESH | {"ETag": tag})
    return Response(body, status, headers)


def _events(request: Request, board: Board) -> Response:
    """Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), one for each new status."""
    if request.method != "GET":
        return _plain(405, "Only GET is answered here.", {"Allow": "GET"})
    headers = request.headers
    origin, fetch_site = headers.get("origin"), headers.get("sec-fetch-site")
    if not is_same_origin(host=headers["host"], origin=origin, fetch_site=fetch_site):
        return _plain(403, "Only pages of this server may listen here.")
    return StreamingResponse(_events_of(board), headers={"Cache-Control": "no-store"}, media_type="text/event-stream")


async def _events_of(board: Board) -> AsyncIterator[str]:
    yield f"retry: {RETRY}\n\n"
    async for message in board.messages():
        yield f"data: {message}\n\n"


def _plain(status: int, words: str, headers: dict[str, str] | None = None) -> Response:
    return PlainTextResponse(words + "\n", status, headers)
