"""What formulas can have wrong."""

from __future__ import annotations


class UnreadableFormulaError(Exception):
    """A formula cannot be shown; the message says why."""
