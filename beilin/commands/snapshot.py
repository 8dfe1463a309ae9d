"""`snapshot`: pages of other sites, saved as WARC files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beilin.commands.options import root_option
from beilin.commands.printing import EXIT_INTERRUPTED, EXIT_PROBLEMS, fail, print_problems, say, show, show_message

if TYPE_CHECKING:
    from beilin.fetching.snapshot import SaveReport


@click.command()
@root_option
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
@click.option("--all-links", is_flag=True, help="Save the pages to which any published article links.")
@click.option("--again", is_flag=True, help="Save pages anew that are saved already; the earlier files stay.")
@click.option("--allow-private", is_flag=True, help="Also ask hosts on this machine and in its network.")
@click.option("--dry-run", is_flag=True, help="List the addresses, and ask no host.")
def snapshot(
    root: Path, articles: tuple[str, ...], all_links: bool, again: bool, allow_private: bool, dry_run: bool
) -> None:
    """Save the pages of other sites that articles link to, as WARC files in snapshots/.

    ARTICLE is a file, a slug or an address. A host is asked for one page at a time, once a second, and only for what
    its robots.txt allows; pages that are saved already are not asked for. Only the page itself is saved, without its
    images. An interrupted run continues where it stopped.

    Nothing of it is published without `publish_snapshots: true` in site.yaml. docs/preservation.md has more.

    Exit codes: 0 everything is saved, 1 something is not, 2 wrong usage.

    Example: build.py snapshot --all-links
    """
    from dataclasses import replace

    from beilin.commands.progress import progress_reporter
    from beilin.editing.refusal import RefusalError
    from beilin.fetching.exchange import SAVING
    from beilin.fetching.snapshot import SaveReport, links_to_save, save_links

    if bool(articles) == all_links:
        raise click.UsageError("Name an article, or write --all-links for the links of all published ones.")
    root = root.resolve()
    report = SaveReport()
    try:
        with progress_reporter(least=2) as progress:
            archive, links = links_to_save(root, articles, progress)
            if not dry_run:
                manners = replace(SAVING, may_ask_private=allow_private)
                save_links(
                    root, archive, links, again=again, progress=progress, say=say, manners=manners, report=report
                )
    except RefusalError as error:
        print_problems(root, error.problems)
        fail("Nothing was saved.")
    except KeyboardInterrupt:
        say(f"Interrupted. The pages so far are kept ({len(report.saved)}); the next run continues from there.")
        sys.exit(EXIT_INTERRUPTED)
    except OSError:
        say(f"Stopped. The pages so far are kept ({len(report.saved)}); the next run continues from there.")
        raise
    if dry_run:
        show_message(f"Addresses on other hosts: {len(links)}")
        for url in links:
            show(f"  {url}")
        return
    for capture in report.saved:
        show(f"  {capture.path}  {capture.url}")
    print_problems(root, report.problems)
    show_message(describe(report))
    if report.problems:
        sys.exit(EXIT_PROBLEMS)


def describe(report: SaveReport) -> str:
    """What a run did, in a line."""
    parts = [f"Pages saved: {len(report.saved)}"]
    if report.known:
        parts.append(f"saved before: {report.known}")
    if failed := sum(problem.code == "not-saved" for problem in report.problems):
        parts.append(f"not saved: {failed}")
    if report.adopted:
        parts.append(f"files added to the index: {report.adopted}")
    return "; ".join(parts)
