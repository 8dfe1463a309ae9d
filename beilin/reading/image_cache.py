"""The pictures of all images under content/, each looked at once: copies and sizes are kept by the image's digest.

The cache is a folder that may be deleted at any time; what is missing or was altered in it is made again.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from beilin.files.signature import signature
from beilin.model import ImageSize, InputChangedError, StaticFile
from beilin.parallel.executor import Workers, batches
from beilin.problems.problem import Problem
from beilin.reading.images import ENDINGS, look_at_image, recipe

INDEX = "index.msgpack"


class _Kept(NamedTuple):
    """A copy in the cache."""

    width: int
    digest: str  # of its bytes
    signature: str  # of its file; "" where the file changed too lately to tell


class _Known(NamedTuple):
    """What is known of an image."""

    width: int
    height: int
    copies: tuple[_Kept, ...] = ()
    is_broken: bool = False


class _Index(NamedTuple):
    recipe: str
    images: dict[str, _Known]  # by digest


def read_images(
    root: Path, files: Sequence[StaticFile], cache: Path, workers: Workers, progress: Callable[[int, int], None]
) -> tuple[list[StaticFile], list[Problem]]:
    """The files again, images among them with their sizes, and the copies that are published beside those.

    `cache` is the folder for copies. The problems are warnings about images that cannot be read. Raises OSError,
    InputChangedError.
    """
    images = [file for file in files if file.source.lower().endswith(ENDINGS)]
    if not images:
        shutil.rmtree(cache, ignore_errors=True)
        return list(files), []
    index = _load(cache)
    known = {digest: found for digest, found in index.images.items() if _is_whole(cache, digest, found)}
    new = list({file.digest: file for file in images if file.digest not in known}.values())
    if new:
        cache.mkdir(parents=True, exist_ok=True)
        done = 0
        for answers in workers.map(partial(_look_at_batch, root, cache), batches(new), len(new)):
            known.update(answers)
            done += len(answers)
            progress(done, len(new))
    wanted = {file.digest for file in images}
    kept = {digest: found for digest, found in known.items() if digest in wanted}
    if kept != index.images:
        _keep(cache, _Index(index.recipe, kept))
    shown = [_with_size(file, kept[file.digest]) if file.digest in kept else file for file in files]
    copies = [copy for file in images for copy in _copies_of(file, kept[file.digest], cache, root)]
    problems = [
        Problem(
            "bad-image", "cannot be read as an image", file.source, hint="Check that it opens, and its file's ending."
        )
        for file in images
        if kept[file.digest].is_broken
    ]
    return [*shown, *copies], problems


def _with_size(file: StaticFile, found: _Known) -> StaticFile:
    if not found.width:
        return file
    copies = tuple((copy.width, _copy_output(file, copy.width)) for copy in found.copies)
    return replace(file, image=ImageSize(found.width, found.height, copies))


def _copies_of(file: StaticFile, found: _Known, cache: Path, root: Path) -> Iterable[StaticFile]:
    folder = cache.relative_to(root).as_posix() if cache.is_relative_to(root) else str(cache)
    for copy in found.copies:
        source = f"{folder}/{_name(file.digest, copy.width)}"
        yield StaticFile(_copy_output(file, copy.width), source, copy.digest)


def _copy_output(file: StaticFile, width: int) -> str:
    return f"{file.output}.{width}w.webp"


def _name(digest: str, width: int) -> str:
    return f"{digest[:32]}.{width}w.webp"


def _look_at_batch(root: Path, cache: Path, files: Sequence[StaticFile]) -> dict[str, _Known]:
    answers = {}
    for file in files:
        try:
            data = (root / file.source).read_bytes()
        except FileNotFoundError:
            raise InputChangedError(file.source) from None
        if hashlib.sha256(data).hexdigest() != file.digest:
            raise InputChangedError(file.source)
        picture = look_at_image(file.source, data)
        if picture is None:
            answers[file.digest] = _Known(0, 0, is_broken=True)
            continue
        copies = []
        for width, copy in picture.copies:
            place = cache / _name(file.digest, width)
            _write(place, copy)
            copies.append(_Kept(width, hashlib.sha256(copy).hexdigest(), _signature(place)))
        answers[file.digest] = _Known(picture.width, picture.height, tuple(copies))
    return answers


def _is_whole(cache: Path, digest: str, found: _Known) -> bool:
    """Whether each copy of the image is still what was written."""
    for copy in found.copies:
        place = cache / _name(digest, copy.width)
        now = _signature(place)
        if now == "gone" or (
            (now != copy.signature or not now) and hashlib.sha256(place.read_bytes()).hexdigest() != copy.digest
        ):
            return False
    return True


def _signature(place: Path) -> str:
    try:
        return signature(os.stat(place))
    except OSError:
        return "gone"


def _load(cache: Path) -> _Index:
    now = recipe()
    try:
        index = msgspec.msgpack.decode((cache / INDEX).read_bytes(), type=_Index)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return _Index(now, {})
    return index if index.recipe == now else _Index(now, {})


def _keep(cache: Path, index: _Index) -> None:
    """Write the index, and remove the copies that are not in it."""
    cache.mkdir(parents=True, exist_ok=True)
    _write(cache / INDEX, msgspec.msgpack.encode(index))
    names = {_name(digest, copy.width) for digest, found in index.images.items() for copy in found.copies}
    for place in cache.glob("*.webp"):
        if place.name not in names:
            place.unlink(missing_ok=True)


def _write(place: Path, data: bytes) -> None:
    """Put a whole file in its place: a build that is killed leaves none that is cut off."""
    waiting = place.with_name(f"{place.name}.{os.getpid()}")
    waiting.write_bytes(data)
    os.replace(waiting, place)
