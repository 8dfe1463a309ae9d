"""The command `python -m benchmarks.search.run --count 1000`, which benchmarks/README.md describes."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from benchmarks.corpus import SEED
from benchmarks.dense import make_dense_articles
from benchmarks.machine import describe_machine
from benchmarks.measure import CommandFailedError
from benchmarks.results import merge, section
from benchmarks.run import RESULTS, WORK, prepare, say
from benchmarks.search import pagefind
from benchmarks.search.answers import QUERIES_TIMED, what_is_found, what_is_transferred
from benchmarks.search.browser import chromium
from benchmarks.search.builds import SEARCHED, UNSEARCHED
from benchmarks.search.costs import build_archive
from benchmarks.search.host import hosting

PIECES = QUERIES = 1000


@click.command()
@click.option("--count", type=click.IntRange(1), default=1000, show_default=True, help="Articles in the archive.")
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="How often each build is timed.")
@click.option("--pieces", type=click.IntRange(1), default=PIECES, show_default=True, help="Pieces of each length.")
@click.option(
    "--queries", type=click.IntRange(QUERIES_TIMED), default=QUERIES, show_default=True, help="Queries to ask."
)
@click.option("--alone", is_flag=True, help="Without Pagefind, which takes 1.5 MB of memory an article.")
@click.option("--work", type=click.Path(path_type=Path, file_okay=False), default=WORK, help="The working folder.")
@click.option("--seed", type=int, default=SEED, show_default=True, help="Seed of the archive.")
@click.option("--date", metavar="DATE", help="Write the tables to benchmarks/RESULTS.md, with this date.")
def main(
    count: int, rounds: int, pieces: int, queries: int, alone: bool, work: Path, seed: int, date: str | None
) -> None:
    """Search one archive with Beilin and with Pagefind, and print the measurements."""
    work = work.absolute()
    home = None if alone else work / "tools/pagefind"
    articles = list(make_dense_articles(count, seed))
    try:
        if home:
            pagefind.install(home)
        plain, searched = (prepare(tool, work, count, articles) for tool in (UNSEARCHED, SEARCHED))
        archive, parts = build_archive(plain, searched, home, articles, rounds, say)
    except CommandFailedError as error:
        raise click.ClickException(str(error)) from None
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        host = stack.enter_context(hosting(archive.site))
        other = stack.enter_context(hosting(archive.pagefind)) if archive.pagefind else None
        parts += what_is_found(archive, pieces, seed, (browser, other), say)
        parts += what_is_transferred(archive, queries, seed, (browser, host, other), say)
    body = "\n\n".join(parts)
    click.echo(body)
    if date:
        command = f".venv/bin/python -m benchmarks.search.run --count {count} --seed {seed} --rounds {rounds}"
        command += f" --pieces {pieces}" if pieces != PIECES else ""
        command += f" --queries {queries}" if queries != QUERIES else ""
        command += " --alone" if alone else ""
        text = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
        new = section(f"{count:,} articles, searched", date, describe_machine(work), command, body)
        RESULTS.write_text(merge(text, new), "utf-8")


if __name__ == "__main__":
    main()
