"""Results of checking URLs, cached under .beilin/ so that no host is asked twice for the same.

Each result is appended as it comes, so that an interrupted run continues where it stopped.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from beilin.files.replace import replace_file
from beilin.reading.link_records import Outcome as Outcome

RESULTS_FILE = ".beilin/links.jsonl"

_HOUR, _DAY = 3600, 24 * 3600
# How long a result is valid, in seconds. A failing host may soon work again.
_MAX_AGE: dict[Outcome, int] = {
    "good": 30 * _DAY,
    "moved": 30 * _DAY,
    "dead": _DAY,
    "unreachable": _HOUR,
    "untested": _HOUR,
}


@dataclass(frozen=True, slots=True)
class UrlResult:
    """The result of checking one URL."""

    url: str  # without a fragment
    checked_at: int  # seconds since 1970 (UTC)
    outcome: Outcome
    reason: str = ""  # why the outcome is not good
    new_url: str = ""  # where a permanent redirect leads


_decode = msgspec.json.Decoder(UrlResult).decode


def read_results(root: Path, now: int, name: str = RESULTS_FILE) -> dict[str, UrlResult]:
    """The results in the cache of that name that are still valid, by URL. A line that cannot be read is ignored."""
    results: dict[str, UrlResult] = {}
    with suppress(FileNotFoundError):
        for line in (root / name).read_bytes().splitlines():
            with suppress(msgspec.MsgspecError, UnicodeDecodeError):
                result = _decode(line)
                results[result.url] = result
    return {url: result for url, result in results.items() if 0 <= now - result.checked_at < _MAX_AGE[result.outcome]}


def write_results(root: Path, results: Iterable[UrlResult], name: str = RESULTS_FILE) -> None:
    """Replace the cache with these results."""
    replace_file(root / name, b"".join(map(_encoded, results)))


def append_result(root: Path, result: UrlResult, name: str = RESULTS_FILE) -> None:
    """Append the result to the cache, which exists."""
    with (root / name).open("ab") as file:
        file.write(_encoded(result))


def _encoded(result: UrlResult) -> bytes:
    return msgspec.json.encode(result) + b"\n"
