"""The command `python -m benchmarks.search.run --count 1000`, which benchmarks/README.md describes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from benchmarks.corpus import SEED, Article
from benchmarks.dense import make_dense_articles
from benchmarks.machine import describe_machine
from benchmarks.measure import CommandFailedError
from benchmarks.results import merge, section
from benchmarks.rounds import Site
from benchmarks.run import RESULTS, WORK, prepare, say
from benchmarks.search import pagefind
from benchmarks.search.answers import (
    QUERIES_TIMED,
    drawn_queries,
    hosted,
    how_long_one_waits,
    what_is_found,
    what_is_transferred,
)
from benchmarks.search.builds import SEARCHED, UNSEARCHED, build
from benchmarks.search.costs import costs
from benchmarks.tools.tool import Tool

PARTS = ("costs", "answers", "waiting")
PIECES = QUERIES = 1000


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(PARTS))
@click.option("--count", type=click.IntRange(1), default=1000, show_default=True, help="Articles in the archive.")
@click.option("--rounds", type=click.IntRange(0), default=3, show_default=True, help="How often each build is timed.")
@click.option("--pieces", type=click.IntRange(1), default=PIECES, show_default=True, help="Pieces of each length.")
@click.option(
    "--queries", type=click.IntRange(QUERIES_TIMED), default=QUERIES, show_default=True, help="Queries asked."
)
@click.option("--alone", is_flag=True, help="Without Pagefind, which takes 1.5 MB of memory an article.")
@click.option("--work", type=click.Path(path_type=Path, file_okay=False), default=WORK, help="The working folder.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Seed of the archive.")
@click.option("--date", metavar="DATE", help="Write the tables to benchmarks/RESULTS.md, with this date.")
def main(
    parts: Sequence[str], count: int, rounds: int, pieces: int, queries: int, alone: bool, work: Path, seed: int,
    date: str | None,
) -> None:  # fmt: skip
    """Search one archive with Beilin and with Pagefind, and print the measurements of all PARTS, or of some."""
    work = work.absolute()
    articles = list(make_dense_articles(count, seed))
    peer = None if alone else pagefind.Peer(work / "tools/pagefind", work / str(count) / "pagefind")
    options = {"seed": (seed, SEED), "rounds": (rounds, 3), "pieces": (pieces, PIECES), "queries": (queries, QUERIES)}
    chosen = "".join(f" --{name} {value}" for name, (value, usual) in options.items() if value != usual)
    chosen += " --alone" if alone else ""
    try:
        if peer:
            pagefind.install(peer.home)
        for part in parts or PARTS:
            if part == "costs":
                sites = [prepare(tool, work, count, articles) for tool in (UNSEARCHED, SEARCHED)]
                body = costs(sites[0], sites[1], peer, articles, rounds, say)
            else:
                body = asked(part, work, peer, articles, (pieces, queries, seed))
            click.echo(f"{body}\n")
            if date:
                command = f".venv/bin/python -m benchmarks.search.run {part} --count {count}{chosen}"
                new = section(f"{count:,} articles, search: {part}", date, describe_machine(work), command, body)
                RESULTS.write_text(merge(RESULTS.read_text("utf-8"), new), "utf-8")
    except CommandFailedError as error:
        raise click.ClickException(str(error)) from None


def asked(
    part: str, work: Path, peer: pagefind.Peer | None, articles: Sequence[Article], counts: tuple[int, int, int]
) -> str:
    """The tables of a part that asks the archive, which is built first if need be."""
    pieces, queries, seed = counts
    site = built(SEARCHED, work, articles)
    if peer and not (peer.folder / pagefind.BUNDLE).exists():
        pagefind.copy_pages(site.output, peer)
        pagefind.index_pages(peer)
    with hosted(site.output, peer, articles) as archive:
        if part == "waiting":
            return how_long_one_waits(archive, drawn_queries(archive, QUERIES_TIMED, seed), say)
        found = what_is_found(archive, pieces, seed, say)
        return f"{found}\n\n{what_is_transferred(archive, drawn_queries(archive, queries, seed), say)}"


def built(tool: Tool, work: Path, articles: Sequence[Article]) -> Site:
    """The site of the tool as an earlier run left it, or a new one, brought up to date."""
    project = work / str(len(articles)) / tool.name
    site = Site(tool, work / "tools" / tool.peer, project)
    if not site.output.exists():
        site = prepare(tool, work, len(articles), articles)
    build(site)
    return site


if __name__ == "__main__":
    main()
