"""A built site → its copy, in a new folder or zip file. All or nothing; memory holds a few pages at a time."""

from __future__ import annotations

import codecs
import shutil
from collections.abc import Callable, Sequence, Set
from functools import partial
from pathlib import Path
from typing import NamedTuple

from beilin.files.new_place import new_place
from beilin.layout import NO_JEKYLL, SERVICE_WORKER
from beilin.offline.addresses import Copied, place_in
from beilin.offline.css import css_with
from beilin.offline.markup import markup_with
from beilin.offline.modules import Modules
from beilin.parallel.executor import Workers, batches
from beilin.publishing.no_worker import NO_WORKER

_LEFT_OUT = frozenset({"CNAME", NO_JEKYLL})  # for hosts
_WORKER = SERVICE_WORKER.removeprefix("/")
_MARKUP = (".html", ".htm", ".xhtml", ".svg")
_CSS = ".css"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Copy(NamedTuple):
    """What was copied."""

    files: tuple[str, ...]  # by their paths, sorted
    size: int  # bytes, before a zip file compresses them
    modules: tuple[str, ...]  # scripts that browsers do not run from a file


class _Done(NamedTuple):
    """What one batch did."""

    size: int
    classic: dict[str, bytes]  # scripts that stand for modules
    modules: set[str]


def copy_site(
    site: Path, files: Set[str], base_url: str, target: Path, workers: Workers, progress: Callable[[int, int], None]
) -> Copy:
    """Copy these files of the site, which is published at `base_url`, to the folder or zip file `target`.

    Raises OSError; then nothing is left at the target.
    """
    names = sorted(files - _LEFT_OUT)
    copied = Copied(frozenset(names), base_url)
    size, classic, modules, done = 0, dict[str, bytes](), set[str](), 0
    with new_place(target) as folder:
        for name in {name.rpartition("/")[0] for name in names}:
            (folder / name).mkdir(parents=True, exist_ok=True)
        copy_batch = partial(_copy_batch, site, folder, copied)
        for count, result in zip(
            map(len, batches(names)), workers.map(copy_batch, batches(names), len(names)), strict=True
        ):
            size += result.size
            classic |= result.classic
            modules |= result.modules
            done += count
            progress(done, len(names))
        for name, data in classic.items():
            (folder / name).write_bytes(data)
    return Copy(tuple(sorted([*names, *classic])), size + sum(map(len, classic.values())), tuple(sorted(modules)))


def _copy_batch(site: Path, folder: Path, copied: Copied, names: Sequence[str]) -> _Done:
    modules = Modules(site, copied)
    size = sum(_copy(site, folder, copied, modules, name) for name in names)
    return _Done(size, modules.classic, modules.refused)


def _copy(site: Path, folder: Path, copied: Copied, modules: Modules, name: str) -> int:
    """Copy a file; returns its size."""
    if name == _WORKER:  # which would keep pages of the published site
        (folder / name).write_bytes(NO_WORKER)
        return len(NO_WORKER)
    ending = name[name.rfind(".") :].lower()
    if ending != _CSS and ending not in _MARKUP:
        shutil.copyfile(site / name, folder / name)
        return (folder / name).stat().st_size
    data = (site / name).read_bytes()
    if not data.startswith(_UTF_16):
        # In any other encoding of HTML, tags and addresses are ASCII; what is not UTF-8 goes through as it is.
        text = data.decode("utf-8", "surrogateescape")
        if ending == _CSS:
            place = place_in(name)
            text = css_with(text, lambda written: copied.address(written, place))
        else:
            text = markup_with(text, name, copied, modules)
        data = text.encode("utf-8", "surrogateescape")
    (folder / name).write_bytes(data)
    return len(data)
