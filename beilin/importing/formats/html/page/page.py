"""A web page as it was saved or received."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from beilin.importing.model import Finding


@dataclass(frozen=True, slots=True)
class Page:
    """A page, decoded, and what is known of it besides its text."""

    html: str
    encoding: str = "utf-8"
    url: str = ""  # its address, if what it came in says that
    retrieved: str = ""  # when it was saved or fetched, likewise
    doubts: tuple[Finding, ...] = ()
    read_image: Callable[[str], bytes | None] | None = (
        None  # address as the page writes it → the file that came with it
    )
