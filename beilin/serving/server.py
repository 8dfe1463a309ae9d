"""The server: one process, whose main thread answers requests while another one rebuilds."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
import time
import webbrowser
from collections.abc import Iterator, Sequence
from pathlib import Path

import uvicorn

from beilin.serving.app import make_app
from beilin.serving.board import Board
from beilin.serving.listener import CannotListenError, listen, shown_address
from beilin.serving.origins import host_check
from beilin.serving.rebuilds import Build, Say, rebuild, rebuilding
from beilin.serving.status import Status

ENDINGS = (signal.SIGINT, signal.SIGTERM)
TIME_TO_ANSWER = 1  # seconds that requests under way get when the server ends


def serve(
    root: Path, build: Build, *, host: str, port: int, open_browser: bool, say: Say, check: Sequence[str] = ()
) -> int:
    """Serve the archive at `root` as `build` builds it, and rebuild it after each change, until Ctrl-C or SIGTERM.

    `check` is the command of the whole check, which runs while nothing is saved; without one there is none.
    Call it in the main thread. `say` gets each line for the terminal, also from another thread. Returns the exit
    code: 0, or 2 where it cannot listen on `host` and `port`. The first build runs before any thread starts, so that it
    may fork.
    """
    try:
        listener = listen(host, port)
    except CannotListenError as error:
        say(str(error))
        return 2
    with listener, contextlib.suppress(KeyboardInterrupt), _ending_like_ctrl_c():
        status = rebuild(Status(), build, root, say)
        serving = _until_interrupted(
            listener, root, build, status, host=host, open_browser=open_browser, say=say, check=check
        )
        asyncio.run(serving)
    return 0


async def _until_interrupted(
    listener: socket.socket, root: Path, build: Build, status: Status, *, host: str, open_browser: bool, say: Say,
    check: Sequence[str],
) -> None:  # fmt: skip
    ending = asyncio.Event()
    for number in ENDINGS:
        asyncio.get_running_loop().add_signal_handler(number, ending.set)
    base_path = status.site.base_path if status.site else "/"
    address = shown_address(host, listener.getsockname()[1], base_path)
    say(f"Serving content/ at {address} — Ctrl-C ends it")
    if open_browser:
        # In a thread, because a browser without windows does not return before it is closed.
        threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()
    await run(listener, root, build, status, host=host, say=say, ending=ending, check=check)


async def run(
    listener: socket.socket, root: Path, build: Build, status: Status, *, host: str, say: Say, ending: asyncio.Event,
    check: Sequence[str] = (),
) -> None:  # fmt: skip
    """Answer requests and rebuild until `ending` is set. `status` is that of the first build."""
    loop = asyncio.get_running_loop()
    board = Board(f"{time.time_ns():x}", status)
    config = uvicorn.Config(
        make_app(board, host_check(host), root),
        loop="asyncio",
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=TIME_TO_ANSWER,
    )
    server = uvicorn.Server(config)

    def post(new: Status) -> None:
        loop.call_soon_threadsafe(board.post, new)

    async def end() -> None:
        await ending.wait()
        server.should_exit = True
        board.close()  # or the server would wait for the open event streams

    watch_for_end = asyncio.create_task(end())
    with rebuilding(root, build, status, post, say, check):
        await server.serve(sockets=[listener])
    await watch_for_end


@contextlib.contextmanager
def _ending_like_ctrl_c() -> Iterator[None]:
    """Let either signal end the first build as Ctrl-C does; a shell may have started this process deaf to SIGINT."""
    before = {number: signal.signal(number, signal.default_int_handler) for number in ENDINGS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
