"""The sizes and copies of all images under content/, cached by the digest of the image.

The cache is a folder that may be deleted at any time; what is missing or damaged in it is made again.
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

from beilin.crash import crash_problem
from beilin.files.replace import replace_file
from beilin.files.signature import signature
from beilin.model import ImageSize, InputChangedError, StaticFile
from beilin.parallel.executor import Workers, batches
from beilin.problems.problem import Problem
from beilin.reading.images import ENDINGS, MAX_PIXELS, inspect_image, recipe

INDEX = "index.msgpack"


class _CachedCopy(NamedTuple):
    """A copy in the cache."""

    width: int
    digest: str  # of its bytes
    signature: str  # of its file; "" if the file changed too recently to tell


class _CachedImage(NamedTuple):
    """What the cache knows of an image."""

    width: int
    height: int
    copies: tuple[_CachedCopy, ...] = ()
    is_broken: bool = False
    is_too_large: bool = False  # to have copies
    is_on_white: bool = False  # a drawing whose ground is white


class _Index(NamedTuple):
    recipe: str
    images: dict[str, _CachedImage]  # by digest


def read_images(
    root: Path, files: Sequence[StaticFile], cache: Path, workers: Workers, progress: Callable[[int, int], None]
) -> tuple[list[StaticFile], list[Problem]]:
    """The files, in which images have their sizes, followed by the copies of images; and the problems.

    `cache` is the folder for copies. The problems are warnings about images that cannot be read, and errors about those
    that made Beilin fail. Raises OSError, InputChangedError.
    """
    images = [file for file in files if file.source.lower().endswith(ENDINGS)]
    if not images:
        shutil.rmtree(cache, ignore_errors=True)
        return list(files), []
    index = _load(cache)
    cached = {digest: image for digest, image in index.images.items() if _is_intact(cache, digest, image)}
    problems: list[Problem] = []
    new = list({file.digest: file for file in images if file.digest not in cached}.values())
    if new:
        cache.mkdir(parents=True, exist_ok=True)
        done = 0
        for results, failures in workers.map(partial(_inspect_batch, root, cache), batches(new), len(new)):
            cached.update(results)
            problems += failures
            done += len(results) + len(failures)
            progress(done, len(new))
    digests = {file.digest for file in images}
    used = {digest: image for digest, image in cached.items() if digest in digests}
    if used != index.images:
        _save(cache, _Index(index.recipe, used))
    sized = [_with_size(file, used[file.digest]) if file.digest in used else file for file in files]
    images = [file for file in images if file.digest in used]  # not those that made Beilin fail
    copies = [copy for file in images for copy in _copies_of(file, used[file.digest], cache, root)]
    problems += [
        Problem("bad-image", "cannot be read as an image", file.source, hint="Check that it opens, and its suffix.")
        for file in images
        if used[file.digest].is_broken
    ]
    problems += [
        Problem(
            "large-image",
            f"the image has more than {MAX_PIXELS // 1_000_000} million pixels, so it has no smaller copies",
            file.source,
            hint="Save it at the size at which it is displayed.",
        )
        for file in images
        if used[file.digest].is_too_large
    ]
    return [*sized, *copies], problems


def _with_size(file: StaticFile, image: _CachedImage) -> StaticFile:
    if not image.width:
        return file
    copies = tuple((copy.width, _copy_output(file, copy.width)) for copy in image.copies)
    return replace(file, image=ImageSize(image.width, image.height, copies, image.is_on_white))


def _copies_of(file: StaticFile, image: _CachedImage, cache: Path, root: Path) -> Iterable[StaticFile]:
    folder = cache.relative_to(root).as_posix() if cache.is_relative_to(root) else str(cache)
    for copy in image.copies:
        source = f"{folder}/{_file_name(file.digest, copy.width)}"
        yield StaticFile(_copy_output(file, copy.width), source, copy.digest)


def _copy_output(file: StaticFile, width: int) -> str:
    return f"{file.output}.{width}w.webp"


def _file_name(digest: str, width: int) -> str:
    return f"{digest[:32]}.{width}w.webp"


def _inspect_batch(
    root: Path, cache: Path, files: Sequence[StaticFile]
) -> tuple[dict[str, _CachedImage], list[Problem]]:
    results, failures = {}, []
    for file in files:
        try:
            data = (root / file.source).read_bytes()
        except FileNotFoundError:
            raise InputChangedError(file.source) from None
        if hashlib.sha256(data).hexdigest() != file.digest:
            raise InputChangedError(file.source)
        try:
            picture = inspect_image(file.source, data)
        except Exception as error:
            failures.append(crash_problem(root, error, "reading this image", file.source))
            continue
        if picture is None:
            results[file.digest] = _CachedImage(0, 0, is_broken=True)
            continue
        copies = []
        for width, copy in picture.copies:
            path = cache / _file_name(file.digest, width)
            replace_file(path, copy)
            copies.append(_CachedCopy(width, hashlib.sha256(copy).hexdigest(), _signature(path)))
        results[file.digest] = _CachedImage(
            picture.width, picture.height, tuple(copies), False, picture.is_too_large, picture.is_on_white
        )
    return results, failures


def _is_intact(cache: Path, digest: str, image: _CachedImage) -> bool:
    """Whether each copy of the image is still as it was written."""
    for copy in image.copies:
        path = cache / _file_name(digest, copy.width)
        current = _signature(path)
        if current == "gone" or (
            (current != copy.signature or not current) and hashlib.sha256(path.read_bytes()).hexdigest() != copy.digest
        ):
            return False
    return True


def _signature(path: Path) -> str:
    try:
        return signature(os.stat(path))
    except OSError:
        return "gone"


def _load(cache: Path) -> _Index:
    current = recipe()
    try:
        index = msgspec.msgpack.decode((cache / INDEX).read_bytes(), type=_Index)
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return _Index(current, {})
    return index if index.recipe == current else _Index(current, {})


def _save(cache: Path, index: _Index) -> None:
    """Write the index, and remove the copies that are not in it."""
    cache.mkdir(parents=True, exist_ok=True)
    replace_file(cache / INDEX, msgspec.msgpack.encode(index))
    names = {_file_name(digest, copy.width) for digest, image in index.images.items() for copy in image.copies}
    for path in cache.glob("*.webp"):
        if path.name not in names:
            path.unlink(missing_ok=True)
