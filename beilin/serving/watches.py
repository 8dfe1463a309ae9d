"""Watching the archive's sources, so that no change is missed.

The archive's root is watched for content/, themes/, sources/, site.yaml and the like being created or removed, and the
folders recursively. To the system, a folder that is deleted and recreated is a new one, so the watches are renewed
after each change. What links inside the sources lead to is watched as well, once a build has found them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from stat import S_ISDIR
from typing import Protocol

from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from beilin.building.linked_folders import LinkedPlace
from beilin.config import CONFIG_FILE
from beilin.layout import CONTENT, FONTS, LINKS_FILE, SNAPSHOTS, SOURCES, THEMES
from beilin.problems.wording import for_user
from beilin.serving import watchdog_workarounds as workarounds
from beilin.serving.changed_paths import ChangedPaths
from beilin.serving.debounce import Signal
from beilin.serving.event_handler import CHANGES, EventHandler

TREES = (CONTENT, THEMES, SOURCES, FONTS, SNAPSHOTS)
POLLING_INTERVAL = 1.0  # seconds


class RenewWatches(Protocol):
    """Brings the watches in line with what exists; returns whether any was added."""

    def __call__(self, linked: Collection[LinkedPlace] = ()) -> bool:
        """`linked` is what links among the sources lead to."""


@dataclass(slots=True)
class _Watch:
    """A folder as it was when its watch began."""

    path: str
    identity: tuple[int, int]  # device and inode
    observed: ObservedWatch
    handler: EventHandler


@dataclass(slots=True)
class _Watches:
    """All current watches, and where their events go."""

    root: Path
    signals: SimpleQueue[Signal]
    changed: ChangedPaths
    say: Callable[[str], None]
    observer: BaseObserver
    by_name: dict[str, _Watch] = field(default_factory=dict)
    linked: Collection[LinkedPlace] = ()  # what links among the sources lead to


@contextmanager
def watching(
    root: Path,
    signals: SimpleQueue[Signal],
    say: Callable[[str], None],
    changed: ChangedPaths | None = None,
    *,
    poll: bool = False,
) -> Iterator[RenewWatches]:
    """Within the block, put a signal into `signals` whenever a source of the archive at `root` may have changed.

    What changed is recorded in `changed` before the signal. `say` gets a line for the user if files have to be polled;
    with `poll` they are polled from the beginning.

    The block gets a function to call after each burst of signals, and now and then between them. It watches folders
    that are new, replaces what watches no longer, and returns whether there was any such thing. It is given what links
    among the sources lead to, which is watched as well.
    """
    workarounds.shorten_move_delay()
    workarounds.silence_double_watches()
    changed = changed or ChangedPaths()
    watches = _Watches(root, signals, changed, say, _poll() if poll else _observe(say))
    with workarounds.overflow_as_signal(signals, changed):
        try:
            _renew(watches)
            yield partial(_renew, watches)
        finally:
            _stop(watches.observer)


def _renew(watches: _Watches, linked: Collection[LinkedPlace] = ()) -> bool:
    """Bring the watches in line with the folders that exist; whether any watch was added."""
    watches.linked = linked
    is_polling = isinstance(watches.observer, PollingObserver)
    if not workarounds.is_alive(watches.observer):
        _observe_anew(watches, _poll() if is_polling else _observe(watches.say))
    try:
        return _watch_existing(watches)
    except OSError as error:
        watches.say(for_user(workarounds.why_polling(error)))
        _observe_anew(watches, _poll())
        return _watch_existing(watches)


def _observe_anew(watches: _Watches, observer: BaseObserver) -> None:
    """Let the observer take the place of the current one, without watches yet."""
    _stop(watches.observer)
    watches.by_name.clear()
    watches.observer = observer


def _watch_existing(watches: _Watches) -> bool:
    """As `_renew`. Raises OSError if the system's limit is reached, which cannot happen when polling."""
    is_polling = isinstance(watches.observer, PollingObserver)
    emitters = watches.observer.emitters
    live = {emitter.watch for emitter in emitters if emitter.should_keep_running() and emitter.is_alive()}
    has_new = False
    wanted = _wanted(watches)
    for name in watches.by_name.keys() - wanted.keys():
        watches.observer.unschedule(watches.by_name.pop(name).observed)
    for name, (path, names) in wanted.items():
        identity = _identity(path)
        old = watches.by_name.get(name)
        if old is not None:
            if old.identity == identity and old.path == path and old.observed in live:
                old.handler.names = names
                continue
            watches.observer.unschedule(old.observed)
            del watches.by_name[name]
        if identity is None:
            continue
        handler = EventHandler(watches.signals, watches.changed, path, name.removesuffix("/"), names)
        try:
            observed = watches.observer.schedule(handler, path, recursive=names is None, event_filter=CHANGES)
        except OSError as error:
            if workarounds.is_at_limit(error) and not is_polling:
                raise
            continue  # removed meanwhile, or not readable; tried again the next time
        watches.by_name[name] = _Watch(path, identity, observed, handler)
        watches.changed.add_unknown()
        has_new = True
    may_have_grown = has_new or any(watch.handler.has_folder_events for watch in watches.by_name.values())
    for watch in watches.by_name.values():
        watch.handler.has_folder_events = False
    if may_have_grown and not is_polling:
        workarounds.try_one_more_watch(watches.observer)
    return has_new


def _wanted(watches: _Watches) -> dict[str, tuple[str, frozenset[str] | None]]:
    """The folders to watch, by a name: each without links, and the names that count in it, or None for everything.

    The name is the folder's path from the root, or a whole path of what links lead to.
    """
    root = os.path.realpath(watches.root)
    trees = {name: os.path.realpath(watches.root / name) for name in TREES}
    places = [place for place in watches.linked if not _is_in(place.folder, trees.values())]
    names_in: dict[str, set[str]] = {root: {*TREES, CONFIG_FILE, LINKS_FILE}}
    for folder, name in places:
        if name:
            names_in.setdefault(folder, set()).add(name)
    return {
        **{"" if folder == root else f"{folder}/": (folder, frozenset(names)) for folder, names in names_in.items()},
        **{name: (path, None) for name, path in trees.items()},
        **{folder: (folder, None) for folder, name in places if not name},
    }


def _is_in(folder: str, trees: Iterable[str]) -> bool:
    return any(f"{folder}/".startswith(f"{path}/") for path in trees)


def _observe(say: Callable[[str], None]) -> BaseObserver:
    try:
        observer: BaseObserver = Observer()
    except OSError as error:
        say(for_user(workarounds.why_polling(error)))
        return _poll()
    observer.start()
    return observer


def _poll() -> BaseObserver:
    observer = PollingObserver(timeout=POLLING_INTERVAL)
    observer.start()
    return observer


def _stop(observer: BaseObserver) -> None:
    with suppress(RuntimeError):  # a thread that never started
        observer.stop()
        observer.join(timeout=2)


def _identity(path: str) -> tuple[int, int] | None:
    """Device and inode of the folder at the path; None if there is no folder."""
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if S_ISDIR(status.st_mode) else None
