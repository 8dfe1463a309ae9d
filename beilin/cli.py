"""Arguments and messages, nothing else. What a command needs is imported when it runs, for --help to be quick."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from beilin import __version__
from beilin.commands import check as commands_check
from beilin.commands import edit as commands_edit
from beilin.commands import importing as commands_import
from beilin.commands import listing as commands_list
from beilin.commands import publish as commands_publish
from beilin.commands.options import root_option

if TYPE_CHECKING:
    from beilin.building.build import BuildResult

PROBLEMS = 1

drafts_option = click.option("--drafts", is_flag=True, help="Show drafts; they go to .beilin/preview/, never to site/.")


def main() -> None:
    """Run the command line with this process's arguments; without any, build."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    arguments = sys.argv[1:] or ["build"]
    name = "build.py" if Path(sys.argv[0]).name == "build.py" else "beilin"
    try:
        cli.main(args=arguments, prog_name=name)
    except SystemExit as end:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        # The system frees a large archive's memory at once; the interpreter would do it object by object.
        os._exit(end.code if isinstance(end.code, int) else 0 if end.code is None else 1)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", prog_name="Beilin")
def cli() -> None:
    """Beilin turns an archive of Markdown articles into a static site.

    Without a command it builds the site. Exit codes: 0 done, 1 problems in content, 2 wrong usage.
    """


@cli.command()
@root_option
@click.option("--output", type=click.Path(path_type=Path, file_okay=False), help="Where to build to (default: site/).")
@click.option("--base-url", metavar="URL", help="Where the site will be published, in place of site.yaml's base_url.")
@drafts_option
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Build as on that day, YYYY-MM-DD.")
@click.option("--clean", is_flag=True, help="Forget the last build, and remove from the output what is not planned.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes to work in (default: one a processor).")
def build(
    root: Path, output: Path | None, base_url: str | None, drafts: bool, today: Any, clean: bool, jobs: int | None
) -> None:
    """Build content/ into site/.

    Example: build.py build --base-url https://example.org/archive/
    """
    from beilin.building.build import BuildOptions, Reporting
    from beilin.building.build import build as run
    from beilin.commands.progress import progress_reporter

    day = today.date().isoformat() if today else None
    chosen = Path.cwd() / output if output else None
    options = BuildOptions(chosen, _checked_url(base_url), drafts, day, clean, jobs)
    with progress_reporter() as progress:
        result = run(root.resolve(), options, Reporting(_say, progress))
    _print_problems(root.resolve(), result)
    if not result.published:
        _say("Nothing was published; the site is as it was.")
        sys.exit(PROBLEMS)
    click.echo(
        f"{_shown(result.output)}: {result.pages} pages, {result.rendered} rendered, {result.written} files written, "
        f"{result.removed} removed, in {result.seconds:.2f} s"
    )


@cli.command()
@root_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="The port to listen on.")
@drafts_option
@click.option("--open", "open_browser", is_flag=True, help="Open the site in the browser.")
def serve(root: Path, host: str, port: int, drafts: bool, open_browser: bool) -> None:
    """Build, serve on this machine, watch, and show in the browser what is saved.

    Example: build.py serve --drafts --open
    """
    from functools import partial

    from beilin.building.build import BuildOptions, Memory, Reporting
    from beilin.building.build import build as run
    from beilin.serving.inspections import command_for
    from beilin.serving.server import serve as serve_site

    root = root.resolve()
    building = partial(run, root, BuildOptions(drafts=drafts), Reporting(_say), Memory())
    check = command_for(
        ["check", "--root", str(root), "--format", "json", "--jobs", "1", *(["--drafts"] if drafts else [])]
    )
    sys.exit(serve_site(root, building, host=host, port=port, open_browser=open_browser, say=_say, check=check))


@cli.command()
@root_option
@click.option("--base-url", metavar="URL", help="As given to the build in question.")
@drafts_option
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="As given to the build in question.")
@click.argument("page")
def explain(root: Path, base_url: str | None, drafts: bool, today: Any, page: str) -> None:
    """Say what a page is made of, and why the last build did or did not render it.

    PAGE is an address, an output file, a source file or a file of the theme. Of a file that makes no page it says why.
    Example: build.py explain /tags/llama/
    """
    from beilin.building.build import BuildOptions
    from beilin.explaining.explain import explain as explain_page
    from beilin.problems.formats import format_problem

    day = today.date().isoformat() if today else None
    options = BuildOptions(base_url=_checked_url(base_url), drafts=drafts, today=day)
    told = explain_page(root.resolve(), options, page)
    for problem in told.problems:
        _say(format_problem(problem))
    if not told.lines:
        if not told.problems:
            hint = f"Did you mean {' or '.join(told.near)}?" if told.near else "Give an address or a file."
            _say(f"No page is at {page} or is made from it, and no file has that name. {hint}")
        sys.exit(PROBLEMS)
    for line in told.lines:
        click.echo(line)


@cli.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@root_option
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PYTEST ARGUMENTS]...")
def test(root: Path, arguments: tuple[str, ...]) -> None:
    """Run the test suite; only in a checkout of Beilin.

    Example: build.py test tests/reading
    """
    import os

    del root  # accepted as by every command; the tests are those of this checkout
    checkout = Path(__file__).resolve().parent.parent
    if not (checkout / "build.py").is_file() or not (checkout / "tests").is_dir():
        raise click.UsageError("the tests are in a checkout of Beilin only; there, type: python3 build.py test")
    os.chdir(checkout)
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *arguments])


for _command in (
    commands_check.check,
    commands_edit.new,
    commands_edit.rename,
    commands_edit.tag,
    commands_list.list_articles,
    commands_import.import_sources,
    commands_import.restore,
    commands_import.set_aside,
    commands_import.source,
    commands_publish.deploy,
    commands_publish.doctor,
):
    cli.add_command(_command)


def _checked_url(url: str | None) -> str | None:
    from beilin.config import normalise_base_url

    try:
        return normalise_base_url(url) if url is not None else None
    except ValueError as error:
        raise click.BadParameter(
            f"{error}. Write it as https://example.org/archive/.", param_hint="--base-url"
        ) from None


def _print_problems(root: Path, result: BuildResult) -> None:
    from beilin.problems.excerpts import with_excerpts
    from beilin.problems.formats import format_problem, in_file_order

    for problem in in_file_order(with_excerpts(root, result.problems)):
        _say(format_problem(problem))


def _shown(path: Path) -> str:
    """The path from the current folder where it lies inside."""
    return f"{path.relative_to(Path.cwd())}/" if path.is_relative_to(Path.cwd()) and path != Path.cwd() else str(path)


def _say(words: str) -> None:
    click.echo(words, err=True)
