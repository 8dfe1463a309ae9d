"""The current status, for requests to read and for event streams to follow."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator

from beilin.serving.injection import browser_message
from beilin.serving.status import Status


class StatusFeed:
    """Holds the current status and wakes its subscribers when it changes. Used in the server's event loop only."""

    def __init__(self, run: str, status: Status, options: str = "") -> None:
        """`run` identifies this run of the server: pages of an earlier run count as outdated.

        `options` are as for `Listed.omission`.
        """
        self._run, self.options = run, options
        self._message: tuple[Status, str] | None = None
        self._changed = asyncio.Event()
        self._is_closed = False
        self.status = status
        self.token = secrets.token_urlsafe()  # proves that a request comes from a page of this run

    @property
    def message(self) -> str:
        """The status as it is sent to the browser."""
        if self._message is None or self._message[0] is not self.status:
            version = f"{self._run}-{self.status.version}"
            self._message = self.status, browser_message(version, self.status.all_problems, self.options)
        return self._message[1]

    def publish(self, status: Status) -> None:
        """Replace the status, and wake all subscribers."""
        self.status = status
        self._wake()

    def close(self) -> None:
        """End all subscriptions."""
        self._is_closed = True
        self._wake()

    async def messages(self) -> AsyncIterator[str]:
        """The current message, and then each new one, until the feed is closed."""
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
