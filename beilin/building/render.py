"""The pages of a plan that are not fresh: found, rendered and staged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from beilin.building.code_version import code_fingerprint
from beilin.building.inputs import Planned
from beilin.parallel.executor import Workers, batches
from beilin.problems.problem import Problem
from beilin.publishing.publish import Staging, Wanted
from beilin.publishing.state import FOLDER
from beilin.reading.bodies import BodySource
from beilin.rendering.keys import differing_parts, render_key
from beilin.rendering.theme import Theme


def stale_pages(planned: Planned, staging: Staging) -> list[Wanted]:
    """The pages that are not fresh; the others are kept in `staging` as they are."""
    wanted = []
    for number, page in enumerate(planned.pages):
        # Where no output is known no key is needed to tell: whichever process renders the page makes its key too.
        key = ""
        if page.output in staging.known:
            facts = planned.facts[page.template]
            key = render_key(code_fingerprint(), facts, page.values(facts.names))
            if staging.keep_if_fresh(page.output, key):
                continue
        wanted.append(Wanted(number, key))
    return wanted


def compiled_templates(root: Path) -> Path:
    """The folder of the templates that this program has compiled for the archive at `root`."""
    from beilin.rendering.compiled import compiled_folder

    return compiled_folder(root / FOLDER / "templates", code_fingerprint())


def make_stale_pages(
    root: Path, wanted: Sequence[Wanted], planned: Planned, theme: Theme, staging: Staging, bodies: BodySource,
    workers: Workers, progress: Callable[[int, int], None],
) -> list[Problem]:  # fmt: skip
    """Render and stage the wanted pages; one problem for each fault in a template, with the pages that it spoils."""
    if not wanted:
        return []
    # Imported here: a build in which nothing changed renders nothing, and Jinja takes long to import.
    from beilin.publishing.pages import PageJob, make_pages

    job = PageJob(
        root, staging.output, code_fingerprint(), planned.pages, planned.facts, theme.templates, bodies,
        compiled_templates(root), staging.seen.files,
    )  # fmt: skip
    spoiled: dict[Problem, list[str]] = {}
    done = 0
    for answers in workers.map(partial(make_pages, job), batches(wanted), len(wanted)):
        for number, key, digest, is_staged, problem in answers:
            page = planned.pages[number]
            if problem:
                spoiled.setdefault(problem, []).append(page.origin)
            elif not spoiled:
                staging.note(page.output, digest, key, reason_to_render(staging, page.output, key), is_staged=is_staged)
        done += len(answers)
        progress(done, len(wanted))
    problems = []
    for problem, spoilt in spoiled.items():
        more = f" and {len(spoilt) - 1} more" if len(spoilt) > 1 else ""
        problems.append(replace(problem, message=f"{problem.message} (in the page for {spoilt[0]}{more})"))
    return problems


def reason_to_render(staging: Staging, path: str, key: str) -> str:
    """Why a page is rendered, in words for `explain`."""
    before = staging.known.get(path)
    if before is None:
        return "it is new, or the state of the last build was lost"
    parts = differing_parts(before.key, key)
    if parts:
        return "these changed: " + ", ".join(parts)
    return "the output file was altered" if path in staging.seen.files else "the output file was deleted"
