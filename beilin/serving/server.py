"""The server: one process, whose main thread answers requests while another thread rebuilds."""

from __future__ import annotations

import asyncio
import contextlib
import signal
import socket
import threading
import time
import webbrowser
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from beilin.crash import failure_problem, write_crash_report
from beilin.problems.wording import for_user
from beilin.serving.app import make_app
from beilin.serving.connections import BACKLOG, Connection
from beilin.serving.listener import CannotListenError, listen, url_to_open
from beilin.serving.origins import host_check
from beilin.serving.rebuilds import ServedArchive, rebuild, rebuilding
from beilin.serving.status import Status
from beilin.serving.status_feed import StatusFeed

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)
RESPONSE_TIMEOUT = 1  # seconds that open requests get when the server stops


def serve(archive: ServedArchive, *, host: str, port: int, open_browser: bool) -> int:
    """Build and serve the archive, and rebuild it after each change, until Ctrl-C or SIGTERM.

    Call it in the main thread. Returns the exit code: 0, or 2 if it cannot listen on `host` and `port`. The first build
    runs before any thread starts, so that it may fork.
    """
    try:
        listener = listen(host, port)
    except CannotListenError as error:
        archive.say(for_user(str(error)))
        return 2
    with listener, contextlib.suppress(KeyboardInterrupt), _stopping_as_by_ctrl_c(), _reporting_threads(archive):
        status = rebuild(Status(), archive)
        asyncio.run(_serve_until_signal(archive, status, listener, host, open_browser=open_browser))
    return 0


async def _serve_until_signal(
    archive: ServedArchive, status: Status, listener: socket.socket, host: str, *, open_browser: bool
) -> None:
    stop = stop_by_signal()
    base_path = status.site.base_path if status.site else "/"
    url = url_to_open(host, listener.getsockname()[1], base_path)
    archive.say(for_user(f"Serving content/ at {url} — press Ctrl-C to stop"))
    if open_browser:
        open_in_browser(url)
    await run(archive, status, listener, host, stop)


def stop_by_signal() -> asyncio.Event:
    """An event that is set by Ctrl-C or SIGTERM."""
    stop = asyncio.Event()
    for number in STOP_SIGNALS:
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    return stop


def open_in_browser(url: str) -> None:
    """Open the URL in the browser. In a thread, because a text browser does not return until it is closed."""
    threading.Thread(target=_open_browser, args=(url,), daemon=True).start()


def _open_browser(url: str) -> None:
    with contextlib.suppress(Exception):  # the address was printed, too
        webbrowser.open(url)


async def run(archive: ServedArchive, status: Status, listener: socket.socket, host: str, stop: asyncio.Event) -> None:
    """Answer requests and rebuild until `stop` is set. `status` is that of the first build."""
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _loop, context: _note(archive, context.get("exception")))
    feed = StatusFeed(f"{time.time_ns():x}", status, archive.options)
    server = server_of(make_app(feed, host_check(host, archive.allowed_hosts), archive.root))

    def publish(new: Status) -> None:
        loop.call_soon_threadsafe(feed.publish, new)

    async def shut_down() -> None:
        await stop.wait()
        server.should_exit = True
        feed.close()  # or the server would wait for the open event streams

    shutdown = asyncio.create_task(shut_down())
    with rebuilding(archive, status, publish):
        await server.serve(sockets=[listener])
    await shutdown
    await close_connections(server)


def server_of(app: ASGIApp) -> uvicorn.Server:
    """The server for an application."""
    config = uvicorn.Config(
        app,
        loop="asyncio",
        http=Connection,
        backlog=BACKLOG,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        proxy_headers=False,
        server_header=False,
        timeout_graceful_shutdown=RESPONSE_TIMEOUT,
    )
    return uvicorn.Server(config)


async def close_connections(server: uvicorn.Server) -> None:
    """Close what uvicorn leaves open: connections accepted while it stopped, or not answered within the timeout."""
    for _ in range(3):  # an accepted connection is known after two turns of the loop
        await asyncio.sleep(0)
    for connection in list(server.server_state.connections):
        connection.transport.abort()
    await asyncio.sleep(0)  # the turn that closes the sockets


def _note(archive: ServedArchive, error: BaseException | None) -> None:
    """Write down an exception in the server, which goes on. Those of connections are no fault."""
    if error is not None and not isinstance(error, OSError):
        write_crash_report(archive.root, error, "serving the archive")


@contextlib.contextmanager
def _reporting_threads(archive: ServedArchive) -> Iterator[None]:
    """Within the block, a thread that fails ends in a line for the user instead of a traceback."""
    before = threading.excepthook

    def report(failed: threading.ExceptHookArgs) -> None:
        if isinstance(failed.exc_value, Exception):
            problem = failure_problem(archive.root, failed.exc_value, "serving the archive")
            archive.say(for_user(f"{problem.message}. {problem.hint}"))

    threading.excepthook = report
    try:
        yield
    finally:
        threading.excepthook = before


@contextlib.contextmanager
def _stopping_as_by_ctrl_c() -> Iterator[None]:
    """Make both signals stop the first build as Ctrl-C does; a shell may start a process with SIGINT ignored."""
    before = {number: signal.signal(number, signal.default_int_handler) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
