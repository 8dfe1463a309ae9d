"""Why a run does not begin, or its record cannot be used."""

from __future__ import annotations


class RunError(Exception):
    """A run that is refused; the message says why, `hint` what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint
