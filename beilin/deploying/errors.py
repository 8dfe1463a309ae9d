"""Why a site is not published."""

from __future__ import annotations


class DeployError(Exception):
    """The site was not published; the message says why, `hint` what to do. Every branch is unchanged."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
