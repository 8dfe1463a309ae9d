"""Where the present status hangs, for requests to read and for browsers to wait at."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator

from beilin.serving.injection import browser_message
from beilin.serving.status import Status


class Board:
    """Used in the server's event loop only."""

    def __init__(self, run: str, status: Status) -> None:
        """`run` names this run of the server: pages of another run count as old."""
        self._run = run
        self._changed = asyncio.Event()
        self._is_closed = False
        self.status = status
        self.token = secrets.token_urlsafe()  # that pages of this run show when they ask for more than to be read

    @property
    def message(self) -> str:
        """The status as the browser gets it."""
        return browser_message(f"{self._run}-{self.status.version}", self.status.told)

    def post(self, status: Status) -> None:
        """Hang up a new status, and wake all who wait for it."""
        self.status = status
        self._wake()

    def close(self) -> None:
        """Let all who wait go."""
        self._is_closed = True
        self._wake()

    async def messages(self) -> AsyncIterator[str]:
        """The message now, and again whenever it changes, until the board closes."""
        last = None
        while not self._is_closed:
            changed, message = self._changed, self.message
            if message != last:
                yield message
            last = message
            await changed.wait()

    def _wake(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()
