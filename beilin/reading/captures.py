"""snapshots/index.jsonl: the pages of other hosts that were saved, a line for each, by address and time."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import msgspec

from beilin.layout import SNAPSHOT_INDEX, SNAPSHOTS
from beilin.problems.problem import Problem
from beilin.reading.json_lines import json_lines, read_json_lines
from beilin.reading.link_records import require_day, require_web_address

ENDING = ".warc.gz"
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*\.warc\.gz\Z")
_TIME = re.compile("T[0-2][0-9]:[0-5][0-9]:[0-6][0-9]Z\\Z")
_SHA256 = re.compile("[0-9a-f]{64}\\Z")
_HINT = "Restore the file or the line, or delete the line: `build.py snapshot` writes it anew if the file is there."


class Capture(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A page that was saved, in a WARC file of its own."""

    url: str  # as the archive links to it, without a fragment
    captured: str  # when, as YYYY-MM-DDTHH:MM:SSZ
    file: str  # its name in snapshots/
    size: int  # of the file, in bytes
    sha256: str  # of the file's bytes
    type: str = ""  # of the page, as its host gives it, such as text/html
    final_url: str = ""  # where redirects led; "" if there were none

    @property
    def path(self) -> str:
        """The file's path from the archive's root, and in the output."""
        return f"{SNAPSHOTS}/{self.file}"


_decode = msgspec.json.Decoder(Capture).decode


def read_captures(root: Path) -> tuple[list[Capture], list[Problem]]:
    """The captures in the index by address and time, and an error for each line that is not one.

    Of several lines for one file, which a merge may leave, the last counts.
    """
    found, problems = read_json_lines(root, SNAPSHOT_INDEX, _read, "bad-snapshot", _HINT)
    return in_order({capture.file: capture for capture in found}.values()), problems


def in_order(captures: Iterable[Capture]) -> list[Capture]:
    """The captures by address and time."""
    return sorted(captures, key=lambda capture: (capture.url, capture.captured, capture.file))


def captures_data(captures: Iterable[Capture]) -> bytes:
    """The bytes of the index with these captures."""
    return json_lines(in_order(captures))


def is_capture_name(name: str) -> bool:
    """Whether a WARC file that `snapshot` writes may have the name."""
    return bool(_NAME.match(name))


def fault_of(root: Path, capture: Capture) -> Problem | None:
    """What is wrong with the capture's file, by its size; None if nothing is."""
    path = root / capture.path
    try:
        size = path.stat().st_size if path.is_file() and not path.is_symlink() else -1
    except OSError as error:
        return _fault(capture, f"cannot be read: {error.strerror or error}")
    if size < 0:
        return _fault(capture, f"is missing, but {SNAPSHOT_INDEX} lists it")
    return changed_fault(capture) if size != capture.size else None


def changed_fault(capture: Capture) -> Problem:
    """The problem that the capture's file differs from what the index says."""
    return _fault(capture, f"has changed since it was saved: {SNAPSHOT_INDEX} has the digest of other bytes")


def _fault(capture: Capture, message: str) -> Problem:
    return Problem("bad-snapshot", message, capture.path, hint=_HINT)


def _read(line: bytes) -> Capture:
    capture = _decode(line)
    require_web_address(capture.url)
    if capture.final_url:
        require_web_address(capture.final_url)
    if not is_capture_name(capture.file):
        raise ValueError(f"{capture.file!r} is not the name of a file that `snapshot` writes")
    if not _SHA256.match(capture.sha256) or capture.size <= 0:
        raise ValueError("its digest or size is not valid")
    require_day(capture.captured[:10])
    if not _TIME.match(capture.captured[10:]):
        raise ValueError(f"{capture.captured!r} is not a valid time")
    return capture
