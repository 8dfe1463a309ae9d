"""watchdog's events → signals, for those events only that can affect the site."""

from __future__ import annotations

import os
from pathlib import PurePath, PurePosixPath
from queue import SimpleQueue

from watchdog import events

from beilin.serving.changed_paths import ChangedPaths
from beilin.serving.debounce import Signal
from beilin.serving.ignored_paths import is_ignored

# Without "opened" and "closed without writing": a rebuild reads files, and would trigger itself.
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


class EventHandler(events.FileSystemEventHandler):
    """Records each event in `folder` in `changed`, then puts a signal into `signals`.

    `prefix` is the folder's path from the archive's root. If `names` is given, only events at these names count.
    """

    def __init__(
        self,
        signals: SimpleQueue[Signal],
        changed: ChangedPaths,
        folder: str,
        prefix: str,
        names: frozenset[str] | None,
    ) -> None:
        self.signals, self.changed, self.folder, self.names = signals, changed, PurePath(folder), names
        self.prefix = PurePosixPath(prefix)
        self.has_folder_events = False  # reset by the owner

    def on_any_event(self, event: events.FileSystemEvent) -> None:
        """Called by watchdog in its own thread, which an exception would end."""
        try:
            self._note(event)
        except Exception:
            self.changed.add_unknown()
            self.signals.put("writing")

    def _note(self, event: events.FileSystemEvent) -> None:
        """Record the event. A save by rename appears only as the target of a move."""
        source, target = (self._relevant(path) if path else None for path in (event.src_path, event.dest_path))
        if not (source or target):
            return
        if event.is_directory:
            self.has_folder_events = True
            self.changed.add_unknown()
        for path in (source, target):
            if path:
                self.changed.add(str(self.prefix / path))
        is_saved = target is not None or event.event_type == events.EVENT_TYPE_CLOSED
        self.signals.put("saved" if is_saved else "writing")

    def _relevant(self, path: bytes | str) -> PurePath | None:
        """The path relative to the folder; None if it cannot affect the site."""
        try:
            relative = PurePath(os.fsdecode(path)).relative_to(self.folder)
        except ValueError:
            return None
        is_relevant = str(relative) in self.names if self.names is not None else not is_ignored(relative)
        return relative if is_relevant else None
