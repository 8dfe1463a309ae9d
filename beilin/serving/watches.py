"""Watching the archive's sources, so that no change goes unseen.

The archive's root is watched for content/, themes/ and site.yaml coming and going, and the two folders with all
that is in them. A folder that is deleted and made again is another one for the system, so the watches are mended
after each change. Links inside the sources are not followed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from stat import S_ISDIR

from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from beilin.config import CONFIG_FILE
from beilin.serving import watchdog_limits
from beilin.serving.debounce import Signal
from beilin.serving.ears import CHANGES, Ear
from beilin.serving.heard import Heard

TREES = ("content", "themes")
POLLING_INTERVAL = 1.0  # seconds


@dataclass(slots=True)
class _Watched:
    """A folder as it was when its watch began."""

    path: str
    identity: tuple[int, int]  # device and inode
    watch: ObservedWatch
    ear: Ear


@dataclass(slots=True)
class _Watches:
    """All that is watched, and by what."""

    root: Path
    signals: SimpleQueue[Signal]
    heard: Heard
    say: Callable[[str], None]
    observer: BaseObserver
    by_name: dict[str, _Watched] = field(default_factory=dict)


@contextmanager
def watching(
    root: Path, signals: SimpleQueue[Signal], say: Callable[[str], None], heard: Heard | None = None
) -> Iterator[Callable[[], bool]]:
    """Put a signal into `signals` whenever content/, themes/ or site.yaml of the archive at `root` may have changed.

    `heard` is told what has changed, before its signal.

    Gives a function to call after each burst of signals and now and then between. It watches what is newly
    there, and returns whether there was any. `say` is told when files have to be polled.
    """
    watchdog_limits.shorten_the_wait_for_moves()
    watchdog_limits.ignore_double_watches()
    heard = heard or Heard()
    watches = _Watches(root, signals, heard, say, _observe(say))
    with watchdog_limits.overflow_as_signal(signals, heard):
        try:
            _mend(watches)
            yield lambda: _mend(watches)
        finally:
            _stop(watches.observer)


def _mend(watches: _Watches) -> bool:
    """Bring the watches in line with the folders that are there; whether any was watched anew."""
    try:
        return _watch_what_is_there(watches)
    except OSError as error:
        watches.say(watchdog_limits.why_polling(error))
        _stop(watches.observer)
        watches.by_name.clear()
        watches.observer = _poll()
        return _watch_what_is_there(watches)


def _watch_what_is_there(watches: _Watches) -> bool:
    """As `_mend`. Raises OSError where the system watches no more folders, which polling never meets."""
    is_polling = isinstance(watches.observer, PollingObserver)
    awake = {emitter.watch for emitter in watches.observer.emitters if emitter.should_keep_running()}
    is_new = False
    for name in ("", *TREES):
        path = os.path.realpath(watches.root / name)
        identity = _identity(path)
        old = watches.by_name.get(name)
        if old is not None:
            if old.identity == identity and old.path == path and old.watch in awake:
                continue
            watches.observer.unschedule(old.watch)
            del watches.by_name[name]
        if identity is None:
            continue
        ear = Ear(watches.signals, watches.heard, path, name, None if name else frozenset((*TREES, CONFIG_FILE)))
        try:
            watch = watches.observer.schedule(ear, path, recursive=bool(name), event_filter=CHANGES)
        except OSError as error:
            if watchdog_limits.is_at_limit(error) and not is_polling:
                raise
            continue  # gone meanwhile, or closed to us; the next look tries again
        watches.by_name[name] = _Watched(path, identity, watch, ear)
        watches.heard.anything()
        is_new = True
    has_grown = is_new or any(watched.ear.heard_of_folders for watched in watches.by_name.values())
    for watched in watches.by_name.values():
        watched.ear.heard_of_folders = False
    if has_grown and not is_polling:
        watchdog_limits.try_one_more_watch(watches.observer)
    return is_new


def _observe(say: Callable[[str], None]) -> BaseObserver:
    try:
        observer: BaseObserver = Observer()
    except OSError as error:
        say(watchdog_limits.why_polling(error))
        return _poll()
    observer.start()
    return observer


def _poll() -> BaseObserver:
    observer = PollingObserver(timeout=POLLING_INTERVAL)
    observer.start()
    return observer


def _stop(observer: BaseObserver) -> None:
    observer.stop()
    observer.join(timeout=2)


def _identity(path: str) -> tuple[int, int] | None:
    """Device and inode of the folder at the path, or None where there is no folder."""
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if S_ISDIR(status.st_mode) else None
