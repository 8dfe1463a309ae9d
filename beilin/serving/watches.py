"""Watching the archive's sources, so that no change is missed.

The archive's root is watched for content/, themes/ and site.yaml being created or removed, and the two folders
recursively. To the system, a folder that is deleted and recreated is a new one, so the watches are renewed after each
change. Links inside the sources are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from stat import S_ISDIR

from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from beilin.config import CONFIG_FILE
from beilin.serving import watchdog_workarounds as workarounds
from beilin.serving.changed_paths import ChangedPaths
from beilin.serving.debounce import Signal
from beilin.serving.event_handler import CHANGES, EventHandler

TREES = ("content", "themes")
POLLING_INTERVAL = 1.0  # seconds


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


@contextmanager
def watching(
    root: Path,
    signals: SimpleQueue[Signal],
    say: Callable[[str], None],
    changed: ChangedPaths | None = None,
    *,
    poll: bool = False,
) -> Iterator[Callable[[], bool]]:
    """Within the block, put a signal into `signals` whenever content/, themes/ or site.yaml at `root` may have changed.

    What changed is recorded in `changed` before the signal. `say` gets a line for the user if files have to be polled;
    with `poll` they are polled from the beginning.

    The block gets a function to call after each burst of signals, and now and then between them. It watches folders
    that are new, replaces what watches no longer, and returns whether there was any such thing.
    """
    workarounds.shorten_move_delay()
    workarounds.silence_double_watches()
    changed = changed or ChangedPaths()
    watches = _Watches(root, signals, changed, say, _poll() if poll else _observe(say))
    with workarounds.overflow_as_signal(signals, changed):
        try:
            _renew(watches)
            yield lambda: _renew(watches)
        finally:
            _stop(watches.observer)


def _renew(watches: _Watches) -> bool:
    """Bring the watches in line with the folders that exist; whether any watch was added."""
    is_polling = isinstance(watches.observer, PollingObserver)
    if not workarounds.is_alive(watches.observer):
        _observe_anew(watches, _poll() if is_polling else _observe(watches.say))
    try:
        return _watch_existing(watches)
    except OSError as error:
        watches.say(workarounds.why_polling(error))
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
    for name in ("", *TREES):
        path = os.path.realpath(watches.root / name)
        identity = _identity(path)
        old = watches.by_name.get(name)
        if old is not None:
            if old.identity == identity and old.path == path and old.observed in live:
                continue
            watches.observer.unschedule(old.observed)
            del watches.by_name[name]
        if identity is None:
            continue
        names = None if name else frozenset((*TREES, CONFIG_FILE))
        handler = EventHandler(watches.signals, watches.changed, path, name, names)
        try:
            observed = watches.observer.schedule(handler, path, recursive=bool(name), event_filter=CHANGES)
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


def _observe(say: Callable[[str], None]) -> BaseObserver:
    try:
        observer: BaseObserver = Observer()
    except OSError as error:
        say(workarounds.why_polling(error))
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
