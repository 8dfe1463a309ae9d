"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import click

from beilin.commands.build_run import is_archive
from beilin.commands.printing import EXIT_PROBLEMS
from beilin.translations.language import speak_for

if TYPE_CHECKING:
    from beilin.config import Config

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _normalised_base_url(_context: click.Context, _parameter: click.Parameter, url: str | None) -> str | None:
    """The URL as `normalise_base_url` gives it. Raises BadParameter if it is not a valid base URL."""
    if url is None:
        return None
    from beilin.config import normalise_base_url

    try:
        return normalise_base_url(url)
    except ValueError as error:
        raise click.BadParameter(f"{error}. Write it as https://example.org/archive/.") from None


def _iso_date(_context: click.Context, _parameter: click.Parameter, day: datetime | None) -> str | None:
    return day.date().isoformat() if day else None


def given_name(_context: click.Context, _parameter: click.Parameter, name: str | None) -> str | None:
    """The name of a place. Raises BadParameter for an empty one, which an unset variable of a script gives."""
    if name == "":
        raise click.BadParameter("the name is empty.")
    return name


def _cluster_address(_context: click.Context, _parameter: click.Parameter, address: str | None) -> str:
    """The address, "" without one. Raises BadParameter for one of another form."""
    if not address:
        return ""
    try:
        parts = urlsplit(address)
        is_complete = parts.scheme == "dask" and parts.hostname and parts.port and not (parts.path or parts.query)
    except ValueError:  # of the host or the port
        is_complete = False
    if not is_complete:
        raise click.BadParameter(f"{address!r} is not the address of a cluster. Write it as dask://HOST:PORT.")
    return address


def _noted_root(context: click.Context, _parameter: click.Parameter, root: Path) -> Path:
    """The root, noted for messages: their language, and what they say about a command that failed."""
    context.meta[ROOT] = root
    speak_for(root)
    return root


def _archive_root(context: click.Context, parameter: click.Parameter, root: Path) -> Path:
    """As `_noted_root`. Without a site.yaml it prints so and exits with 1, before the command has left any file."""
    if not context.resilient_parsing:  # not while a shell completes
        require_archive(context, root)
    return _noted_root(context, parameter, root)


def require_archive(context: click.Context, root: Path) -> None:
    """Without a site.yaml in `root`, print so and exit with 1."""
    if not is_archive(root):
        context.exit(EXIT_PROBLEMS)


class WordsCommand(click.Command):
    """A command whose arguments are words, one of which may begin with a minus sign."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As for any command, with a hint about words that were taken for options."""
        try:
            return super().parse_args(ctx, args)
        except click.NoSuchOption as error:
            message = f"{error.format_message()} To exclude a word, write -- before the words."
            raise click.UsageError(message, ctx) from None


def require_search(config: Config) -> None:
    """Raises UsageError if the site has no search."""
    if not config.search:
        raise click.UsageError("the search is turned off: site.yaml has `search: false`")


def _root_option(
    callback: Callable[[click.Context, click.Parameter, Path], Path], *, must_exist: bool = True
) -> Callable[[_Command], _Command]:
    return click.option(
        "--root", type=click.Path(path_type=Path, file_okay=False, exists=must_exist), default=Path(),
        callback=callback, help="The folder that holds site.yaml (default: the current folder).",
    )  # fmt: skip


ROOT = "root"  # among what a command notes for messages
root_option = _root_option(_archive_root)
any_folder_option = _root_option(_noted_root)  # for commands that say themselves what the folder lacks
new_folder_option = _root_option(_noted_root, must_exist=False)  # for commands that can begin an archive
drafts_option = click.option(
    "--drafts", is_flag=True, help="Include drafts; such a build goes to .beilin/preview/, never to site/."
)
base_url_option = click.option(
    "--base-url", metavar="URL", callback=_normalised_base_url,
    help="Where the site will be published, instead of site.yaml's base_url.",
)  # fmt: skip
today_option = click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", callback=_iso_date,
    help="Take this day, YYYY-MM-DD, as today.",
)  # fmt: skip
jobs_option = click.option(
    "--jobs", type=click.IntRange(1), metavar="N", help="Processes to use (default: one per processor)."
)
executor_option = click.option(
    "--executor", envvar="BEILIN_EXECUTOR", metavar="dask://HOST:PORT", callback=_cluster_address,
    help="Let the workers of this Dask cluster do the work instead of processes here.",
)  # fmt: skip
all_option = click.option(
    "--all", "is_whole", is_flag=True, help="List every problem, not only the first of each kind."
)
