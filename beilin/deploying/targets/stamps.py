"""The stamps of targets that keep files as file systems do: size in bytes and time of change in seconds."""

from __future__ import annotations


def size_and_time(size: int, seconds: int) -> str:
    """The stamp of a file. All files that one run uploads get the same time."""
    return f"{size}:{seconds}"


def time_of(stamp: str) -> int:
    """The time in a stamp, in seconds since 1970."""
    return int(stamp.partition(":")[2])
