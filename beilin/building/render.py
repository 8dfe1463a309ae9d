"""The stale pages of a plan: found by their render keys, rendered and staged, in parallel if that is faster."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from beilin.building.compiled_templates import compiled_templates
from beilin.building.inputs import reader_for
from beilin.building.options import Run, UnpublishableError
from beilin.building.plan import Planned
from beilin.building.remembered import Remembered
from beilin.building.render_pages import OF_BUILD, Rendered, RenderJob, Stale, keyed, render_batch
from beilin.layout import SHARE_CACHE, STATE_FOLDER
from beilin.parallel.executor import MIN_ITEMS_TO_FORK, batches
from beilin.planning.page import ASSETS, Page
from beilin.planning.site_context import SHARE_TEMPLATE
from beilin.problems.problem import Problem, has_errors
from beilin.publishing.stager import Stager
from beilin.publishing.staging import Staging
from beilin.reading.bodies import BodySource
from beilin.rendering.asset_marks import AssetMarks, asset_patch, digests_of
from beilin.rendering.keys import differing_parts

_ARTICLES_PER_PAGE = 16  # of which an export has the data in the time that it takes to render a page


def render(run: Run, last: Remembered, planned: Planned, staging: Staging) -> None:
    """Stage every page and file of the plan that is not in the output folder already.

    Raises UnpublishableError if a template fails, OSError, InputChangedError.
    """
    inputs = planned.basis.inputs
    if planned.is_whole:
        _tidy_share_pictures(run.root, planned)
    with run.file.kept_open():
        stale = stale_pages(planned, staging, keeps_exports=run.options.keeps_exports)
    files = [file for file in inputs.files if not staging.keep_if_same(file)] if planned.is_whole else []
    if not stale and not files:
        return
    staging.open()
    reader = reader_for(run.root, inputs.config, run.workers, run.file.bodies)
    bodies = BodySource(run.root, reader.settings, run.file.bodies, inputs.content.rows, inputs.content.bodies)
    # Under another base path the URLs of assets differ in more than digests.
    is_same_base = last.plan is not None and last.plan.base_path == inputs.config.base_path
    before = last.plan.assets if last.plan and is_same_base else {}
    problems = _render_stale(run, stale, planned, staging, bodies, before)
    if has_errors(problems):
        raise UnpublishableError((*planned.problems, *problems), inputs.content, inputs.config.base_path)
    for file in files:
        staging.copy(file.output, run.root / file.source, file.digest, file.content)
    staging.has_written = True


def _tidy_share_pictures(root: Path, planned: Planned) -> None:
    """Remove cached pictures of articles that there are no longer."""
    if not (root / STATE_FOLDER / SHARE_CACHE).is_dir():
        return
    from beilin.rendering.share.cache import keep_only  # few archives have any

    keep_only(root, (f"/{page.output}" for page in planned.pages if page.template == SHARE_TEMPLATE))


def stale_pages(planned: Planned, staging: Staging, *, keeps_exports: bool = False) -> list[Stale]:
    """The pages that must be rendered; the others are kept in `staging` as they are.

    `keeps_exports`: as in BuildOptions.
    """
    stale = []
    is_small = len(planned.pages) < MIN_ITEMS_TO_FORK
    for number, page in enumerate(planned.pages):
        # Without an output no key is needed to decide: the process that renders the page makes its key as well.
        key, dependencies, values = "", None, None
        if keeps_exports and page.kind.may_wait and staging.is_intact(page.output):
            staging.keep(page.output)
            staging.outdated.add(page.output)
            continue
        if page.output in staging.known:
            try:
                key, values, dependencies = keyed(page, planned.basis.context, planned.templates)
            except OF_BUILD:
                raise
            except Exception:  # it is raised again, and reported, where the page is rendered
                key, dependencies, values = "", None, None
            if key and dependencies and staging.keep_if_fresh(page.output, key):
                staging.dependencies[page.output] = dependencies
                continue
        digest_count = _digests_to_patch(staging, page.output, key)
        is_kept = is_small and not page.kind.may_wait
        stale.append(Stale(number, key, dependencies, values if is_kept else None, digest_count))
    return stale


def _digests_to_patch(staging: Staging, path: str, key: str) -> int:
    """The number of digests of assets in the output file, if nothing else of its page changed; -1 otherwise."""
    before = staging.known.get(path)
    if before is None or before.digest_count < 0 or not key or differing_parts(before.key, key) != [ASSETS]:
        return -1
    return before.digest_count if staging.is_intact(path) else -1


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
        run.root, staging.output, planned.basis.context, planned.pages, planned.templates,
        planned.basis.inputs.theme.templates, bodies, compiled_templates(run.root),
        Stager(staging.output, staging.seen.files), AssetMarks(planned.basis.context.site.assets, digests),
        asset_patch(before, digests),
    )  # fmt: skip
    if run.workers.is_shared(_work(stale, planned)):
        # Here for the same reason as in `render_page`.
        from beilin.rendering.environment import compile_templates

        files = {file for page in stale for file in planned.templates[planned.pages[page.number].template].files}
        compile_templates(job.templates, files, compiled_templates(run.root))
    affected: dict[Problem, list[Page]] = {}
    done = 0
    for batch in _rendered(run, job, stale, bodies, _work(stale, planned)):
        for number, key, digest, is_staged, dependencies, problem, digest_count, is_patched in batch:
            page = planned.pages[number]
            if problem:
                affected.setdefault(problem, []).append(page)
            elif not affected and dependencies:
                reason = reason_to_render(staging, page.output, key)
                staging.note(page.output, digest, key, reason, is_staged=is_staged, digest_count=digest_count)
                staging.dependencies[page.output] = dependencies
            staging.rendered += not is_patched
        done += len(batch)
        run.reporting.progress("Rendering", done, len(stale))
    problems = []
    for problem, (first, *others) in affected.items():
        more = f" and {len(others)} more" if others else ""
        message = f"{problem.message} (in the page for {first.origin}{more})"
        file = problem.file or (first.origin if first.is_of_file else f"{run.output.name}/{first.output}")
        problems.append(replace(problem, message=message, file=file))
    return problems


def _work(stale: Sequence[Stale], planned: Planned) -> int:
    """How much there is to do, in pages; an export takes as long as many."""
    exports = sum(planned.pages[page.number].kind.may_wait for page in stale)
    return len(stale) + exports * len(planned.basis.context.archive.articles) // _ARTICLES_PER_PAGE


def _rendered(
    run: Run, job: RenderJob, stale: Sequence[Stale], bodies: BodySource, work: int
) -> Iterable[Sequence[Rendered]]:
    if cluster := run.workers.cluster_for(len(stale)):
        from beilin.building.render_elsewhere import render_elsewhere

        return render_elsewhere(cluster, job, stale, bodies)
    # Exports come last, each by itself: a result that takes long holds up those that come after it.
    slow = [page for page in stale if job.pages[page.number].kind.may_wait]
    others = [page for page in stale if not job.pages[page.number].kind.may_wait] if slow else stale
    return run.workers.map(partial(render_batch, job), [*batches(others), *([page] for page in slow)], work)


def reason_to_render(staging: Staging, path: str, key: str) -> str:
    """Why a page is rendered, in words for `explain`."""
    before = staging.known.get(path)
    if before is None:
        return "it is new, or the state of the last build was lost"
    parts = differing_parts(before.key, key)
    if parts:
        return f"these changed: {', '.join(parts)}"
    return "the output file was altered" if path in staging.seen.files else "the output file was deleted"
