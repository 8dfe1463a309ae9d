"""The command that looks for what is wrong with an archive. What it needs is imported when it runs."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from beilin.commands.options import root_option

if TYPE_CHECKING:
    from beilin.checking.check import Checked
    from beilin.problems.problem import Problem

DONE, PROBLEMS = 0, 1


@click.command()
@root_option
@click.option(
    "--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True,
    help="For people, for programs, or as annotations of a GitHub workflow.",
)  # fmt: skip
@click.option("--external", is_flag=True, help="Ask other hosts whether the pages that are linked to are there.")
@click.option("--strict", is_flag=True, help="End with 1 for warnings too.")
@click.option("--drafts", is_flag=True, help="Look at drafts as if they were published.")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Look as on that day, YYYY-MM-DD.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes to work in (default: one a processor).")
def check(root: Path, form: str, external: bool, strict: bool, drafts: bool, today: Any, jobs: int | None) -> None:
    """Look for what is wrong with the archive, and change nothing.

    All that a build would say, and more: links to headings that are not there, images without alternative text,
    articles that are one, other sites' text in a body, articles that no list reaches, titles that nobody confirmed,
    redirects that lead in circles. docs/checking.md has the list.

    --external asks a few hosts at once, each once a second, and keeps the answers under .beilin/; a run that was
    stopped goes on where it was.

    Exit codes: 0 no error, 1 errors (with --strict warnings too), 2 wrong usage.

    Example: build.py check --format github --strict
    """
    from beilin.building.build import BuildOptions, Reporting
    from beilin.checking.check import check as look
    from beilin.commands.progress import progress_reporter
    from beilin.problems.formats import as_annotation, as_json, count_problems, format_problem, in_file_order

    began = time.perf_counter()
    day = today.date().isoformat() if today else None
    options = BuildOptions(drafts=drafts, today=day, jobs=jobs)
    with progress_reporter() as progress:
        found = look(root.resolve(), options, Reporting(_say, progress), with_urls=external)
    problems = found.problems
    if external:
        problems = tuple(in_file_order([*problems, *_external(root.resolve(), found)]))
    if form == "json":
        click.echo(as_json(problems))
    else:
        write = as_annotation if form == "github" else format_problem
        for problem in problems:
            click.echo(write(problem))
    files = f"{found.files} Markdown file{'' if found.files == 1 else 's'}"
    _say(f"{count_problems(problems) or 'Nothing to mend'} in {files} ({time.perf_counter() - began:.1f} s)")
    grave = {"error", "warning"} if strict else {"error"}
    sys.exit(PROBLEMS if any(problem.severity in grave for problem in problems) else DONE)


def _external(root: Path, found: Checked) -> list[Problem]:
    """What is wrong with links out of the archive, or a quick end where the editor has had enough."""
    from functools import partial

    from beilin.checking.asking import ask_all
    from beilin.checking.external import external_problems
    from beilin.commands.progress import progress_reporter

    try:
        with progress_reporter(least=1) as progress:
            asked = partial(progress, "Asking other hosts")
            return external_problems(root, found.looks, found.source_urls, ask_all, asked)
    except KeyboardInterrupt:
        _say("Stopped. What was answered is kept; the next run goes on from there.")
        sys.exit(PROBLEMS)


def _say(words: str) -> None:
    click.echo(words, err=True)
