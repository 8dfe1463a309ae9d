"""A file that does not stay as it was."""

from __future__ import annotations


class InputChangedError(Exception):
    """A file changed between two looks of one build, which has to begin again."""
