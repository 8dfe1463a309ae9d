"""What is measured of a query."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Network:
    """A connection."""

    label: str
    megabits: float  # a second
    latency: int  # milliseconds


NETWORKS = (Network("1.6 Mbit/s, 150 ms", 1.6, 150), Network("10 Mbit/s, 40 ms", 10, 40))


@dataclass(frozen=True, slots=True)
class Transfer:
    """What was transferred for a query, in bytes of bodies; scripts and styles are not counted."""

    titles: int  # until ten titles (or all) are shown
    snippets: int  # until five snippets (or all) are shown
    requests: int  # for shards, before the first card is requested
