"""The cluster that a command was told to use."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from beilin.commands.printing import fail, say_error

if TYPE_CHECKING:
    from beilin.parallel.cluster import Cluster


@contextmanager
def cluster_at(address: str, after_failure: str) -> Iterator[Cluster | None]:
    """A connection to the cluster at `dask://HOST:PORT`; None for "".

    If the cluster fails, before the block or in it, that is printed with what it means, and the command exits with 1.
    """
    if not address:
        yield None
        return
    from beilin.building.cluster_versions import cluster_versions
    from beilin.parallel.dask_cluster import connected
    from beilin.parallel.executor import ClusterError

    try:
        with connected(address, cluster_versions) as cluster:
            yield cluster
    except ClusterError as error:
        say_error(str(error), error.hint)
        fail(after_failure)
