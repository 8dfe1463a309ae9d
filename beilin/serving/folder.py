"""Serving a folder that was built, until Ctrl-C. Nothing is built or watched, and no archive is needed."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Callable, Iterable
from typing import NamedTuple

from beilin.problems.wording import for_user
from beilin.serving.folder_app import make_folder_app
from beilin.serving.listener import CannotListenError, listen, url_to_open
from beilin.serving.origins import host_check
from beilin.serving.server import close_connections, open_in_browser, server_of, stop_by_signal
from beilin.serving.status import Site


class Where(NamedTuple):
    """Where a folder is served."""

    host: str
    port: int
    allowed_hosts: Iterable[str] = ()
    open_browser: bool = False


def serve_folder(site: Site, where: Where, say: Callable[[str], None]) -> int:
    """Serve the site until Ctrl-C or SIGTERM. Call it in the main thread.

    Returns the exit code: 0, or 2 if it cannot listen there. `say` prints what is in the user's language.
    """
    try:
        listener = listen(where.host, where.port)
    except CannotListenError as error:
        say(for_user(str(error)))
        return 2
    with listener, contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_serve(site, where, listener, say))
    return 0


async def _serve(site: Site, where: Where, listener: socket.socket, say: Callable[[str], None]) -> None:
    stop = stop_by_signal()
    asyncio.get_running_loop().set_exception_handler(lambda _loop, _context: None)  # of connections that break
    url = url_to_open(where.host, listener.getsockname()[1], site.base_path)
    say(for_user(f"Serving {site.output} at {url} — press Ctrl-C to stop"))
    if where.open_browser:
        open_in_browser(url)
    server = server_of(make_folder_app(site, host_check(where.host, where.allowed_hosts)))

    async def shut_down() -> None:
        await stop.wait()
        server.should_exit = True

    shutdown = asyncio.create_task(shut_down())
    await server.serve(sockets=[listener])
    await shutdown
    await close_connections(server)
