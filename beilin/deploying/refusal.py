"""Why a site is not published."""

from __future__ import annotations


class DeployError(Exception):
    """The message says what happened, `hint` what to do. Nothing was published, and every branch is as it was."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
