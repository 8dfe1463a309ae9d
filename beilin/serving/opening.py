"""The request of a served page to open a file in the editor: who may ask, for what, and what comes of it.

It starts a program, so it answers only a page of this server, on this machine, in this run: any page in the editor's
browser can send requests here, and what it cannot do is read the token or set a header of its own.
"""

from __future__ import annotations

import asyncio
import contextlib
import hmac
import ipaddress
import json
import os
import subprocess
import threading
from pathlib import Path

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from beilin.serving.editors import NoEditorError, Place, command_for, vs_code_link
from beilin.serving.origins import is_same_origin

TOKEN_HEADER = "x-beilin-token"
MAX_BYTES = 4096
TIME_TO_FAIL = 0.5  # seconds in which an editor that cannot start has ended
NO_STORE = {"Cache-Control": "no-store"}


async def open_in_editor(request: Request, root: Path, token: str) -> Response:
    """Open what the request names, given as JSON `{"file": …, "line": …, "column": …}` with a path from `root`.

    The answer is JSON: `{"link": …}` where the page has to follow a link to open it, else `{"said": …}`.
    """
    if fault := _fault_of(request, token):
        return PlainTextResponse(fault + "\n", 403, NO_STORE)
    place = place_in(root, await _body_of(request))
    if place is None:
        return PlainTextResponse("There is no such file in the archive.\n", 404, NO_STORE)
    try:
        command = command_for(place, os.environ)
    except NoEditorError as error:
        return JSONResponse({"said": str(error)}, headers=NO_STORE)
    if not command:
        return JSONResponse({"link": vs_code_link(place)}, headers=NO_STORE)
    return JSONResponse({"said": await asyncio.to_thread(_start, command, root)}, headers=NO_STORE)


def place_in(root: Path, body: bytes) -> Place | None:
    """The place that the JSON names, where it is a file inside `root`; links are followed before that is told."""
    try:
        wish = json.loads(body)
        line, column = wish.get("line") or 1, wish.get("column") or 1
        if not (type(line) is type(column) is int and line > 0 and column > 0 and isinstance(wish["file"], str)):
            return None
        path = (root / wish["file"]).resolve(strict=True)
        return Place(path, line, column) if path.is_relative_to(root.resolve()) and path.is_file() else None
    except (ValueError, KeyError, AttributeError, OSError, RuntimeError):
        return None  # no such JSON, or no file can have that path


def _fault_of(request: Request, token: str) -> str:
    """Why the request is refused; "" where it may pass."""
    headers = request.headers
    origin, fetch_site = headers.get("origin"), headers.get("sec-fetch-site")
    if not request.client or not _is_loopback(request.client.host):
        return "Only this machine may open files here."
    # A browser always says from where it posts; a program that does not is no page of this server.
    if origin is None or not is_same_origin(host=headers["host"], origin=origin, fetch_site=fetch_site):
        return "Only pages of this server may open files here."
    if headers.get("content-type", "") != "application/json":
        return "Only JSON is taken here."
    if not hmac.compare_digest(headers.get(TOKEN_HEADER, "").encode(), token.encode()):
        return "This page is of an earlier run of the server. Load it again."
    return ""


async def _body_of(request: Request) -> bytes:
    """The request's body, or as much of it as shows that it is too long to be JSON of ours."""
    body = b""
    with contextlib.suppress(ClientDisconnect):
        async for part in request.stream():
            body += part
            if len(body) > MAX_BYTES:
                return b""
    return body


def _is_loopback(host: str) -> bool:
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def _start(command: list[str], root: Path) -> str:
    """Start the editor, apart from this process and its terminal; what to say of it."""
    nothing = subprocess.DEVNULL
    name = Path(command[0]).name
    try:
        process = subprocess.Popen(
            command, cwd=root, stdin=nothing, stdout=nothing, stderr=nothing, start_new_session=True
        )
    except OSError as error:
        return f"{name} could not be started: {error.strerror}."
    try:
        code = process.wait(TIME_TO_FAIL)
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, daemon=True).start()  # or it would stay in the process table when it ends
        code = 0
    if code:
        return f"{name} ended with {code}; try it in a terminal."
    return "Opened in a new window of tmux." if name == "tmux" else f"Opened in {name}."
