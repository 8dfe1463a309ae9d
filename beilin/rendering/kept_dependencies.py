"""What templates depend on, kept beside the compiled ones: to find it takes 0.25 s for ink, and to load it 1 ms."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

import msgspec

from beilin.files.replace import replace_file
from beilin.problems.problem import Problem
from beilin.rendering.dependencies import TemplateDependencies
from beilin.rendering.theme import Template

_DIGEST_SIZE = 16
_NAME = "dependencies-"
MAX_KEPT = 8  # of a theme as it is, and as it was before an edit
_decode = msgspec.msgpack.Decoder(dict[str, TemplateDependencies]).decode


def dependencies_of(
    templates: Mapping[str, Template], names: Collection[str], compiled: Path
) -> tuple[dict[str, TemplateDependencies], list[Problem]]:
    """As `template_dependencies`. They are kept in the folder of compiled templates, unless there are problems."""
    key = blake2b(msgspec.msgpack.encode(templates), digest_size=_DIGEST_SIZE).hexdigest()
    path = compiled / f"{_NAME}{key}"
    kept = _read(path)
    problems: list[Problem] = []
    if missing := {*names} - kept.keys():
        # Imported here: Jinja takes 40 ms to import.
        from beilin.rendering.environment import environment_for, template_dependencies

        found, problems = template_dependencies(environment_for(templates), templates, missing)
        kept |= found
        if not problems:
            with suppress(OSError):
                data = msgspec.msgpack.encode(kept)
                _remove_oldest(compiled)
                replace_file(path, _digest(data) + data)
    return {name: kept[name] for name in sorted(names)}, problems


def _read(path: Path) -> dict[str, TemplateDependencies]:
    with suppress(OSError, msgspec.MsgspecError):
        content = path.read_bytes()
        data = content[_DIGEST_SIZE:]
        if _digest(data) == content[:_DIGEST_SIZE]:
            return _decode(data)
    return {}


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST_SIZE).digest()


def _remove_oldest(folder: Path) -> None:
    kept = sorted(folder.glob(f"{_NAME}*"), key=lambda path: path.stat().st_mtime_ns)
    for path in kept[: max(0, len(kept) - MAX_KEPT + 1)]:
        path.unlink(missing_ok=True)
