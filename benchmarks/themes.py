"""The command `python -m benchmarks.themes`, which README.md describes: generators with themes as people have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from subprocess import CalledProcessError

import click

from benchmarks.checks import IncompleteError
from benchmarks.corpus import SEED, make_articles
from benchmarks.machine import describe_machine
from benchmarks.measure import CommandFailedError
from benchmarks.results import merge, section
from benchmarks.run import RESULTS, WORK, prepare, say
from benchmarks.themed_sites import Built, build_site
from benchmarks.tools.themed import THEMED, Themed


@click.command()
@click.option("--count", type=click.IntRange(1), default=1000, show_default=True, help="Articles in the archive.")
@click.option("--rounds", type=click.IntRange(1), default=1, show_default=True, help="How often each build is timed.")
@click.option("--tools", "names", metavar="NAME,...", help="Only these tools.")
@click.option("--theme", "clones", metavar="NAME=FOLDER", multiple=True, help="A clone of a theme's repository.")
@click.option("--work", type=click.Path(path_type=Path, file_okay=False), default=WORK, help="The working folder.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Seed of the archive.")
@click.option("--write", is_flag=True, help="Write the table to benchmarks/RESULTS.md.")
@click.option("--date", metavar="DATE", help="The date to write to RESULTS.md.")
def main(
    count: int, rounds: int, names: str | None, clones: Sequence[str], work: Path, seed: int, write: bool,
    date: str | None,
) -> None:  # fmt: skip
    """Build one archive with several generators and their themes, and print the measurements."""
    if write and not date:
        raise click.UsageError("--write needs --date, the date to write to RESULTS.md")
    folders = {name: Path(folder) for name, _, folder in (clone.partition("=") for clone in clones)}
    articles = list(make_articles(count, seed))
    built: dict[str, Built] = {}
    versions: dict[str, str] = {}
    chosen = chosen_tools(names, folders)
    for themed in chosen:
        try:
            site = prepare(themed.tool, work.absolute(), count, articles)
            if themed.theme:
                themed.theme.extract(folders[themed.theme.name], site.project)
            versions[themed.tool.name] = themed.tool.version(site.home)
            built[themed.tool.name] = build_site(themed, site, articles, rounds, say)
        except (CommandFailedError, IncompleteError, CalledProcessError) as error:
            say(f"{themed.tool.label} failed: {error}")  # what others took minutes for is not lost
    body = table([themed for themed in chosen if themed.tool.name in built], versions, built)
    click.echo(body)
    if write and built:
        command = f".venv/bin/python -m benchmarks.themes --count {count} --seed {seed} --rounds {rounds}"
        command += f" --tools {names}" if names else ""
        command += "".join(f" --theme {name}=…" for name in folders)
        heading = f"{count:,} articles, with themes as people have them"
        new = section(heading, date or "", describe_machine(work), command, body)
        RESULTS.write_text(merge(RESULTS.read_text("utf-8"), new), "utf-8")
    if failed := [themed.tool.label for themed in chosen if themed.tool.name not in built]:
        raise click.ClickException(f"{', '.join(failed)}: failed, and has no row")


def chosen_tools(names: str | None, folders: Mapping[str, Path]) -> list[Themed]:
    """The generators to measure, in order. Those that lack something are named and left out."""
    wanted = names.split(",") if names else [themed.tool.name for themed in THEMED]
    if unknown := set(wanted) - {themed.tool.name for themed in THEMED}:
        raise click.UsageError(f"there is no tool {', '.join(sorted(unknown))}")
    if unknown := folders.keys() - {themed.theme.name for themed in THEMED if themed.theme}:
        raise click.UsageError(f"there is no theme {', '.join(sorted(unknown))}")
    chosen = []
    for themed in THEMED:
        if themed.tool.name not in wanted:
            continue
        if themed.theme and themed.theme.name not in folders:
            say(
                f"{themed.tool.label} is skipped: clone {themed.theme.repository} and name the clone by "
                f"--theme {themed.theme.name}=FOLDER"
            )
        elif not themed.tool.is_available():
            say(f"{themed.tool.label} is skipped: its requirements are not installed on this machine.")
        else:
            chosen.append(themed)
    return chosen


def table(chosen: Sequence[Themed], versions: Mapping[str, str], built: Mapping[str, Built]) -> str:
    """The table with a row for each generator, and what differs."""
    lines = ["| tool | first build, s | CPU, s | one body edited, s | memory, MB | pages | files | MB |",
             "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"]  # fmt: skip
    for themed in chosen:
        it = built[themed.tool.name]
        times = sorted(one.wall for one in it.cold)
        spread = f" ({times[0]:.2f}–{times[-1]:.2f})" if len(times) > 1 else ""
        cells = [
            f"{median(times):.2f}{spread}",
            f"{median(one.cpu for one in it.cold):.2f}",
            f"{median(one.wall for one in it.edited):.2f}",
            f"{it.memory / 1e6:,.0f}",
            f"{it.pages:,}",
            f"{it.files:,}",
            f"{it.size / 1e6:,.0f}",
        ]
        lines.append(f"| {themed.tool.label} ({versions[themed.tool.name]}) | {' | '.join(cells)} |")
    parts = ["\n".join(lines)]
    parts += [f"{themed.tool.label}: {remark}." for themed in chosen for remark in themed.tool.remarks]
    parts += [
        f"{themed.tool.label}: {themed.theme.repository} at {themed.theme.commit[:12]}."
        for themed in chosen
        if themed.theme
    ]
    return "\n\n".join(parts)


if __name__ == "__main__":
    main()
