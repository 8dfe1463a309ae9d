"""Batches of work on a Dask cluster. Imported only if one is named, because Dask takes half a second to import."""

from __future__ import annotations

import pickle
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import CancelledError
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from beilin.parallel.dask_worker import Job, Versions, VersionsError, work
from beilin.parallel.executor import MAX_AHEAD, ClusterError

Item = TypeVar("Item")
Result = TypeVar("Result")

SCHEME = "dask://"
CONNECT_S = 10  # seconds within which the scheduler must answer and have a worker
POLL_S = 5  # how often a result that does not come is asked after
MAX_IDLE_POLLS = 12  # without any worker; a cluster may be replacing all of its machines
_START = "Start it, or leave out --executor."


@contextmanager
def connected(address: str, versions_of: Callable[[], Versions]) -> Iterator[DaskCluster]:
    """A connection to the scheduler at `dask://HOST:PORT`, once all of its workers have the same versions as this
    process. `versions_of` is a function that the workers can import. Raises ClusterError."""
    distributed = _distributed()
    place = address.removeprefix(SCHEME)
    try:
        client = distributed.Client(f"tcp://{place}", timeout=CONNECT_S, set_as_default=False)
    except (OSError, ValueError, ImportError, TypeError, EOFError) as error:
        said = f" ({error})" if str(error) else ""
        raise ClusterError(f"no Dask scheduler answers at {place}{said}", _START) from error
    try:
        yield DaskCluster(client, place, versions_of)
    finally:
        with suppress(Exception):  # the scheduler may be gone
            client.close(timeout=2)


class DaskCluster:
    """A connection to a Dask cluster; see `Cluster`."""

    def __init__(self, client: Any, place: str, versions_of: Callable[[], Versions]) -> None:
        self._client, self._place = client, place
        self._versions_of, self._versions = versions_of, versions_of()
        self._processes = self._compare_versions()

    def map(self, function: Callable[[Item], Result], work: Iterable[Item]) -> Iterator[Result]:
        """As `Cluster.map`. A batch whose process died is given to another one; if that happens again and again, this
        process does it."""
        waiting: deque[tuple[Item, Any]] = deque()
        job = self._send(function)
        try:
            for batch in work:
                waiting.append((batch, self._submit(job, batch)))
                if len(waiting) >= MAX_AHEAD * self._processes:
                    yield self._result(function, *waiting.popleft())
            while waiting:
                yield self._result(function, *waiting.popleft())
        finally:
            with suppress(Exception):
                self._client.cancel([job, *(future for _, future in waiting)])

    def _send(self, function: Callable[..., object]) -> Any:
        """The job as the result of a task, which the scheduler makes again if the process that has it dies."""
        data = pickle.dumps(function, pickle.HIGHEST_PROTOCOL)
        with self._translated(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a large graph: it is sent once
            job = self._client.submit(Job, data, self._versions_of, self._versions, pure=False)
        with self._client.as_current():
            self._patiently(lambda: _distributed().wait(job, timeout=POLL_S))
        with self._translated():
            # Or all batches would go to the process that has the job, until others steal them.
            self._client.replicate(job)
        return job

    def _submit(self, job: Any, batch: object) -> Any:
        with self._translated():
            return self._client.submit(work, job, pickle.dumps(batch, pickle.HIGHEST_PROTOCOL), pure=False)

    def _result(self, function: Callable[[Item], Result], batch: Item, future: Any) -> Result:
        from distributed import KilledWorker

        try:
            answer = self._patiently(lambda: future.result(timeout=POLL_S))
        except KilledWorker:
            return function(batch)
        is_done, value = pickle.loads(answer)
        if isinstance(value, VersionsError):  # of a worker that joined later
            raise _mismatch(value.worker, self._versions, value.versions)
        if not is_done:
            raise value
        result: Result = value
        return result

    def _patiently(self, attempt: Callable[[], Result]) -> Result:
        """What the attempt gives, which raises TimeoutError after a while, as long as there are workers."""
        idle = 0
        while True:
            try:
                with self._translated():
                    return attempt()
            except TimeoutError:
                idle = 0 if self._has_workers() else idle + 1
            if idle >= MAX_IDLE_POLLS:
                message = f"the Dask scheduler at {self._place} has no workers any more"
                raise ClusterError(message, "Start some, or leave out --executor.")

    def _has_workers(self) -> bool:
        with self._translated():
            return bool(self._client.nthreads())

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """With errors that mean that the scheduler is gone as one of this program."""
        try:
            yield
        except TimeoutError:
            raise
        except (CancelledError, OSError) as error:
            raise ClusterError(f"the Dask scheduler at {self._place} went away", _START) from error

    def _compare_versions(self) -> int:
        """The number of processes, each of which has the same versions as this one. Raises ClusterError."""
        with self._translated():
            try:
                self._client.wait_for_workers(1, timeout=CONNECT_S)
            except TimeoutError:
                message = f"the Dask scheduler at {self._place} has no workers"
                raise ClusterError(message, "Start some, or leave out --executor.") from None
            found: Mapping[str, object] = self._client.run(self._versions_of, on_error="return")
        for worker, versions in sorted(found.items()):
            if not isinstance(versions, dict):
                hint = "Install what this machine has there, in the same versions, and start the worker again."
                raise ClusterError(f"the worker {worker} cannot import Beilin: {versions}", hint)
            if versions != self._versions:
                raise _mismatch(worker, self._versions, versions)
        return len(found)


def _mismatch(worker: str, here: Versions, there: Versions) -> ClusterError:
    names = sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))
    differing = "; ".join(f"{name} {there.get(name, '-')} ≠ {here.get(name, '-')}" for name in names)
    return ClusterError(
        f"the worker {worker} does not match this machine (there ≠ here): {differing}",
        "Bytes could differ. Install the same versions on all machines, and start the workers again.",
    )


def _distributed() -> Any:
    """The package, with its log turned off: what matters to users is said by this module. Raises ClusterError."""
    try:
        import dask

        quiet = dict.fromkeys(("distributed", "distributed.client", "distributed.comm", "tornado"), "critical")
        dask.config.set({"logging": quiet})
        import distributed
    except ImportError as error:
        raise ClusterError(f"Dask is not installed here: {error}", "Type: pip install 'beilin[dask]'") from error
    warnings.filterwarnings("ignore", category=distributed.versions.VersionMismatchWarning)  # compared here
    return distributed
