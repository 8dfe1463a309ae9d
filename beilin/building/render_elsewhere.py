"""Rendering on a cluster.

Its processes get the whole plan once, which is the context of all pages (2.2 KB an article in ink), and with each batch
the bodies of the files that its pages are for. A page that needs more of the archive is rendered here, such as a feed
with the bodies of many files, an article that includes a part, a copy of a source, or a page in which only digests of
assets are replaced; and so is one that fails there.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from beilin.building.render_pages import Rendered, RenderJob, Stale, render_batch, render_page
from beilin.model import Body
from beilin.parallel.cluster import Cluster
from beilin.parallel.executor import batches
from beilin.planning.page import WRITTEN
from beilin.reading.bodies import BodySource, decode_body

# Values that are made from files of the archive while a page is rendered, or that fill a cache in its folder.
_OF_FILES = frozenset({"source", "collation", "picture", WRITTEN})


@dataclass(frozen=True, slots=True)
class SentBodies:
    """The bodies that were sent with a batch, encoded."""

    encoded: Mapping[str, bytes]  # by Markdown file

    def get(self, path: str, _digest: str) -> Body:
        """The body of the Markdown file. Raises KeyError if it was not sent."""
        return decode_body(self.encoded[path])


@dataclass(frozen=True, slots=True)
class Collector:
    """Keeps pages in memory instead of staging them."""

    pages: dict[str, bytes] = field(default_factory=dict)  # by output path

    def __call__(self, path: str, data: bytes) -> tuple[str, bool]:
        """Keep the bytes."""
        self.pages[path] = data
        return sha256(data).hexdigest(), True

    def place_for(self, path: str) -> Path:
        """Files that code makes are written where the archive is."""
        raise NotImplementedError(path)

    def settle(self, path: str) -> tuple[str, bool]:
        """See `place_for`."""
        raise NotImplementedError(path)


def render_elsewhere(
    cluster: Cluster, job: RenderJob, stale: Sequence[Stale], bodies: BodySource
) -> Iterator[list[Rendered]]:
    """As `render_batch` for each batch. Raises also ClusterError."""
    waiting: deque[Sequence[Stale]] = deque()
    left = [page for page in stale if not _is_portable(page, job)]

    def sent() -> Iterator[tuple[Sequence[Stale], dict[str, bytes]]]:
        for batch in batches([page for page in stale if _is_portable(page, job)]):
            waiting.append(batch)
            yield batch, _bodies_of(batch, job, bodies)

    nowhere = Path(os.devnull)
    portable = replace(
        job, root=nowhere, output=nowhere, bodies=SentBodies({}), compiled=None, stage=Collector(), patch=None
    )
    for made, pages in cluster.map(partial(_render_there, portable), sent()):
        results = []
        for page, rendered in zip(waiting.popleft(), made, strict=True):
            if rendered is None:
                left.append(page)
            else:
                output = job.pages[page.number].output
                digest, is_staged = job.stage(output, pages[output])
                results.append(rendered._replace(digest=digest, is_staged=is_staged))
        yield results
    for batch in batches(left):
        yield render_batch(job, batch)


def _is_portable(stale: Stale, job: RenderJob) -> bool:
    return stale.digest_count < 0 and not _OF_FILES & job.dependencies[job.pages[stale.number].template].names


def _bodies_of(batch: Sequence[Stale], job: RenderJob, bodies: BodySource) -> dict[str, bytes]:
    """The bodies of the files that the pages are for, by path."""
    pages = [job.pages[stale.number] for stale in batch]
    records = job.context.records
    wanted = {page.origin for page in pages if page.is_of_file and "body" in job.dependencies[page.template].names}
    return {path: bodies.encoded(path, records[path].body_digest) for path in wanted if path in records}


def _render_there(
    job: RenderJob, sent: tuple[Sequence[Stale], dict[str, bytes]]
) -> tuple[list[Rendered | None], dict[str, bytes]]:
    """The pages of the batch, None for those that cannot be rendered with what was sent, and their bytes by path."""
    stale, encoded = sent
    stage = Collector()
    job = replace(job, bodies=SentBodies(encoded), stage=stage)
    made: list[Rendered | None] = []
    for page in stale:
        try:
            rendered = render_page(job, page)
        except Exception:
            made.append(None)
        else:
            made.append(None if rendered.problem else rendered)
    return made, stage.pages
