"""Why a line or block cannot be moved."""

from __future__ import annotations


class UndoError(Exception):
    """A line that cannot be moved: why, and its text if the editor must place it by hand."""

    def __init__(self, reason: str, text: str = "") -> None:
        super().__init__(reason)
        self.reason, self.text = reason, text
