"""What the last check found in each file, kept under .beilin/ so that only changed files are checked again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from beilin.building.code_version import code_fingerprint
from beilin.checking.bodies import BodyFindings
from beilin.files.replace import replace_file

CACHE_FILE = ".beilin/findings.msgpack"
_ROOMS = ("checking", "importing")  # findings depend on their code too, which no page does

Entries = dict[str, tuple[str, BodyFindings]]  # by path: the digest of the file's bytes, and what was found in it


def load_cache(root: Path) -> Entries:
    """What earlier checks found with the same code; empty if the cache is missing or damaged."""
    with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
        fingerprint, entries = msgspec.msgpack.decode((root / CACHE_FILE).read_bytes(), type=tuple[str, Entries])
        if fingerprint == _code_fingerprint():
            return entries
    return {}


def save_cache(root: Path, findings: Iterable[BodyFindings], digests: Mapping[str, str]) -> None:
    """Keep the findings that depend on the file alone for the next check. Errors are ignored: it only saves time."""
    entries = {
        body.path: (digests[body.path], body)
        for body in findings
        if not body.used_import_record and not any(problem.code == "internal" for problem in body.problems)
    }
    with suppress(OSError):
        replace_file(root / CACHE_FILE, msgspec.msgpack.encode((_code_fingerprint(), entries)))


def _code_fingerprint() -> str:
    digest = hashlib.sha256(code_fingerprint().encode())
    for room in _ROOMS:
        for path in sorted((Path(__file__).parent.parent / room).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
