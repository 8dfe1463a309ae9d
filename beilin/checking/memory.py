"""What the last check saw of each file, kept under .beilin/ so that only changed files are looked at again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from beilin.building.code_version import code_fingerprint
from beilin.checking.bodies import Look

FILE = ".beilin/looks.msgpack"
_PARTS = ("checking", "importing")  # that a look depends on, and no page does

Known = dict[str, tuple[str, Look]]  # by path: the digest of the file's bytes, and what was seen


def recall(root: Path) -> Known:
    """What earlier checks saw with the same code; nothing where the file is absent or damaged."""
    with suppress(OSError, msgspec.MsgspecError, UnicodeDecodeError):
        salt, known = msgspec.msgpack.decode((root / FILE).read_bytes(), type=tuple[str, Known])
        if salt == _salt():
            return known
    return {}


def remember(root: Path, looks: Iterable[Look], digests: Mapping[str, str]) -> None:
    """Keep the looks for the next check, but those that depend on more than the file. It only saves time."""
    known = {look.path: (digests[look.path], look) for look in looks if not look.rests_on_account}
    path = root / FILE
    temporary = path.with_suffix(".new")
    with suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        temporary.write_bytes(msgspec.msgpack.encode((_salt(), known)))
        temporary.replace(path)


def _salt() -> str:
    digest = hashlib.sha256(code_fingerprint().encode())
    for part in _PARTS:
        for path in sorted((Path(__file__).parent.parent / part).rglob("*.py")):
            digest.update(path.read_bytes())
    return digest.hexdigest()
