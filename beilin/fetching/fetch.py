"""Fetching the images that articles show from other hosts: into content/images/remote/, and articles show the copies.

Some articles at a time: their images are fetched, each noted in the record at once, then the articles are edited, all
or none. So a run that is interrupted loses nothing, and the next one continues.
"""

from __future__ import annotations

import posixpath
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from beilin.building.snapshots import snapshot_sources
from beilin.checking.url_results import read_results, write_results
from beilin.config import Config, read_config
from beilin.editing.changes import ChangePlan, FileChange, text_of
from beilin.editing.refusal import RefusalError
from beilin.editing.write import finish_interrupted, write_plan
from beilin.fetching.download import POLITE, Manners
from beilin.fetching.find import edits_for, remote_images
from beilin.fetching.record import read_record
from beilin.fetching.store import FAILURES, Store
from beilin.layout import CONTENT
from beilin.problems.problem import Problem
from beilin.publishing.lock import output_lock
from beilin.reading.files import sort_content
from beilin.reading.settings import ReaderSettings, reader_settings

COMMAND = "images fetch"
CHUNK = 100  # images that are fetched before their articles are edited
_HINT = "Open it in a browser. An image that cannot be fetched remains a link; replace or remove it by hand."

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class WithImages:
    """A Markdown file that shows images on other hosts."""

    path: str
    urls: tuple[str, ...]


@dataclass(slots=True)
class FetchReport:
    """What a run did."""

    files: list[str] = field(default_factory=list)  # that show copies now
    fetched: int = 0  # images
    known: int = 0  # images that an earlier run had fetched
    problems: list[Problem] = field(default_factory=list)  # one for each image that could not be fetched, in each file


def files_with_remote_images(root: Path, config: Config, only: Collection[str], progress: Progress) -> list[WithImages]:
    """The Markdown files, or those at the paths in `only` if there are any, that show images on other hosts."""
    sources, _ = snapshot_sources(root, {})
    paths = [path for path in sort_content(root, sources[CONTENT], config.publish).markdown if not only or path in only]
    settings, found = reader_settings(config), []
    for done, path in enumerate(paths, 1):
        text = _text(root, path)
        if text is not None and (urls := remote_images(path, text, settings)):
            found.append(WithImages(path, urls))
        progress("Looking for images", done, len(paths))
    return found


def settings_of(root: Path) -> Config:
    """The archive's settings. Raises RefusalError."""
    config, problems = read_config(root)
    if config is None:
        raise RefusalError(problems)
    return config


def fetch_images(
    root: Path, only: Collection[str] = (), *, progress: Progress, say: Callable[[str], None],
    manners: Manners = POLITE,
) -> FetchReport:  # fmt: skip
    """Fetch the images of the Markdown files at the paths in `only`, or of all if there are none, and edit the files.

    `say` is called with what people should know while they wait. Raises RefusalError, OSError.
    """
    config = settings_of(root)
    settings, report = reader_settings(config), FetchReport()
    with output_lock(root / "site", root, say):
        report.problems += finish_interrupted(root)[1]
    files = files_with_remote_images(root, config, only, progress)
    urls = {url for file in files for url in file.urls}
    store = Store(root, read_record(root), read_results(root, int(time.time()), FAILURES))
    write_results(root, store.failures.values(), FAILURES)
    report.known = len(urls & store.images.keys())
    wanted = urls - store.images.keys() - store.failures.keys()
    for chunk in _chunks(files):
        ours = {url for file in chunk for url in file.urls} & wanted - store.asked
        store.fetch(sorted(ours), manners, lambda: progress("Fetching images", len(store.asked), len(wanted)))
        _edit(root, chunk, store, settings, report, say)
    report.fetched = len(store.asked & store.images.keys())
    return report


def _chunks(files: Sequence[WithImages]) -> Iterator[list[WithImages]]:
    chunk: list[WithImages] = []
    for file in files:
        chunk.append(file)
        if sum(len(one.urls) for one in chunk) >= CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _edit(
    root: Path, chunk: Sequence[WithImages], store: Store, settings: ReaderSettings, report: FetchReport,
    say: Callable[[str], None],
) -> None:  # fmt: skip
    """Let the files show the copies, all or none."""
    changes: list[FileChange] = []
    with output_lock(root / "site", root, say):  # a build meanwhile would see a change half made
        for file in chunk:
            data = (root / file.path).read_bytes()
            text = text_of(data)
            folder = posixpath.dirname(file.path)
            targets = {
                url: posixpath.relpath(store.images[url].file, folder) for url in file.urls if url in store.images
            }
            if edits := edits_for(file.path, text, settings, targets) if targets else ():
                changes.append(FileChange(file.path, data, edits, file.path))
            left = remote_images(file.path, _replaced(text, changes, file.path), settings)
            report.problems += map(partial(_problem, file.path, text, store), left)
        if changes:
            write_plan(root, ChangePlan(COMMAND, "", tuple(changes)))
    report.files += [change.path for change in changes]


def _replaced(text: str, changes: Sequence[FileChange], path: str) -> str:
    """The text as the last change leaves it, if that is of the file."""
    return text_of(changes[-1].after) if changes and changes[-1].path == path else text


def _problem(path: str, text: str, store: Store, url: str) -> Problem:
    at = text.find(url)
    line = text.count("\n", 0, at) + 1 if at >= 0 else None
    if url in store.images:
        message = f"the image {url!r} is fetched, but is written so that it cannot be changed"
        return Problem("not-fetched", message, path, line, hint=f"Write {store.images[url].file} in its place.")
    failure = store.failures.get(url)
    reason = failure.reason if failure else "it was not asked for"
    return Problem("not-fetched", f"the image {url!r} cannot be fetched: {reason}", path, line, hint=_HINT)


def _text(root: Path, path: str) -> str | None:
    try:
        return text_of((root / path).read_bytes())
    except (OSError, UnicodeDecodeError):
        return None  # a build reports it
