"""Why a site is not published."""

from __future__ import annotations


class DeployError(Exception):
    """The site was not published; the message says why, `hint` what to do.

    Every branch and target is unchanged, unless a subclass says otherwise.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint
