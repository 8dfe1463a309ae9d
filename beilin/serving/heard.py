"""What has been heard to change, for a build to look at nothing else."""

from __future__ import annotations

from threading import Lock


class Heard:
    """The paths that changed since they were last taken. Used from several threads."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._paths: set[str] = set()
        self._is_all = True  # whatever came before the first watch

    def path(self, path: str) -> None:
        """A file changed; its path from the archive's root."""
        with self._lock:
            self._paths.add(path)

    def anything(self) -> None:
        """More changed than can be named."""
        with self._lock:
            self._is_all = True

    def take(self) -> frozenset[str] | None:
        """The paths, and from now on those that change later; None where more changed than can be named."""
        with self._lock:
            taken = None if self._is_all else frozenset(self._paths)
            self._paths.clear()
            self._is_all = False
            return taken
