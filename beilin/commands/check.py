"""`check`: everything that is wrong with the archive."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beilin.commands.options import all_option, any_folder_option, drafts_option, jobs_option, today_option
from beilin.commands.printing import EXIT_INTERRUPTED, EXIT_PROBLEMS, print_listed, say

if TYPE_CHECKING:
    from beilin.checking.check import CheckResult
    from beilin.problems.problem import Problem


def _known_codes(_context: click.Context, _parameter: click.Parameter, codes: tuple[str, ...]) -> tuple[str, ...]:
    """The codes. Raises BadParameter if there is no such kind of problem."""
    from beilin.problems.kinds import KINDS
    from beilin.text.yaml.schema import did_you_mean

    for code in codes:
        if code not in KINDS:
            raise click.BadParameter(
                f"there is no kind of problem {code!r}. {did_you_mean(code, KINDS) or 'docs/problems.md lists them.'}"
            )
    return codes


@click.command()
@any_folder_option
@click.option(
    "--format", "output_format", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
    help="For people, for programs, or as annotations of a GitHub workflow.",
)  # fmt: skip
@click.option(
    "--code", "codes", multiple=True, metavar="CODE", callback=_known_codes,
    help="List only problems of this kind, and all of them; may be repeated.",
)  # fmt: skip
@all_option
@click.option("--external", is_flag=True, help="Check links to other hosts too, by asking those hosts.")
@click.option(
    "--archived",
    is_flag=True,
    help="With --external: ask the Wayback Machine for copies of dead pages, and keep its answers.",
)
@click.option("--fixity", is_flag=True, help="Also read every source, record and file, to find damage.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings too.")
@drafts_option
@today_option
@jobs_option
def check(
    root: Path, output_format: str, codes: tuple[str, ...], is_whole: bool, external: bool, archived: bool,
    fixity: bool, strict: bool, drafts: bool, today: str | None, jobs: int | None,
) -> None:  # fmt: skip
    """Look for everything that is wrong with the archive, and change nothing.

    It reports all that a build would, and more: links to missing headings, images without alternative text, duplicate
    articles, other sites' text in a body, articles that no list reaches, unconfirmed titles, redirect loops.
    docs/checking.md has the list. Of each kind the first three are listed, with the number of the others; --all, --code
    and the formats for programs list everything.

    --external asks a few hosts at a time, each once a second, and keeps the results under .beilin/; a run that was
    interrupted continues where it stopped. With `dead_links: true` in site.yaml it keeps them in links.jsonl as well,
    from which pages mark dead links.

    --fixity names sources and articles that changed outside editing, bytes that changed silently, and import records
    without their article: docs/preservation.md.

    Exit codes: 0 no errors, 1 errors (with --strict also warnings), 2 wrong usage. With --code only problems of
    these kinds count.

    Example: build.py check --format github --strict
    """
    from beilin.building.build import BuildOptions, Reporting
    from beilin.checking.check import check as check_archive
    from beilin.commands.progress import progress_reporter
    from beilin.problems.formats import as_annotation, as_json, count_problems
    from beilin.problems.problem import in_file_order

    began = time.perf_counter()
    root = root.resolve()
    if archived and not external:
        raise click.UsageError("--archived needs --external, which finds out which pages are dead.")
    options = BuildOptions(drafts=drafts, today=today, jobs=jobs)
    with progress_reporter() as progress:
        result = check_archive(root, options, Reporting(say, progress), with_urls=external)
    problems = result.problems
    if archived and result.files and not result.keeps_links:
        raise click.UsageError("--archived needs `dead_links: true` in site.yaml: links.jsonl keeps the answers.")
    if external:
        problems = tuple(in_file_order([*problems, *_external_problems(root, result, asks_archive=archived)]))
    if fixity:
        problems = tuple(in_file_order([*problems, *_fixity_problems(root)]))
    if codes:
        problems = tuple(problem for problem in problems if problem.code in codes)
    if output_format == "json":
        click.echo(as_json(problems))
    elif output_format == "github":
        # GitHub shows ten errors and ten warnings of a step at their lines, and the rest in its log alone.
        for problem in problems:
            click.echo(as_annotation(problem))
    else:
        given = (" --drafts" if drafts else "") + (" --fixity" if fixity else "")
        print_listed(None, problems, sys.stdout, given, is_whole=is_whole or bool(codes))
    files = f"{result.files} Markdown file{'' if result.files == 1 else 's'}"
    say(f"{count_problems(problems) or 'No problems'} in {files} ({time.perf_counter() - began:.1f} s)")
    failing = {"error", "warning"} if strict else {"error"}
    if any(problem.severity in failing for problem in problems):
        sys.exit(EXIT_PROBLEMS)


def _external_problems(root: Path, result: CheckResult, *, asks_archive: bool) -> list[Problem]:
    """What is wrong with links out of the archive. Ctrl-C exits without a traceback."""
    from functools import partial

    from beilin.checking.external_links import check_external_links
    from beilin.checking.kept_links import keep_results
    from beilin.checking.url_checks import check_urls
    from beilin.commands.progress import progress_reporter
    from beilin.problems.problem import has_errors

    try:
        with progress_reporter(least=1) as progress:
            show = partial(progress, "Checking external links")
            links = check_external_links(root, result.findings, result.source_urls, check_urls, show)
        if result.keeps_links:
            if not keep_results(root, links.results.values(), keeps_others=has_errors(result.problems)):
                say("links.jsonl was not written, because a line in it cannot be used.")
            elif asks_archive:
                _ask_archive(root, result)
    except KeyboardInterrupt:
        say("Interrupted. The results so far are kept; the next run continues from there.")
        sys.exit(EXIT_INTERRUPTED)
    return links.problems


def _ask_archive(root: Path, result: CheckResult) -> None:
    """Ask the Wayback Machine for copies of dead pages, and say what came of it."""
    from functools import partial

    from beilin.checking.external_links import days_of_linking
    from beilin.checking.kept_links import keep_copies
    from beilin.checking.wayback import WaybackError, ask_wayback
    from beilin.commands.progress import progress_reporter

    linked = days_of_linking(result.findings, result.source_urls, result.days)
    try:
        with progress_reporter(least=1) as progress:
            asked, found = keep_copies(root, linked, ask_wayback, partial(progress, "Asking the Wayback Machine"))
    except WaybackError as error:
        say(f"The Wayback Machine was not asked about the remaining pages: {error}. Try again later.")
    else:
        say(f"Copies in the Wayback Machine: {found} of {asked} pages that it was asked about")


def _fixity_problems(root: Path) -> list[Problem]:
    """What is wrong with the bytes of the archive."""
    from beilin.commands.progress import progress_reporter
    from beilin.preserving.fixity import check_fixity

    with progress_reporter() as progress:
        fixity = check_fixity(root, progress)
    if not fixity.has_commits:
        say("The archive is in no git repository, so edits of articles that were not imported are not known.")
        say("To see what changed since a bag was made: build.py verify BAG --against .")
    return fixity.problems
