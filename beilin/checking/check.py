"""Everything that is wrong with an archive, in one list: what a build reports, and what it has no time to look for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from beilin.building.build import BuildOptions, Reporting
from beilin.building.inputs import Inputs, LastRead, read_everything, reader_for, with_images
from beilin.building.options import output_folder
from beilin.building.plan import plan_everything
from beilin.building.remembered import Remembered, with_remembered
from beilin.building.snapshots import snapshot_sources
from beilin.checking.anchors import dead_anchors
from beilin.checking.bodies import BodyFindings, body_of, check_bodies, text_of
from beilin.checking.cache import load_cache, save_cache
from beilin.checking.checks import CHECKS
from beilin.checking.duplicates import duplicates
from beilin.checking.licences import unknown_licences
from beilin.checking.menu import dead_menu_entries
from beilin.checking.redirects import dead_redirects, links_to_redirects, loops_and_chains, redirects_of
from beilin.checking.robots import own_robots
from beilin.checking.search_marks import unmarked_texts
from beilin.checking.spot_signatures import spot_signatures
from beilin.config import read_config
from beilin.crash import failure_problem
from beilin.layout import ARTICLES, CONTENT
from beilin.parallel.executor import Workers, batches
from beilin.problems.excerpts import with_excerpts
from beilin.problems.problem import Problem, in_file_order
from beilin.text.file_names import name_of
from beilin.text.link_targets import is_external
from beilin.text.slugs import slugify

# A link to a file that cannot be read is no problem beside that of the file itself.
_LINK_CODES = {"broken-link", "no-part"}

Progress = Callable[[int, int], None]  # (files checked, files to check)


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of a check."""

    problems: tuple[Problem, ...]  # in the order of the files, each with its source line
    files: int = 0  # Markdown files that were checked
    findings: tuple[BodyFindings, ...] = ()  # with the URLs of the bodies, if `with_urls` was set
    source_urls: Mapping[str, str] = field(default_factory=dict)  # of the front matter, by file, likewise
    days: Mapping[str, str] = field(default_factory=dict)  # of the files that have a date, likewise
    keeps_links: bool = False  # whether the archive keeps the results of links to other sites


def check(
    root: Path, options: BuildOptions, reporting: Reporting | None = None, *, with_urls: bool = False
) -> CheckResult:
    """Check the whole archive at `root`, with what the last build read. Only .beilin/ is written to.

    `with_urls` also collects the URLs of other sites, for `check_external_links`.
    """
    reporting = reporting or Reporting()
    try:
        return _check(root, options, reporting, with_urls=with_urls)
    except Exception as error:
        return CheckResult((failure_problem(root, error, "checking the archive"),))


def _check(root: Path, options: BuildOptions, reporting: Reporting, *, with_urls: bool) -> CheckResult:
    config, problems = read_config(root, base_url=options.base_url)
    if config is None:
        return CheckResult(tuple(in_file_order(with_excerpts(root, problems))))
    workers = Workers(options.jobs)
    progress = partial(reporting.progress, "Checking")

    def check_with(last: Remembered) -> CheckResult:
        sources, changed = snapshot_sources(root, last.state.snapshots.sources)
        files = LastRead(sources[CONTENT], last.state.files, changed)
        inputs = read_everything(reader_for(root, config, workers), config, options, files, reporting)
        inputs = with_images(inputs, workers, reporting)
        return _check_inputs(root, inputs, problems, workers, progress, with_urls)

    return with_remembered(root, output_folder(root, options), check_with)


def _check_inputs(
    root: Path,
    inputs: Inputs,
    config_problems: Sequence[Problem],
    workers: Workers,
    progress: Progress,
    with_urls: bool,
) -> CheckResult:
    digests = {path: row.digest for path, row in inputs.content.rows.items() if row.record}
    findings = _check_changed(root, digests, workers, progress, with_urls)
    problems = [*config_problems, *inputs.problems]
    problems += [problem for body in findings.values() for problem in body.problems]
    problems += _archive_problems(root, inputs, findings)
    unreadable = {path for path, row in inputs.content.rows.items() if row.key and not row.record}
    problems = [problem for problem in problems if not _follows_from(problem, unreadable)]
    records = inputs.content.records("content/") if with_urls else ()
    source_urls = {r.summary.path: r.summary.source_url for r in records if r.summary.source_url}
    days = {r.summary.path: r.summary.date[:10] for r in records if r.summary.date}
    ordered = in_file_order(with_excerpts(root, problems))
    external = tuple(_without_own_urls(body, inputs.config.base_url) for body in findings.values())
    return CheckResult(tuple(ordered), len(digests), external, source_urls, days, inputs.config.dead_links)


def _without_own_urls(body: BodyFindings, base_url: str) -> BodyFindings:
    """The findings without URLs of the site itself, which are checked with its own pages."""
    return replace(body, urls=tuple(url for url in body.urls or () if is_external(url.value, base_url)))


def _check_changed(
    root: Path, digests: Mapping[str, str], workers: Workers, progress: Progress, with_urls: bool
) -> dict[str, BodyFindings]:
    """The findings by path in the files of `digests`; only files that changed since the last check are read."""
    cached = {
        path: body
        for path, (digest, body) in load_cache(root).items()
        if digests.get(path) == digest and (body.urls is not None or not with_urls)
    }
    changed = [path for path in digests if path not in cached]
    done = 0
    for batch in workers.map(partial(check_bodies, root, with_urls), batches(changed), len(changed)):
        cached.update((body.path, body) for body in batch)
        done += len(batch)
        progress(done, len(changed))
    findings = {path: cached[path] for path in digests if path in cached}
    if changed:
        save_cache(root, findings.values(), digests)
    return findings


def _archive_problems(root: Path, inputs: Inputs, findings: Mapping[str, BodyFindings]) -> list[Problem]:
    """What only all files together show."""
    planned = plan_everything(inputs)
    context = planned.basis.context
    archive, records, targets = context.archive, context.records, context.targets
    published = [records[path] for path in (*archive.articles, *archive.pages, *targets.parts)]
    # The replacement of a withdrawn article may well have the same text.
    articles = [
        findings[p] for p in records if p.startswith(ARTICLES) and p in findings and p not in targets.tombstones
    ]
    titles = {path: record.summary.title for path, record in records.items()}
    problems = [
        *dead_anchors(published, targets, records, findings),
        *(problem for check_archive in CHECKS for problem in check_archive(planned)),
        *duplicates(articles, partial(_signatures_of_file, root), titles),
        *dead_menu_entries(root, inputs.config, planned.outputs),
        *dead_redirects(planned),
        *own_robots(root, inputs.content.static, inputs.config, planned.outputs),
        *unknown_licences(root, inputs.config.license, records.values()),
        *unmarked_texts(root, planned),
    ]
    redirects = redirects_of(root, planned, planned.basis.inputs.files, inputs.config.base_url)
    found = (*planned.problems.structure, *planned.problems.references)
    return [*found, *problems, *loops_and_chains(redirects), *links_to_redirects(published, targets, redirects)]


def _signatures_of_file(root: Path, path: str) -> frozenset[str]:
    return spot_signatures(body_of(text_of(root, path) or "")[0])


def _follows_from(problem: Problem, unreadable: Iterable[str]) -> bool:
    """Whether the problem is only that a link leads to a file with a problem of its own.

    Of such a file only the path is known: a link by name may call it by its name or its slug, and an address ends in
    its slug.
    """
    if problem.code not in _LINK_CODES:
        return False
    target = problem.target
    if target.startswith("/"):
        target = unquote(target).removesuffix(".html").rstrip("/").rpartition("/")[2]
    return any(target in _names_of(path) for path in unreadable)


def _names_of(path: str) -> tuple[str, ...]:
    path = normalize("NFC", path)
    stem = name_of(path)
    return (path, stem, slugify(stem))
