"""The pages of one build → bytes, in any process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from beilin.building.code_version import code_fingerprint
from beilin.building.remembered import damage
from beilin.crash import crash_problem
from beilin.files.regular import read_regular
from beilin.model import Body, InputChangedError
from beilin.parallel.executor import MIN_BATCH
from beilin.parallel.garbage import collect_recent_garbage
from beilin.planning.context import Context, TrackedContext
from beilin.planning.page import ASSETS, WRITTEN, Page
from beilin.problems.problem import Problem
from beilin.publishing.state import Dependencies
from beilin.rendering.asset_marks import AssetMarks, AssetPatch
from beilin.rendering.dependencies import TemplateDependencies
from beilin.rendering.keys import render_key
from beilin.rendering.theme import Template

_encode = msgspec.msgpack.Encoder().encode
# What a build handles as a whole; any other exception is of a single page.
OF_BUILD = (OSError, InputChangedError, *damage())


class Stale(NamedTuple):
    """A page to render."""

    number: int  # among the plan's pages
    key: str  # its render key, "" if it is not known yet
    dependencies: Dependencies | None
    values: dict[str, object] | None  # of which that is the key, unless there are many pages
    digest_count: int = -1  # to replace, if only digests of assets differ; -1 if other things do


class Rendered(NamedTuple):
    """A page that was rendered."""

    number: int
    key: str
    digest: str  # SHA-256 of its bytes
    is_staged: bool  # False if the output file has these bytes already
    dependencies: Dependencies | None
    problem: Problem | None
    digest_count: int = -1  # as in Output
    is_patched: bool = False  # whether only the digests of assets were replaced in it


class Stage(Protocol):
    """Stages what pages are: see `Stager`."""

    def __call__(self, path: str, data: bytes) -> tuple[str, bool]:
        """Stage the bytes of a page; returns their SHA-256, and False if the output has them already."""

    def place_for(self, path: str) -> Path:
        """Where to write a file that code makes."""

    def settle(self, path: str) -> tuple[str, bool]:
        """Stage the file that was written there; returns the same as for bytes."""


class Bodies(Protocol):
    """The bodies that pages show."""

    def get(self, path: str, digest: str) -> Body:
        """The body of the Markdown file."""


@dataclass(frozen=True, slots=True)
class RenderJob:
    """What rendering and staging the pages of one build needs. A forked process has it without a copy."""

    root: Path
    output: Path
    context: Context
    pages: Sequence[Page]
    dependencies: Mapping[str, TemplateDependencies]
    templates: Mapping[str, Template]
    bodies: Bodies
    compiled: Path | None  # the folder of compiled templates, if there is one
    stage: Stage
    marks: AssetMarks
    patch: AssetPatch | None  # for pages that differ from the last build in digests of assets alone


def keyed(
    page: Page, context: Context, templates: Mapping[str, TemplateDependencies]
) -> tuple[str, dict[str, object], Dependencies]:
    """The page's render key, the values that it is the key of, and what these depend on."""
    tracked = TrackedContext(context)
    template = templates[page.template]
    values = page.values(template.names, tracked)
    key = render_key(code_fingerprint(), template, values, tracked.extras if template.uses_extra else {})
    names = _encode(tracked.names) if tracked.names else b""
    return key, values, Dependencies(page.kind.name, _encode(page.id), tracked.tokens, names)


def render_batch(job: RenderJob, stale: Sequence[Stale]) -> list[Rendered]:
    """Render each page, and stage it if its bytes differ from the output. Raises OSError, InputChangedError."""
    rendered = []
    for page in stale:
        try:
            rendered.append(render_page(job, page))
        except OF_BUILD:
            raise
        except Exception as error:
            problem = crash_problem(job.root, error, "rendering a page")
            rendered.append(Rendered(page.number, "", "", False, None, problem))
    # Jinja's own code, unlike `direct_code`, leaves cycles with all that a page shows: 678 MB for 10,000 articles
    # without this.
    if len(stale) >= MIN_BATCH:
        collect_recent_garbage()
    return rendered


def render_page(job: RenderJob, stale: Stale) -> Rendered:
    """Render and stage the page. Raises OSError, InputChangedError, and what making its values raises."""
    number, key, dependencies, values, digest_count = stale
    page = job.pages[number]
    result = _patched(job, page.output, digest_count) if digest_count >= 0 else None
    is_patched = result is not None
    if result is None:
        if not key:
            key, values, dependencies = keyed(page, job.context, job.dependencies)
        elif values is None:
            values = page.values(job.dependencies[page.template].names, TrackedContext(job.context))
        if WRITTEN in values:
            return _write(job, stale._replace(key=key, dependencies=dependencies), page, values[WRITTEN])
        rendered, digest_count = _render_values(job, page, values)
        if isinstance(rendered, Problem):
            return Rendered(number, key, "", False, None, rendered)
        result = rendered
    return Rendered(number, key, *job.stage(page.output, result), dependencies, None, digest_count, is_patched)


def _write(job: RenderJob, stale: Stale, page: Page, value: object) -> Rendered:
    """Write and stage a file that code makes."""
    from beilin.rendering.written import Sources, write_file

    problem = write_file(value, Sources(job.root, job.bodies.get), job.stage.place_for(page.output))
    if problem:
        return Rendered(stale.number, stale.key, "", False, None, problem)
    return Rendered(stale.number, stale.key, *job.stage.settle(page.output), stale.dependencies, None)


def _patched(job: RenderJob, path: str, digest_count: int) -> bytes | None:
    """The output file with as many digests replaced by those that the assets have now; None if it must be rendered."""
    if job.patch is None:
        return None
    try:
        return job.patch.patched(read_regular(job.output / path), digest_count)
    except OSError:
        return None


def _render_values(job: RenderJob, page: Page, values: Mapping[str, object]) -> tuple[bytes | Problem, int]:
    """The bytes of the page with these values, or its problem; and its number of digests, or -1, as in Output."""
    # Imported here: a build in which nothing changed renders nothing, and Jinja takes long to import.
    from beilin.rendering.render import render as render_template

    def rendered(values: Mapping[str, object]) -> bytes | Problem:
        return render_template(job.root, page.template, values, job.templates, job.bodies.get, job.compiled)

    if ASSETS in values and job.dependencies[page.template].writes_assets:
        result = rendered({**values, ASSETS: job.marks.urls})
        if not isinstance(result, Problem):
            return job.marks.replaced(result)
    return rendered(values), -1
