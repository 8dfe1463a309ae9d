"""What a source is, from its first bytes and the names in an archive; never from its own name alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Opening:
    """What a kind is recognised by."""

    name: str  # of the file
    start: bytes  # its first 64 KB
    members: tuple[str, ...] = ()  # the names in it, if it is a zip archive
