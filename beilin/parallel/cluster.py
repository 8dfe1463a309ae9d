"""Work on other machines, as the stages of a build and of an import see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Cluster(Protocol):
    """Processes on other machines, which have Beilin in the same version, and none of the archive's files."""

    def map(self, function: Callable[[Item], Result], work: Iterable[Item]) -> Iterator[Result]:
        """The results of `function` for each batch in `work`, in order.

        The function must be picklable and pure: it reads and writes no files, because another machine has other files,
        and a process that was given up for dead may still write. What is bound to the function (by `partial`)
        is sent to each process once, so it should hold what all batches need. Raises ClusterError, and what the
        function raises.
        """
