"""Workarounds for changes that watchdog does not report, or reports too late (measured with watchdog 7.1)."""

from __future__ import annotations

import errno
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import SimpleQueue

import watchdog
from watchdog.events import FileSystemEventHandler
from watchdog.observers.api import BaseObserver

from beilin.serving.changed_paths import ChangedPaths
from beilin.serving.debounce import Signal
from beilin.serving.event_handler import CHANGES

MOVE_DELAY = 0.020  # seconds


def shorten_move_delay() -> None:
    """Make the first half of a move wait 20 ms for its second half instead of 500.

    All later events of the tree wait behind it, and if an editor moves a backup out of the tree before it writes, the
    second half never comes.
    """
    with suppress(ImportError):  # systems without inotify have no such delay
        from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

        InotifyMoveEventGrouper.delay = MOVE_DELAY


def silence_double_watches() -> None:
    """Suppress the warning that a folder which was quickly removed and recreated is already watched."""
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)


def try_one_more_watch(observer: BaseObserver) -> None:
    """Raises OSError if no further folder can be watched, since then folders in a tree may have been left out.

    watchdog reports the system's limit only for the top of a tree. The folder used here is outside the archive, so it
    needs a new watch.
    """
    folder = str(Path(watchdog.__file__).parent)
    observer.unschedule(observer.schedule(FileSystemEventHandler(), folder, event_filter=CHANGES))


def is_alive(observer: BaseObserver) -> bool:
    """Whether the observer's own threads run; watchdog starts none of them again."""
    reader = getattr(observer, "_inotify_fd", None)  # only with inotify
    return observer.is_alive() and (reader is None or reader.is_alive())


def is_at_limit(error: OSError) -> bool:
    """Whether the error means that the system's limit of watches is reached."""
    return error.errno in (errno.ENOSPC, errno.EMFILE)


def why_polling(error: OSError) -> str:
    """For the user: why files are polled, and how to change that."""
    what, setting = "watched folders", "fs.inotify.max_user_watches=524288"
    if error.errno == errno.EMFILE:
        what, setting = "watching programs", "fs.inotify.max_user_instances=1024"
    return (
        f"The system's limit of {what} is reached, so files are polled for changes once a second. "
        f"To raise it: sudo sysctl {setting}"
    )


@contextmanager
def overflow_as_signal(signals: SimpleQueue[Signal], changed: ChangedPaths) -> Iterator[None]:
    """Treat watchdog's warnings as changes: it only logs it if its queue was full and events were lost."""

    class Overflow(logging.Handler):
        def emit(self, _: logging.LogRecord) -> None:
            changed.add_unknown()
            signals.put("writing")

    logger = logging.getLogger("watchdog")
    handler, propagate = Overflow(logging.WARNING), logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.propagate = propagate
