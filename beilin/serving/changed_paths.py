"""Which paths have changed, so that a build looks at nothing else."""

from __future__ import annotations

from threading import Lock


class ChangedPaths:
    """Collects changed paths until they are taken. Thread-safe."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._paths: set[str] = set()
        self._has_unknown = True  # changes before the first watch went unseen

    def add(self, path: str) -> None:
        """Record that a file changed, by its path from the archive's root."""
        with self._lock:
            self._paths.add(path)

    def add_unknown(self) -> None:
        """Record that any path may have changed."""
        with self._lock:
            self._has_unknown = True

    def take(self) -> frozenset[str] | None:
        """The paths that changed since the last call; None if any path may have changed."""
        with self._lock:
            paths = None if self._has_unknown else frozenset(self._paths)
            self._paths.clear()
            self._has_unknown = False
            return paths
