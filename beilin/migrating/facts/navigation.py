"""Titles that the navigation of a site gives its documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def title_in_navigation(nav: Any, path: str) -> str:
    """The title that the setting `nav` of MkDocs gives a document, or ""; its paths begin in the documents' folder."""
    waiting = [nav]
    while waiting:
        entry = waiting.pop()
        if isinstance(entry, list):
            waiting += reversed(entry)
        elif isinstance(entry, Mapping):
            for title, below in entry.items():
                if isinstance(below, str) and f"/{path}".endswith(f"/{below.removeprefix('./')}"):
                    return str(title)
                waiting.append(below)
    return ""
