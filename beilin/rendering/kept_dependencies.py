"""What templates depend on, kept beside the compiled ones: to find it takes 0.25 s for ink, and to load it 1 ms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
MAX_KEPT = 8  # of a theme as it was before an edit, and of drafts, which may have pages of other kinds
_decode = msgspec.msgpack.Decoder(dict[str, TemplateDependencies]).decode


def dependencies_of(
    templates: Mapping[str, Template], names: Iterable[str], compiled: Path
) -> tuple[dict[str, TemplateDependencies], list[Problem]]:
    """As `template_dependencies`. They are kept in the folder of compiled templates, unless there are problems."""
    names = sorted(names)
    key = blake2b(msgspec.msgpack.encode((names, templates)), digest_size=_DIGEST_SIZE).hexdigest()
    path = compiled / f"{_NAME}{key}"
    with suppress(OSError, msgspec.MsgspecError):
        digest, data = _divided(path.read_bytes())
        if _digest(data) == digest:
            return _decode(data), []
    # Imported here: Jinja takes 40 ms to import.
    from beilin.rendering.environment import environment_for, template_dependencies

    found, problems = template_dependencies(environment_for(templates), templates, names)
    if not problems:
        with suppress(OSError):
            data = msgspec.msgpack.encode(found)
            _remove_oldest(compiled)
            replace_file(path, _digest(data) + data)
    return found, problems


def _divided(content: bytes) -> tuple[bytes, bytes]:
    return content[:_DIGEST_SIZE], content[_DIGEST_SIZE:]


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_DIGEST_SIZE).digest()


def _remove_oldest(folder: Path) -> None:
    kept = sorted(folder.glob(f"{_NAME}*"), key=lambda path: path.stat().st_mtime_ns)
    for path in kept[: max(0, len(kept) - MAX_KEPT + 1)]:
        path.unlink(missing_ok=True)
