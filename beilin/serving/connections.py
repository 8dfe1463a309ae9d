"""Connections that wait for nothing are closed, and there are never more than the process may have open."""

from __future__ import annotations

import asyncio
import resource

from uvicorn.protocols.http.h11_impl import H11Protocol

REQUEST_TIMEOUT = 10.0  # seconds that a connection may wait for a whole request; browsers open some in advance
MIN_CONNECTIONS, MAX_CONNECTIONS = 8, 256
BACKLOG = 8  # connections accepted in one turn of the loop, before the first of them can be closed again


def max_connections() -> int:
    """A quarter of the files that this process may have open; builds need the others."""
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MAX_CONNECTIONS if limit < 0 else min(MAX_CONNECTIONS, max(MIN_CONNECTIONS, limit // 4))


class Connection(H11Protocol):
    """A connection. uvicorn closes one only if it is idle after a response, and limits neither time nor number."""

    _timer: asyncio.TimerHandle | None = None
    _opened: float = 0.0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Make room for the new connection: the oldest one that waits for a request is closed, or else the oldest."""
        super().connection_made(transport)
        self._opened = self.loop.time()
        self._wait()
        others = [other for other in self.connections if other is not self and isinstance(other, Connection)]
        others = [other for other in others if not other.transport.is_closing()]
        if len(others) >= max_connections():
            min(others, key=lambda other: (other.is_answered, other._opened)).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the timer."""
        super().connection_lost(exc)
        if self._timer:
            self._timer.cancel()

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        super().on_response_complete()
        self._wait()

    @property
    def is_answered(self) -> bool:
        """Whether a request came whose response is not complete. An event stream never is."""
        return self.cycle is not None and not self.cycle.response_complete

    def _wait(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = self.loop.call_later(REQUEST_TIMEOUT, self._expire)

    def _expire(self) -> None:
        if not self.is_answered:
            self.transport.abort()
