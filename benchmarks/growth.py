"""The command `python -m benchmarks.growth`, which README.md describes: what an archive costs as it grows."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.checks import IncompleteError
from benchmarks.corpus import SEED, Article, make_articles
from benchmarks.growth_plot import Series, draw
from benchmarks.growth_record import Record, measured_of, read_record, with_measured, write_record
from benchmarks.growth_tables import SCALE_HEADERS, THEMES, growth_tables, replace_table, scale_rows
from benchmarks.machine import describe_machine
from benchmarks.measure import CommandFailedError
from benchmarks.results import merge, section
from benchmarks.run import RESULTS, WORK, prepare, say
from benchmarks.themed_sites import Built, build_site
from benchmarks.tools.themed import INK, INK_WITHOUT_SEARCH, PARITY, Themed

RECORD = Path(__file__).parent / "growth.json"
DOCS = Path(__file__).parent.parent / "docs"
PICTURE = DOCS / "pictures" / "growth.svg"
GROWING = {themed.tool.name: themed for themed in (PARITY, INK, INK_WITHOUT_SEARCH)}
DEFAULT_TOOLS = (PARITY.tool.name, INK.tool.name)
COUNTS = (300, 1000, 3000, 10_000, 30_000, 100_000)
MAX_ARTICLES_FOR_ROUNDS = 3000  # larger archives are timed once
ROUNDS = 3


@click.command()
@click.option("--counts", default=",".join(map(str, COUNTS)), show_default=True, help="Articles in the archives.")
@click.option("--tools", default=",".join(DEFAULT_TOOLS), show_default=True, help=f"Of {', '.join(GROWING)}.")
@click.option("--work", type=click.Path(path_type=Path, file_okay=False), default=WORK, help="The working folder.")
@click.option("--write", is_flag=True, help="Keep what is measured, and renew the picture and the tables.")
@click.option("--date", metavar="DATE", help="The date to write to RESULTS.md.")
def main(counts: str, tools: str, work: Path, write: bool, date: str | None) -> None:
    """Build archives of growing size, and print what they take; with `--write`, what was measured earlier as well."""
    if write and not date:
        raise click.UsageError("--write needs --date, the date to write to RESULTS.md")
    names = [name for name in tools.split(",") if name]
    if unknown := set(names) - GROWING.keys():
        raise click.UsageError(f"there is no tool {', '.join(sorted(unknown))}")
    record: Record = read_record(RECORD) if write else {}
    for count in [int(number) for number in counts.split(",") if number]:
        articles = list(make_articles(count, SEED))
        for name in names:
            try:
                built = build(GROWING[name], articles, work.absolute())
            except (CommandFailedError, IncompleteError) as error:
                raise click.ClickException(str(error)) from None
            record = with_measured(record, name, count, measured_of(built))
            if write:  # at once, because a large archive takes minutes
                write_record(RECORD, record)
    body = growth_tables(record, {name: themed.tool.label for name, themed in GROWING.items()})
    click.echo(body)
    if write:
        command = ".venv/bin/python -m benchmarks.growth"
        heading = f"{COUNTS[0]:,} to {COUNTS[-1]:,} articles, growth"
        new = section(heading, date or "", describe_machine(work), command, body)
        RESULTS.write_text(merge(RESULTS.read_text("utf-8"), new), "utf-8")
        PICTURE.write_text(draw(lines_of(record), "Seconds of a build by number of articles"), "utf-8")
        for language, header in SCALE_HEADERS.items():
            page = DOCS / language / "scale.md"
            page.write_text(replace_table(page.read_text("utf-8"), header, scale_rows(record, language)), "utf-8")


def build(themed: Themed, articles: Sequence[Article], work: Path) -> Built:
    """Measure a tool with these articles. Raises CommandFailedError, IncompleteError."""
    count = len(articles)
    say(f"{count:,} articles")
    site = prepare(themed.tool, work, count, articles)
    return build_site(themed, site, articles, ROUNDS if count <= MAX_ARTICLES_FOR_ROUNDS else 1, say)


def lines_of(record: Record) -> list[Series]:
    """The lines of the picture: a first build and an edit with each theme."""
    lines = []
    for tool, colour in zip(DEFAULT_TOOLS, "ab", strict=True):
        of_tool = record.get(tool, {})
        theme = THEMES[tool]
        lines.append(Series(f"{theme}, first build", colour, False, {at: one["cold"] for at, one in of_tool.items()}))
        lines.append(Series(f"{theme}, one edit", colour, True, {at: one["edit"] for at, one in of_tool.items()}))
    return [line for line in lines if line.points]


if __name__ == "__main__":
    main()
