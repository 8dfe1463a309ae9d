"""links.jsonl: what is known of each address on another host that the archive links to.

The editors keep it with the archive. Each address has one line, and the lines are in the order of the addresses, so
that two checks of the same state write the same bytes and branches can be merged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Literal

import msgspec

from beilin.layout import LINKS_FILE
from beilin.problems.problem import Problem
from beilin.reading.json_lines import json_lines, read_json_lines

Outcome = Literal["good", "moved", "dead", "unreachable", "untested"]
# A host that has been unreachable for so long will not come back: most dead links are to hosts whose names are gone.
DAYS_UNTIL_DEAD = 30
_HINT = "Correct the line, or delete it: `build.py check --external` writes it anew."
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}\\Z")
_WEB_ADDRESS = re.compile(r"https?://[^\s\0-\x1f\x7f]+\Z", re.IGNORECASE)


class LinkRecord(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is known of an address. Days are written YYYY-MM-DD."""

    url: str  # without a fragment
    outcome: Outcome
    checked: str  # the day on which its host was last asked
    since: str = ""  # the first day since which it has been dead or unreachable without interruption
    reason: str = ""  # why the outcome is not good
    new_url: str = ""  # where a permanent redirect leads
    archived_url: str = ""  # a copy in the Wayback Machine
    archived_on: str = ""  # the day of that copy
    archive_asked: str = ""  # the day on which the Wayback Machine was last asked for one

    @property
    def is_dead(self) -> bool:
        """Whether readers will not find the page: it is gone, or its host has long been unreachable."""
        if self.outcome == "unreachable" and self.since:
            return (date.fromisoformat(self.checked) - date.fromisoformat(self.since)).days >= DAYS_UNTIL_DEAD
        return self.outcome == "dead"


_decode = msgspec.json.Decoder(LinkRecord).decode


def read_link_records(root: Path) -> tuple[dict[str, LinkRecord], list[Problem]]:
    """The records by address, in its order, and an error for each line that is not one.

    Of several lines for one address, which a merge may leave, the one that was checked last counts.
    """
    found, problems = read_json_lines(root, LINKS_FILE, _read, "bad-link-record", _HINT)
    found.sort(key=lambda record: (record.url, record.checked))
    return {record.url: record for record in found}, problems


def link_records_data(records: Mapping[str, LinkRecord] | Iterable[LinkRecord]) -> bytes:
    """The bytes of the file with these records."""
    every = records.values() if isinstance(records, Mapping) else records
    return json_lines(sorted(every, key=lambda record: record.url))


def _read(line: bytes) -> LinkRecord:
    record = _decode(line)
    for name in ("url", "new_url", "archived_url"):
        if (value := getattr(record, name)) or name == "url":
            require_web_address(value)
    for name in ("checked", "since", "archived_on", "archive_asked"):
        if (value := getattr(record, name)) or name == "checked":
            require_day(value)
    if bool(record.archived_url) != bool(record.archived_on):
        raise ValueError("`archived_url` and `archived_on` belong together")
    return record


def require_web_address(text: str) -> None:
    """Raise ValueError if the text is not an address on the web."""
    if not _WEB_ADDRESS.match(text):
        raise ValueError(f"{text!r} is not an address with http:// or https://")


def require_day(text: str) -> None:
    """Raise ValueError if the text is not a day as YYYY-MM-DD."""
    try:
        if _DAY.match(text):  # `fromisoformat` reads other forms too
            date.fromisoformat(text)
            return
    except ValueError:
        pass
    raise ValueError(f"{text!r} is not a valid date")
