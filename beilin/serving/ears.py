"""watchdog's events → signals, for those events alone that can mean another site."""

from __future__ import annotations

import os
from pathlib import PurePath, PurePosixPath
from queue import SimpleQueue

from watchdog import events

from beilin.serving.debounce import Signal
from beilin.serving.heard import Heard
from beilin.serving.noise import is_noise

# Reading a file opens and closes it; a rebuild that heard of that would start itself again.
CHANGES: list[type[events.FileSystemEvent]] = [
    events.FileCreatedEvent,
    events.FileModifiedEvent,
    events.FileClosedEvent,
    events.FileMovedEvent,
    events.FileDeletedEvent,
    events.DirCreatedEvent,
    events.DirMovedEvent,
    events.DirDeletedEvent,
]


class Ear(events.FileSystemEventHandler):
    """Puts a signal into `signals` for each event in `folder`; where `names` are given, for those in it alone.

    `heard` is told before what has changed: the folder is `place` in the archive.
    """

    def __init__(
        self, signals: SimpleQueue[Signal], heard: Heard, folder: str, place: str, names: frozenset[str] | None
    ) -> None:
        self.signals, self.heard, self.folder, self.names = signals, heard, PurePath(folder), names
        self.place = PurePosixPath(place)
        self.heard_of_folders = False  # the owner sets it back

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        """Called by watchdog in its own thread. A save by rename shows as the target of a move alone."""
        source, target = (self._inside(path) if path else None for path in (event.src_path, event.dest_path))
        if not (source or target):
            return
        if event.is_directory:
            self.heard_of_folders = True
            self.heard.anything()
        for path in (source, target):
            if path:
                self.heard.path(str(self.place / path))
        is_saved = target is not None or event.event_type == events.EVENT_TYPE_CLOSED
        self.signals.put("saved" if is_saved else "writing")

    def _inside(self, path: bytes | str) -> PurePath | None:
        """The path from the folder; None where it does not concern us."""
        try:
            inner = PurePath(os.fsdecode(path)).relative_to(self.folder)
        except ValueError:
            return None
        concerns = str(inner) in self.names if self.names is not None else not is_noise(inner)
        return inner if concerns else None
