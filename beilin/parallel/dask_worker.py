"""What the processes of a Dask cluster run."""

from __future__ import annotations

import pickle
import platform
import threading
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from beilin.parallel.executor import answer_of

Versions = Mapping[str, str]
# A process may be told to do several batches at once, in threads. Beilin's caches are made for one thread, and several
# would gain nothing, since they would take turns at the interpreter.
_one_at_a_time = threading.Lock()


class Job:
    """A function with what is bound to it. It travels as bytes, and each process unpickles it once."""

    def __init__(self, data: bytes, versions_of: Callable[[], Versions], versions: Versions) -> None:
        self._data, self._versions_of, self._versions = data, versions_of, versions

    def __reduce__(self) -> tuple[type[Job], tuple[object, ...]]:
        return Job, (self._data, self._versions_of, self._versions)

    def __sizeof__(self) -> int:
        return len(self._data)

    @cached_property
    def function(self) -> Callable[[Any], object]:
        """The function. Raises VersionsError if this process came after the versions of all were compared."""
        here = self._versions_of()
        if here != self._versions:
            raise VersionsError(platform.node(), here)
        function: Callable[[Any], object] = pickle.loads(self._data)
        return function


class VersionsError(Exception):
    """This process has other versions than the one that distributes the work."""

    def __init__(self, worker: str, versions: Versions) -> None:
        super().__init__(worker, versions)
        self.worker, self.versions = worker, versions


def work(job: Job, batch: bytes) -> bytes:
    """The pickled answer to a pickled batch."""
    with _one_at_a_time:
        return answer_of(lambda data: job.function(pickle.loads(data)), batch)
