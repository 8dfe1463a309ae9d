"""The command: `python -m benchmarks.run --count 1000 --rounds 3`. README.md says what it does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.checks import IncompleteError
from benchmarks.corpus import SEED, Article, make_articles
from benchmarks.machine import describe_machine
from benchmarks.measure import CommandFailedError
from benchmarks.results import build_tables, merge, section, serve_table
from benchmarks.rounds import Site, in_turn
from benchmarks.serving import ServerError, measure_saves
from benchmarks.tools import TOOLS
from benchmarks.tools.tool import Tool

RESULTS = Path(__file__).parent / "RESULTS.md"
WORK = Path(__file__).parent.parent / ".beilin" / "benchmarks"
MAX_FOR_ALL = 2000  # articles; in larger archives the slower tools are left out unless they are named
FAST = ("beilin", "beilin-ink", "hugo")


@click.command()
@click.option("--count", type=click.IntRange(1), default=1000, show_default=True, help="Articles in the archive.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="Times that each case is timed.")
@click.option("--tools", "names", metavar="NAME,...", help="Only these tools (default: all; above 2000, the fast).")
@click.option("--work", type=click.Path(path_type=Path, file_okay=False), default=WORK, help="Where to work.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Of the archive.")
@click.option("--serve", is_flag=True, help="Measure save to fresh page instead of builds.")
@click.option("--edits", type=click.IntRange(1), default=50, show_default=True, help="Saves to measure with --serve.")
@click.option("--write", is_flag=True, help="Put the tables into benchmarks/RESULTS.md.")
@click.option("--date", metavar="DATE", help="The day to name in RESULTS.md.")
def main(
    count: int, rounds: int, names: str | None, work: Path, seed: int, serve: bool, edits: int, write: bool,
    date: str | None,
) -> None:  # fmt: skip
    """Build or serve one archive with several generators, and say what it took."""
    if write and not date:
        raise click.UsageError("--write needs --date, the day to name in RESULTS.md")
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
            body = build_tables(tools, versions, *in_turn(sites, articles, rounds, say))
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
    """The tools to measure, in their order."""
    if names:
        wanted = names.split(",")
        if unknown := set(wanted) - {tool.name for tool in TOOLS}:
            raise click.UsageError(f"there is no tool {', '.join(sorted(unknown))}")
    else:
        wanted = [tool.name for tool in TOOLS if count <= MAX_FOR_ALL or tool.name in FAST]
    tools = [tool for tool in TOOLS if tool.name in wanted and (tool.serve or not serve)]
    for tool in tools:
        if not tool.is_available():
            say(f"{tool.label} is left out: what it needs is not on this machine.")
    return [tool for tool in tools if tool.is_available()]


def prepare(tool: Tool, work: Path, count: int, articles: Sequence[Article]) -> Site:
    """Install the tool where it is not, and give it the corpus."""
    home, project = work / "tools" / tool.peer, work / str(count) / tool.name
    stamp = work / "tools" / f"{tool.peer}.installed"
    wanted = tool.packages()
    if not stamp.exists() or stamp.read_text("utf-8") != wanted:
        say(f"installing {tool.label}")
        home.parent.mkdir(parents=True, exist_ok=True)
        tool.install(home)
        stamp.write_text(wanted, "utf-8")
    tool.prepare(project, articles)
    return Site(tool, home, project)


def say(words: str) -> None:
    """One line on what is done now."""
    click.echo(words, err=True)


if __name__ == "__main__":
    main()
