"""What watchdog does not tell or does too late, each with the way around it (measured with watchdog 7.1)."""

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

from beilin.serving.debounce import Signal
from beilin.serving.ears import CHANGES
from beilin.serving.heard import Heard

WAIT_FOR_THE_OTHER_HALF = 0.020  # seconds


def shorten_the_wait_for_moves() -> None:
    """Let the first half of a move wait 20 ms for its second half instead of 500.

    All later events of the tree wait behind it, and a backup that an editor moves elsewhere before it writes has
    no second half in the tree.
    """
    with suppress(ImportError):  # there is nothing to shorten where the system has no inotify
        from watchdog.observers.inotify_move_event_grouper import InotifyMoveEventGrouper

        InotifyMoveEventGrouper.delay = WAIT_FOR_THE_OTHER_HALF


def ignore_double_watches() -> None:
    """Let it not warn in the terminal that a folder which was made again quickly is watched already."""
    warnings.filterwarnings("ignore", "Callback with id", RuntimeWarning)


def try_one_more_watch(observer: BaseObserver) -> None:
    """Raises OSError where one more folder cannot be watched, for then folders in a tree may have been left out.

    watchdog tells of the system's limit for the top of a tree alone. The folder tried here is outside the archive,
    so it needs a watch of its own.
    """
    folder = str(Path(watchdog.__file__).parent)
    observer.unschedule(observer.schedule(FileSystemEventHandler(), folder, event_filter=CHANGES))


def is_at_limit(error: OSError) -> bool:
    """Whether the system watches no more."""
    return error.errno in (errno.ENOSPC, errno.EMFILE)


def why_polling(error: OSError) -> str:
    """For the user: why files are polled, and what to do about it."""
    what, setting = "watched folders", "fs.inotify.max_user_watches=524288"
    if error.errno == errno.EMFILE:
        what, setting = "watching programs", "fs.inotify.max_user_instances=1024"
    return (
        f"The system's limit of {what} is reached, so changes are looked for once a second. "
        f"To raise it: sudo sysctl {setting}"
    )


@contextmanager
def overflow_as_signal(signals: SimpleQueue[Signal], heard: Heard) -> Iterator[None]:
    """Take watchdog's warnings as changes: that its queue was full and events were lost, it tells its log alone."""

    class Overflow(logging.Handler):
        def emit(self, _: logging.LogRecord) -> None:
            heard.anything()
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
