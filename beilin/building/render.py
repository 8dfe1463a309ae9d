"""The stale pages of a plan: found by their render keys, rendered and staged, in parallel if that is faster."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from beilin.building.code_version import code_fingerprint
from beilin.building.inputs import reader_for
from beilin.building.options import Run, UnpublishableError
from beilin.building.plan import Planned
from beilin.building.remembered import Remembered, damage
from beilin.crash import crash_problem
from beilin.files.regular import read_regular
from beilin.files.snapshot import file_digest
from beilin.layout import SHARE_CACHE, STATE_FOLDER
from beilin.model import InputChangedError
from beilin.parallel.executor import MIN_BATCH, MIN_ITEMS_TO_FORK, batches
from beilin.parallel.garbage import collect_recent_garbage
from beilin.planning.context import Context, TrackedContext
from beilin.planning.page import ASSETS, Page
from beilin.planning.site_context import SHARE_TEMPLATE
from beilin.problems.problem import Problem, has_errors
from beilin.publishing.staging import Staging
from beilin.publishing.staging_folder import write_staged
from beilin.publishing.state import Dependencies
from beilin.reading.bodies import BodySource
from beilin.rendering.asset_marks import AssetMarks, AssetPatch, asset_patch, digests_of
from beilin.rendering.dependencies import TemplateDependencies
from beilin.rendering.keys import differing_parts, render_key
from beilin.rendering.theme import Template

_encode = msgspec.msgpack.Encoder().encode
# What a build handles as a whole; any other exception is of a single page.
_OF_BUILD = (OSError, InputChangedError, *damage())


class Stale(NamedTuple):
    """A page to render."""

    number: int  # among the plan's pages
    key: str  # its render key, "" if it is not known yet
    dependencies: Dependencies | None
    values: dict[str, object] | None  # of which that is the key, unless there are many pages
    places: int = -1  # of digests to replace, if only those of assets differ; -1 if other things do


class Rendered(NamedTuple):
    """A page that was rendered."""

    number: int
    key: str
    digest: str  # SHA-256 of its bytes
    is_staged: bool  # False if the output file has these bytes already
    dependencies: Dependencies | None
    problem: Problem | None
    places: int = -1  # as in Output


@dataclass(frozen=True, slots=True)
class RenderJob:
    """What rendering and staging the pages of one build needs. A forked process has it without a copy."""

    root: Path
    output: Path
    version: str  # the fingerprint of the code
    context: Context
    pages: Sequence[Page]
    dependencies: Mapping[str, TemplateDependencies]
    templates: Mapping[str, Template]
    bodies: BodySource
    compiled: Path  # the folder of compiled templates
    present: Mapping[str, str]  # the files in the output folder
    marks: AssetMarks
    patch: AssetPatch | None  # for pages that differ from the last build in digests of assets alone


def render(run: Run, last: Remembered, planned: Planned, staging: Staging) -> None:
    """Stage every page and file of the plan that is not in the output folder already.

    Raises UnpublishableError if a template fails, OSError, InputChangedError.
    """
    inputs = planned.basis.inputs
    if planned.is_whole:
        _tidy_share_pictures(run.root, planned)
    with run.file.kept_open():
        stale = stale_pages(planned, staging)
    files = [file for file in inputs.files if not staging.keep_if_same(file)] if planned.is_whole else []
    if not stale and not files:
        return
    staging.open()
    reader = reader_for(run.root, inputs.config, run.workers, run.file.bodies)
    bodies = BodySource(run.root, reader.settings, run.file.bodies, inputs.content.rows, inputs.content.bodies)
    before = last.plan.assets if last.plan else {}
    problems = _render_stale(run, stale, planned, staging, bodies, before)
    if has_errors(problems):
        raise UnpublishableError((*planned.problems, *problems), inputs.content, inputs.config.base_path)
    for file in files:
        staging.copy(file.output, run.root / file.source, file.digest, file.content)
    staging.rendered, staging.has_written = len(stale), True


def _tidy_share_pictures(root: Path, planned: Planned) -> None:
    """Remove cached pictures of articles that there are no longer."""
    if not (root / STATE_FOLDER / SHARE_CACHE).is_dir():
        return
    from beilin.rendering.share.cache import keep_only  # few archives have any

    keep_only(root, (f"/{page.output}" for page in planned.pages if page.template == SHARE_TEMPLATE))


def stale_pages(planned: Planned, staging: Staging) -> list[Stale]:
    """The pages that must be rendered; the others are kept in `staging` as they are."""
    stale = []
    is_small = len(planned.pages) < MIN_ITEMS_TO_FORK
    for number, page in enumerate(planned.pages):
        # Without an output no key is needed to decide: the process that renders the page makes its key as well.
        key, dependencies, values = "", None, None
        if page.output in staging.known:
            try:
                key, values, dependencies = keyed(page, planned.basis.context, planned.templates)
            except _OF_BUILD:
                raise
            except Exception:  # it is raised again, and reported, where the page is rendered
                key, dependencies, values = "", None, None
            if key and dependencies and staging.keep_if_fresh(page.output, key):
                staging.dependencies[page.output] = dependencies
                continue
        places = _places_to_patch(staging, page.output, key)
        stale.append(Stale(number, key, dependencies, values if is_small else None, places))
    return stale


def _places_to_patch(staging: Staging, path: str, key: str) -> int:
    """The number of digests of assets in the output file, if nothing else of its page changed; -1 otherwise."""
    before = staging.known.get(path)
    if before is None or before.places < 0 or not key or differing_parts(before.key, key) != [ASSETS]:
        return -1
    return before.places if staging.is_intact(path) else -1


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


def compiled_templates(root: Path) -> Path:
    """The folder of the templates that this version of the code compiled for the archive at `root`."""
    from beilin.rendering.compiled import compiled_folder

    return compiled_folder(root / STATE_FOLDER / "templates", code_fingerprint())


def _render_stale(
    run: Run, stale: Sequence[Stale], planned: Planned, staging: Staging, bodies: BodySource, before: Mapping[str, str]
) -> list[Problem]:
    """Render and stage the stale pages; one problem for each fault in a template, with the pages that it affects.

    `before` are the digests of the assets that the pages of the last build have.
    """
    if not stale:
        return []
    digests = digests_of(planned.basis.inputs.theme.assets)
    job = RenderJob(
        run.root, staging.output, code_fingerprint(), planned.basis.context, planned.pages, planned.templates,
        planned.basis.inputs.theme.templates, bodies, compiled_templates(run.root), staging.seen.files,
        AssetMarks(planned.basis.context.site.assets, digests), asset_patch(before, digests),
    )  # fmt: skip
    if run.workers.is_shared(len(stale)):
        # Here for the same reason as in `_render_page`.
        from beilin.rendering.environment import compile_templates

        files = {file for page in stale for file in planned.templates[planned.pages[page.number].template].files}
        compile_templates(job.templates, files, job.compiled)
    affected: dict[Problem, list[Page]] = {}
    done = 0
    for batch in run.workers.map(partial(render_batch, job), batches(stale), len(stale)):
        for number, key, digest, is_staged, dependencies, problem, places in batch:
            page = planned.pages[number]
            if problem:
                affected.setdefault(problem, []).append(page)
            elif not affected and dependencies:
                reason = reason_to_render(staging, page.output, key)
                staging.note(page.output, digest, key, reason, is_staged=is_staged, places=places)
                staging.dependencies[page.output] = dependencies
        done += len(batch)
        run.reporting.progress("Rendering", done, len(stale))
    problems = []
    for problem, (first, *others) in affected.items():
        more = f" and {len(others)} more" if others else ""
        message = f"{problem.message} (in the page for {first.origin}{more})"
        file = problem.file or (first.origin if first.is_of_file else f"{run.output.name}/{first.output}")
        problems.append(replace(problem, message=message, file=file))
    return problems


def render_batch(job: RenderJob, stale: Sequence[Stale]) -> list[Rendered]:
    """Render each page, and stage it if its bytes differ from the output. Raises OSError, InputChangedError."""
    rendered = []
    for page in stale:
        try:
            rendered.append(_render_page(job, page))
        except _OF_BUILD:
            raise
        except Exception as error:
            problem = crash_problem(job.root, error, "rendering a page")
            rendered.append(Rendered(page.number, "", "", False, None, problem))
    # What Jinja makes for a page is in cycles, with all that the page shows: 678 MB for 10,000 articles without this.
    if len(stale) >= MIN_BATCH:
        collect_recent_garbage()
    return rendered


def _render_page(job: RenderJob, stale: Stale) -> Rendered:
    number, key, dependencies, values, places = stale
    page = job.pages[number]
    result = _patched(job, page.output, places) if places >= 0 else None
    if result is None:
        if not key:
            key, values, dependencies = keyed(page, job.context, job.dependencies)
        elif values is None:
            values = page.values(job.dependencies[page.template].names, TrackedContext(job.context))
        rendered, places = _render_values(job, page, values)
        if isinstance(rendered, Problem):
            return Rendered(number, key, "", False, None, rendered)
        result = rendered
    digest = hashlib.sha256(result).hexdigest()
    is_unchanged = page.output in job.present and file_digest(f"{job.output}/{page.output}") == digest
    if not is_unchanged:
        write_staged(job.output, page.output, result)
    return Rendered(number, key, digest, not is_unchanged, dependencies, None, places)


def _patched(job: RenderJob, path: str, places: int) -> bytes | None:
    """The output file with as many digests replaced by those that the assets have now; None if it must be rendered."""
    if job.patch is None:
        return None
    try:
        return job.patch.patched(read_regular(job.output / path), places)
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


def reason_to_render(staging: Staging, path: str, key: str) -> str:
    """Why a page is rendered, in words for `explain`."""
    before = staging.known.get(path)
    if before is None:
        return "it is new, or the state of the last build was lost"
    parts = differing_parts(before.key, key)
    if parts:
        return "these changed: " + ", ".join(parts)
    return "the output file was altered" if path in staging.seen.files else "the output file was deleted"
