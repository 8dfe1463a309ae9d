"""The request of a served page to open a file in the user's text editor.

It starts a program, so only pages of this run of the server, opened on this machine, may send it. Any other page in the
user's browser can send requests here too, but it cannot read the token or set custom headers.
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

from beilin.serving.editor_command import Location, NoEditorError, editor_command, vs_code_link
from beilin.serving.origins import LOOPBACK, host_name, is_same_origin

TOKEN_HEADER = "x-beilin-token"
MAX_BYTES = 4096
START_TIMEOUT = 0.5  # seconds within which an editor that cannot start has exited
NO_STORE = {"Cache-Control": "no-store"}


async def open_in_editor(request: Request, root: Path, token: str) -> Response:
    """Open the location in the body, JSON `{"file": …, "line": …, "column": …}` with a path from `root`.

    The response is JSON: `{"link": …}` if the page has to follow a link to open it, else `{"message": …}`.
    """
    if refusal := _refusal(request, token):
        return PlainTextResponse(refusal + "\n", 403, NO_STORE)
    location = parse_location(root, await _body_of(request))
    if location is None:
        return PlainTextResponse("There is no such file in the archive.\n", 404, NO_STORE)
    try:
        command = editor_command(location, os.environ)
    except NoEditorError as error:
        return JSONResponse({"message": str(error)}, headers=NO_STORE)
    if not command:
        return JSONResponse({"link": vs_code_link(location)}, headers=NO_STORE)
    return JSONResponse({"message": await asyncio.to_thread(_start, command, root)}, headers=NO_STORE)


def parse_location(root: Path, body: bytes) -> Location | None:
    """The location in the JSON body; None if it is not valid or not a file inside `root` once links are resolved."""
    try:
        data = json.loads(body)
        line, column = data.get("line") or 1, data.get("column") or 1
        if not (type(line) is type(column) is int and line > 0 and column > 0 and isinstance(data["file"], str)):
            return None
        path = (root / data["file"]).resolve(strict=True)
        return Location(path, line, column) if path.is_relative_to(root.resolve()) and path.is_file() else None
    except (ValueError, KeyError, AttributeError, OSError, RuntimeError):
        return None  # not this JSON, or not a possible path


def _refusal(request: Request, token: str) -> str:
    """Why the request is refused; "" if it is allowed."""
    headers = request.headers
    origin, fetch_site = headers.get("origin"), headers.get("sec-fetch-site")
    # A tunnel leads here from this machine, with the host name of its other end.
    if not request.client or not _is_loopback(request.client.host) or host_name(headers["host"]) not in LOOPBACK:
        return "Only this machine may open files."
    # A browser always sends Origin with a POST; a request without it does not come from a page.
    if origin is None or not is_same_origin(host=headers["host"], origin=origin, fetch_site=fetch_site):
        return "Only pages of this server may open files."
    if headers.get("content-type", "") != "application/json":
        return "The request must be JSON."
    if not hmac.compare_digest(headers.get(TOKEN_HEADER, "").encode(), token.encode()):
        return "This page was loaded from an earlier run of the server. Reload it."
    return ""


async def _body_of(request: Request) -> bytes:
    """The request's body; empty if it is longer than any valid one."""
    body = b""
    with contextlib.suppress(ClientDisconnect):
        async for chunk in request.stream():
            body += chunk
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
    """Start the editor detached from this process and its terminal; the message for the user."""
    name = Path(command[0]).name
    try:
        process = subprocess.Popen(
            command,
            cwd=root,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError as error:
        return f"{name} could not be started: {error.strerror}."
    try:
        code = process.wait(START_TIMEOUT)
    except subprocess.TimeoutExpired:
        threading.Thread(target=process.wait, daemon=True).start()  # or it would become a zombie
        code = 0
    if code:
        return f"{name} exited with code {code}; try it in a terminal."
    return "Opened in a new tmux window." if name == "tmux" else f"Opened in {name}."
