"""The command `python -m benchmarks.run --count 1000 --rounds 3`, which README.md describes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.checks import IncompleteError
from benchmarks.corpus import SEED, Article, make_articles
from benchmarks.machine import describe_machine
from benchmarks.measure import CommandFailedError
from benchmarks.results import build_tables, merge, section, serve_table
from benchmarks.rounds import Site, run_rounds
from benchmarks.serving import ServerError, measure_saves
from benchmarks.tools import TOOLS
from benchmarks.tools.tool import Tool

RESULTS = Path(__file__).parent / "RESULTS.md"
WORK = Path(__file__).parent.parent / ".beilin" / "benchmarks"
MAX_ARTICLES_FOR_SLOW_TOOLS = 2000  # for larger archives the slower tools must be named
FAST = ("beilin", "beilin-ink", "hugo")
ON_REQUEST = ("beilin-ink-no-search",)  # those that must be named for an archive of any size


@click.command()
@click.option("--count", type=click.IntRange(1), default=1000, show_default=True, help="Articles in the archive.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="How often each case is timed.")
@click.option(
    "--tools", "names", metavar="NAME,...", help="Only these tools (default: all; above 2000, the fast ones)."
)
@click.option("--work", type=click.Path(path_type=Path, file_okay=False), default=WORK, help="The working folder.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Seed of the archive.")
@click.option("--serve", is_flag=True, help="Measure the time from a save to the fresh page instead of builds.")
@click.option("--edits", type=click.IntRange(1), default=50, show_default=True, help="Saves to measure with --serve.")
@click.option("--write", is_flag=True, help="Write the tables to benchmarks/RESULTS.md.")
@click.option("--date", metavar="DATE", help="The date to write to RESULTS.md.")
def main(
    count: int, rounds: int, names: str | None, work: Path, seed: int, serve: bool, edits: int, write: bool,
    date: str | None,
) -> None:  # fmt: skip
    """Build or serve one archive with several generators, and print the measurements."""
    if write and not date:
        raise click.UsageError("--write needs --date, the date to write to RESULTS.md")
    tools = chosen_tools(names, count, serve=serve)
    articles = list(make_articles(count, seed))
    sites = [prepare(tool, work.absolute(), count, articles) for tool in tools]
    versions = {site.tool.name: site.tool.version(site.home) for site in sites}
    try:
        if serve:
            saves = {}
            for site in sites:
                say(f"serving: {site.tool.label}")
                saves[site.tool.name] = measure_saves(site, articles, edits)
            body = serve_table(tools, versions, saves)
        else:
            body = build_tables(tools, versions, *run_rounds(sites, articles, rounds, say))
    except (CommandFailedError, IncompleteError, ServerError) as error:
        raise click.ClickException(str(error)) from None
    click.echo(body)
    if write:
        command = f".venv/bin/python -m benchmarks.run --count {count} --seed {seed}"
        command += f" --serve --edits {edits}" if serve else f" --rounds {rounds}"
        command += f" --tools {names}" if names else ""
        heading = f"{count:,} articles, {'served' if serve else 'built'}"
        text = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
        RESULTS.write_text(merge(text, section(heading, date or "", describe_machine(work), command, body)), "utf-8")


def chosen_tools(names: str | None, count: int, *, serve: bool) -> list[Tool]:
    """The tools to measure, in order."""
    if names:
        wanted = names.split(",")
        if unknown := set(wanted) - {tool.name for tool in TOOLS}:
            raise click.UsageError(f"there is no tool {', '.join(sorted(unknown))}")
    else:
        wanted = [tool.name for tool in TOOLS if count <= MAX_ARTICLES_FOR_SLOW_TOOLS or tool.name in FAST]
        wanted = [name for name in wanted if name not in ON_REQUEST]
    tools = [tool for tool in TOOLS if tool.name in wanted and (tool.serve or not serve)]
    for tool in tools:
        if not tool.is_available():
            say(f"{tool.label} is skipped: its requirements are not installed on this machine.")
    return [tool for tool in tools if tool.is_available()]


def prepare(tool: Tool, work: Path, count: int, articles: Sequence[Article]) -> Site:
    """Install the tool if necessary, and create its project with the corpus."""
    home, project = work / "tools" / tool.installation, work / str(count) / tool.name
    stamp = work / "tools" / f"{tool.installation}.installed"
    packages = tool.packages()
    if not stamp.exists() or stamp.read_text("utf-8") != packages:
        say(f"installing {tool.label}")
        home.parent.mkdir(parents=True, exist_ok=True)
        tool.install(home)
        stamp.write_text(packages, "utf-8")
    tool.prepare(project, articles)
    return Site(tool, home, project)


def say(message: str) -> None:
    """Print one line of progress."""
    click.echo(message, err=True)


if __name__ == "__main__":
    main()
