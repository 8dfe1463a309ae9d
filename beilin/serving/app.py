"""The ASGI application: request → response. A request is checked for its host, then its method, then its path."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable, Mapping
from importlib.resources import files
from pathlib import Path

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from beilin.crash import failure_problem
from beilin.layout import SEARCH, SERVICE_WORKER
from beilin.publishing.no_worker import NO_WORKER
from beilin.serving.content_types import content_type
from beilin.serving.inbox_requests import answer_question, show_inbox
from beilin.serving.injection import inject, snippet
from beilin.serving.open_file import open_in_editor
from beilin.serving.origins import host_name, is_same_origin
from beilin.serving.problem_page import problem_page
from beilin.serving.static_files import File, Redirect, not_found_page, resolve
from beilin.serving.status import Site
from beilin.serving.status_feed import StatusFeed

# A site has no hidden paths, so these cannot collide with its files. They follow the base path of the requesting
# page, which may have been built before the current site.
EVENTS, OPEN = b"/.beilin/events", b"/.beilin/open"
INBOX, ANSWER = b"/.beilin/inbox", b"/.beilin/answer"
SCRIPTS = ("live.js", "overlay.js", "replace.js", "inbox.js")
STYLES = ("inbox.css",)
REVALIDATE = {"Cache-Control": "no-cache"}  # a browser may store the response, but revalidates it before each use
NO_HEADERS: Mapping[str, str] = {}
# The search page says so if this is in the response for the file with which every search begins.
SEARCH_META, OUTDATED = f"{SEARCH.removeprefix('/')}meta.json", {"Beilin-Search": "outdated"}
RETRY = 500  # milliseconds until a page that lost the server reconnects
HTML = "text/html; charset=utf-8"


def make_app(feed: StatusFeed, is_our_host: Callable[[str], bool], root: Path) -> ASGIApp:
    """The application that serves the feed's current site; `is_our_host` checks a Host header.

    Pages may ask it to open files of the archive at `root` in the user's editor.
    """
    assets = files("beilin.serving").joinpath("assets")
    own = {f"/.beilin/{name}".encode(): assets.joinpath(name).read_bytes() for name in (*SCRIPTS, *STYLES)}
    answering = asyncio.Lock()  # an answer changes files that the next one reads

    async def respond(request: Request) -> Response:
        if not is_our_host(request.headers.get("host", "")):
            return plain(421, unknown_host(request.headers.get("host", "")))
        path: bytes = request.scope["raw_path"]
        if path.endswith(OPEN) and request.method == "POST":
            return await open_in_editor(request, root, feed.token)
        if path.endswith(ANSWER) and request.method == "POST":
            async with answering:
                return await answer_question(request, root, feed.token)
        if request.method not in ("GET", "HEAD"):
            return plain(405, "Only GET and HEAD are allowed here.", {"Allow": "GET, HEAD"})
        if path.endswith(EVENTS):
            return _events(request, feed)
        if path.endswith(INBOX):
            return await show_inbox(request, root, feed.token)
        asset = own.get(path[path.rfind(b"/.beilin/") :]) if b"/.beilin/" in path else None
        if asset is not None:
            return _revalidated(request, asset, content_type(path.decode("ascii", "replace")))
        if feed.status.site is None:
            extra = snippet(base_path="/", message=feed.message, token=feed.token, is_problem_page=True)
            return Response(inject(problem_page(feed.status.problems, feed.options), extra), 500, REVALIDATE, HTML)
        if path == f"{feed.status.site.base_path}{SERVICE_WORKER[1:]}".encode():
            return _revalidated(request, NO_WORKER, content_type(SERVICE_WORKER))
        return _from_site(request, path, feed.status.site, feed)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await respond(Request(scope, receive))
        except Exception as error:
            problem = failure_problem(root, error, "answering a request")
            response = plain(500, f"{problem.message}\n{problem.hint}")
        await response(scope, receive, send)

    return app


def unknown_host(header: str) -> str:
    """What is answered if the Host header does not name this server."""
    name = host_name(header)
    remedy = f", or start the server with --allow-host {name}" if name else ""
    return f"Unknown host name. Use the address that was printed when this server started{remedy}."


def _from_site(request: Request, path: bytes, site: Site, feed: StatusFeed) -> Response:
    for _ in range(2):  # a rebuild may remove a file after it was resolved; the path may then resolve differently
        target = resolve(path, site)
        if isinstance(target, Redirect):
            query = f"?{request.url.query}" if request.url.query else ""
            status = 301 if target.is_permanent else 302
            return Response(status_code=status, headers=REVALIDATE | {"Location": target.address + query})
        file, status = (target, 200) if target else (not_found_page(site), 404)
        if file is None:
            break
        try:
            body = file.path.read_bytes()
        except OSError:
            continue
        kind = content_type(file.name)
        if kind == HTML:
            body = _injected(body, file, site, feed)
        is_outdated = file.name == SEARCH_META and feed.status.is_search_outdated
        return _revalidated(request, body, kind, status, OUTDATED if is_outdated else {})
    return plain(404, f"There is no such page. The site begins at {site.base_path}", REVALIDATE)


def _injected(body: bytes, file: File, site: Site, feed: StatusFeed) -> bytes:
    is_draft = file.name in site.draft_paths
    extra = snippet(base_path=site.base_path, message=feed.message, token=feed.token, is_draft=is_draft)
    return inject(body, extra)


def _revalidated(
    request: Request, body: bytes, kind: str, status: int = 200, more_headers: Mapping[str, str] = NO_HEADERS
) -> Response:
    """The body, or 304 if the browser has it already with the same headers."""
    tag = f'"{hashlib.blake2b(body + repr(more_headers).encode(), digest_size=16).hexdigest()}"'
    headers = {**REVALIDATE, "ETag": tag, "Content-Type": kind, **more_headers}
    client_tags = request.headers.get("if-none-match", "").split(",")
    if status == 200 and any(client_tag.strip().removeprefix("W/") in (tag, "*") for client_tag in client_tags):
        return Response(status_code=304, headers={**REVALIDATE, "ETag": tag, **more_headers})
    return Response(body, status, headers)


def _events(request: Request, feed: StatusFeed) -> Response:
    """Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html), one for each new status."""
    if request.method != "GET":
        return plain(405, "Only GET is allowed here.", {"Allow": "GET"})
    headers = request.headers
    origin, fetch_site = headers.get("origin"), headers.get("sec-fetch-site")
    if not is_same_origin(host=headers["host"], origin=origin, fetch_site=fetch_site):
        return plain(403, "Only pages of this server may receive events.")
    return StreamingResponse(_event_stream(feed), headers={"Cache-Control": "no-store"}, media_type="text/event-stream")


async def _event_stream(feed: StatusFeed) -> AsyncIterator[str]:
    yield f"retry: {RETRY}\n\n"
    async for message in feed.messages():
        yield f"data: {message}\n\n"


def plain(status: int, text: str, headers: dict[str, str] | None = None) -> Response:
    """A response of one line."""
    return PlainTextResponse(text + "\n", status, headers)
