"""All that is wrong with an archive, in one list: what a build would say, and what it has no time to look for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path, PurePosixPath

from beilin.building.build import BuildOptions, Reporting
from beilin.building.inputs import Inputs, gather_inputs, plan_everything
from beilin.building.options import output_folder
from beilin.building.records import with_last_state
from beilin.building.stages import read_inputs
from beilin.checking.anchors import dead_anchors
from beilin.checking.archive import proposed_titles, unlisted, unused_tags
from beilin.checking.bodies import Look, body_of, look_at_bodies, text_of
from beilin.checking.duplicates import duplicates
from beilin.checking.memory import recall, remember
from beilin.checking.redirects import links_to_redirects, loops_and_chains, redirects_of
from beilin.checking.spots import spots_of
from beilin.config import Config, read_config
from beilin.parallel.executor import Workers, batches
from beilin.planning.addresses import ARTICLES
from beilin.planning.plan import targets_of
from beilin.problems.excerpts import with_excerpts
from beilin.problems.formats import in_file_order
from beilin.problems.problem import Problem
from beilin.publishing.state import State

# A file that cannot be read is a fault of its own; that others link to it is none.
_LINK_CODES = {"broken-link", "no-part"}
# Problems of a whole article, and the key of its front matter that each is about.
_KEYS = {"unlisted": "title", "duplicate": "title", "proposed-title": "title_proposed"}


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    problems: tuple[Problem, ...]  # in the order of the files, each with its line
    files: int = 0  # Markdown files that were looked at
    looks: tuple[Look, ...] = ()  # with the URLs of the bodies, where they were asked for
    source_urls: Mapping[str, str] = field(default_factory=dict)  # of the front matter, by file


def check(root: Path, options: BuildOptions, reporting: Reporting | None = None, *, with_urls: bool = False) -> Checked:
    """Look at the whole archive at `root`. Only .beilin/ is written to; what the last build read is used."""
    reporting = reporting or Reporting()
    config, problems = read_config(root, base_url=options.base_url)
    if config is None:
        return Checked(tuple(in_file_order(with_excerpts(root, problems))))
    workers = Workers(options.jobs)

    def checked(before: State) -> Checked:
        inputs = read_inputs(root, config, options, before, None, workers, reporting)
        return _checked(root, inputs, problems, workers, reporting, with_urls)

    return with_last_state(root, checked, output_folder(root, options))


def _checked(
    root: Path, inputs: Inputs, before: Sequence[Problem], workers: Workers, reporting: Reporting, with_urls: bool
) -> Checked:
    """What is to be told beside and after the problems `before`."""
    paths = [path for path, memo in inputs.content.memos.items() if memo.record]
    looks = _look(root, paths, inputs.digests, workers, partial(reporting.progress, "Checking"), with_urls)
    problems = [*before, *inputs.problems, *(problem for look in looks.values() for problem in look.problems)]
    problems += _of_archive(root, inputs.config, inputs, looks)
    unread = {path for path, memo in inputs.content.memos.items() if memo.key and not memo.record}
    problems = [problem for problem in problems if not _follows_from(problem, unread)]
    records = inputs.content.records("content/")
    source_urls = {r.summary.path: r.summary.source_url for r in records if r.summary.source_url} if with_urls else {}
    problems = [_at_key(root, problem) for problem in problems]
    return Checked(tuple(in_file_order(with_excerpts(root, problems))), len(paths), tuple(looks.values()), source_urls)


def _at_key(root: Path, problem: Problem) -> Problem:
    """The problem of a whole article at the key of its front matter that it is about."""
    key = _KEYS.get(problem.code)
    for number, line in enumerate((text_of(root, problem.file) or "").splitlines(), 1) if key else ():
        if line.startswith(f"{key}:"):
            return replace(problem, line=number, column=1, source=line)
    return problem


def _look(
    root: Path, paths: list[str], digests: Mapping[str, str], workers: Workers, progress: Callable[[int, int], None],
    with_urls: bool,
) -> dict[str, Look]:  # fmt: skip
    """What each file tells; only files that changed since the last check are looked at."""
    looks: dict[str, Look] = {}
    for path, (digest, look) in recall(root).items():
        if digests.get(path) == digest and (look.urls is not None or not with_urls):
            looks[path] = look
    wanted = [path for path in paths if path not in looks]
    done = 0
    for answers in workers.map(partial(look_at_bodies, root, with_urls), batches(wanted), len(wanted)):
        looks.update((look.path, look) for look in answers)
        done += len(answers)
        progress(done, len(wanted))
    looks = {path: looks[path] for path in paths if path in looks}
    if wanted:
        remember(root, looks.values(), digests)
    return looks


def _of_archive(root: Path, config: Config, inputs: Inputs, looks: Mapping[str, Look]) -> list[Problem]:
    """What only all files together tell."""
    authority, _ = inputs.authority
    gathered = gather_inputs(inputs)
    archive, records = gathered.archive, gathered.records
    targets = targets_of(config, archive, inputs.files, records)
    shown = (*archive.articles, *archive.pages, *targets.parts.values())
    articles = [looks[path] for path in records if path.startswith(ARTICLES) and path in looks]
    titles = {path: record.summary.title for path, record in records.items()}
    problems = [
        *dead_anchors(shown, targets, records, looks),
        *unlisted(archive, targets),
        *proposed_titles(archive),
        *unused_tags(records.values(), authority, inputs.tags.decode(errors="replace").splitlines()),
        *duplicates(articles, partial(_spots_of_file, root), titles),
    ]
    if inputs.theme is None:
        return [*inputs.authority[1], *gathered.problems, *problems]
    planned = plan_everything(inputs)
    leads = redirects_of(root, planned.pages, inputs.files, config.base_url)
    return [*planned.problems, *problems, *loops_and_chains(leads), *links_to_redirects(shown, leads)]


def _spots_of_file(root: Path, path: str) -> frozenset[str]:
    return spots_of(body_of(text_of(root, path) or "")[0])


def _follows_from(problem: Problem, unread: Iterable[str]) -> bool:
    """Whether the problem is only that a link leads to a file with a problem of its own."""
    return problem.code in _LINK_CODES and any(PurePosixPath(path).stem in problem.message for path in unread)
