"""The request of a served page to open a file in the user's text editor. It starts a program."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import threading
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from beilin.problems.wording import for_user
from beilin.serving.editor_command import Location, NoEditorError, editor_command, vs_code_link
from beilin.serving.page_requests import NO_STORE, body_of, refusal_of

START_TIMEOUT = 0.5  # seconds within which an editor that cannot start has exited


async def open_in_editor(request: Request, root: Path, token: str) -> Response:
    """Open the location in the body, JSON `{"file": …, "line": …, "column": …}` with a path from `root`.

    The response is JSON: `{"link": …}` if the page has to follow a link to open it, else `{"message": …}`.
    """
    if refusal := refusal_of(request, token, "open files"):
        return PlainTextResponse(f"{for_user(refusal)}\n", 403, NO_STORE)
    location = parse_location(root, await body_of(request))
    if location is None:
        return PlainTextResponse(for_user("There is no such file in the archive.") + "\n", 404, NO_STORE)
    try:
        command = editor_command(location, os.environ)
    except NoEditorError as error:
        return JSONResponse({"message": for_user(str(error))}, headers=NO_STORE)
    if not command:
        return JSONResponse({"link": vs_code_link(location)}, headers=NO_STORE)
    return JSONResponse({"message": for_user(await asyncio.to_thread(_start, command, root))}, headers=NO_STORE)


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
