"""Why a site is not published."""

from __future__ import annotations

import re


class DeployError(Exception):
    """The site was not published; the message says why, `hint` what to do.

    Every branch and target is unchanged, unless a subclass says otherwise.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def without_password(text: str) -> str:
    """The text with every URL in it as it may be printed."""
    return re.sub(r"//[^/@\s]*@", "//", text)
