"""The command that brings images on other hosts into the archive."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beilin.commands.groups import UserGroup
from beilin.commands.options import root_option
from beilin.commands.printing import EXIT_INTERRUPTED, fail, print_problems, say, show, show_message

if TYPE_CHECKING:
    from beilin.fetching.fetch import FetchReport, WithImages

MAX_NAMED_HOSTS = 10


@click.group("images", cls=UserGroup)
def images() -> None:
    """Images that articles show.

    Example: build.py images fetch --dry-run
    """


@images.command("fetch")
@root_option
@click.argument("files", nargs=-1, metavar="[FILE]...", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--dry-run", is_flag=True, help="Count the images by host, and ask none.")
def fetch(root: Path, files: tuple[Path, ...], dry_run: bool) -> None:
    """Fetch images on other hosts into content/images/remote/, and let the articles show these copies.

    FILE are the Markdown files whose images are fetched (default: all). Each host is asked for one image at a time.
    What came from where and when is recorded in imports/images.jsonl. An interrupted run continues where it stopped;
    images that cannot be fetched remain links.

    Example: build.py images fetch --dry-run
    """
    from beilin.commands.progress import progress_reporter
    from beilin.editing.refusal import RefusalError
    from beilin.fetching.fetch import fetch_images, files_with_remote_images, settings_of

    root = root.resolve()
    only = {_inside(file, root) for file in files}
    try:
        with progress_reporter(least=2) as progress:
            if dry_run:
                found = files_with_remote_images(root, settings_of(root), only, progress)
            else:
                report = fetch_images(root, only, progress=progress, say=say)
    except RefusalError as error:
        print_problems(root, error.problems)
        fail("Nothing was changed.")
    except KeyboardInterrupt:
        say("Interrupted. The images so far are kept; the next run continues from there.")
        sys.exit(EXIT_INTERRUPTED)
    if dry_run:
        _count_hosts(found)
    else:
        print_problems(root, report.problems)
        show_message(describe(report))


def describe(report: FetchReport) -> str:
    """What a run did, in a line."""
    known = f", {report.known} fetched before" if report.known else ""
    missing = f", {len(report.problems)} left as they are" if report.problems else ""
    return f"Images: {report.fetched} fetched{known}{missing}; Markdown files that show copies now: {len(report.files)}"


def _count_hosts(found: list[WithImages]) -> None:
    from beilin.checking.url_checks import host_of
    from beilin.fetching.download import whole_url

    urls = {url for file in found for url in file.urls}
    hosts = Counter(host_of(whole_url(url)) for url in urls)
    show_message(f"Images on other hosts: {len(urls)}, in {len(found)} Markdown files")
    for host, count in hosts.most_common(MAX_NAMED_HOSTS):
        show(f"  {count:>6}  {host}")
    if len(hosts) > MAX_NAMED_HOSTS:
        show_message(f"  and {len(hosts) - MAX_NAMED_HOSTS} more hosts")


def _inside(file: Path, root: Path) -> str:
    path = file.resolve()
    if not path.is_relative_to(root):
        raise click.UsageError(f"{file} is not in the archive.")
    return path.relative_to(root).as_posix()
