"""The files of `tables/`."""

from __future__ import annotations

from pathlib import Path

_FOLDER = Path(__file__).parent / "tables"


def read_table(name: str) -> str:
    """The text of a table. (importlib.resources would take 3 ms to import.)"""
    return (_FOLDER / name).read_text("utf-8")
