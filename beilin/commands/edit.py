"""`rename`, `id`, `withdraw` and `tag`: changes of the sources themselves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from beilin.commands.groups import UserGroup
from beilin.commands.options import root_option, today_option
from beilin.commands.printing import fail, print_problems, say, show, show_message

if TYPE_CHECKING:
    from beilin.editing.archive import Archive
    from beilin.editing.changes import ChangePlan

MAX_NAMED_FILES = 12

dry_run_option = click.option("--dry-run", is_flag=True, help="Show the change as a diff, and write nothing.")


@click.command()
@root_option
@dry_run_option
@click.argument("article")
@click.argument("slug")
def rename(root: Path, dry_run: bool, article: str, slug: str) -> None:
    """Give an article or a standalone page a new address; every link to it follows.

    ARTICLE is its file, slug or address. A file that is named after its slug is renamed too, and so is the record of
    its import. The old address redirects to the new one.

    Example: build.py rename llama-2-licence llama-licence --dry-run
    """
    from beilin.editing.rename import command_of, plan_rename

    _change(root.resolve(), dry_run, command_of(article, slug), lambda archive: plan_rename(archive, article, slug))


@click.command("id")
@root_option
@dry_run_option
@click.option("--missing", is_flag=True, help="Write one for each article that has none.")
@click.option("--redraw", is_flag=True, help="Draw a different one for a copy, which has that of its original.")
@click.argument("articles", nargs=-1, metavar="[ARTICLE]...")
def identifiers(root: Path, dry_run: bool, missing: bool, redraw: bool, articles: tuple[str, ...]) -> None:
    """Write permanent identifiers into front matter: /id/<id>/ leads to the article, whatever its address.

    ARTICLE is a file, slug or address; --missing without any means all articles, without standalone pages. An id never
    changes, unless another file has it too.

    Example: build.py id --missing --dry-run
    """
    from beilin.editing.identifiers import missing_command, plan_missing_ids, plan_redrawn_ids, redraw_command

    if missing == redraw:
        raise click.UsageError("write --missing or --redraw")
    if redraw and not articles:
        raise click.UsageError("name the copy: build.py id --redraw FILE")
    command, plan = (missing_command, plan_missing_ids) if missing else (redraw_command, plan_redrawn_ids)
    _change(root.resolve(), dry_run, command(articles), lambda archive: plan(archive, articles))


@click.command()
@root_option
@dry_run_option
@click.option("--reason", metavar="TEXT", help="Why, in a sentence for readers.")
@click.option("--undo", is_flag=True, help="Bring a withdrawn article back.")
@today_option
@click.argument("article")
@click.pass_context
def withdraw(
    context: click.Context, root: Path, dry_run: bool, reason: str | None, undo: bool, today: str | None, article: str
) -> None:
    """Withdraw an article: its text leaves the site, and a notice at its address says when and why.

    ARTICLE is its file, slug or address. The file keeps its text, and gets the day and the reason. From the next build
    on the article is in no list, feed, search or export, and links to it lead to the notice.

    Example: build.py withdraw llama-2-licence --reason 應作者要求撤回。 --dry-run
    """
    from beilin.editing.withdraw import plan_return, plan_withdrawal, withdraw_command
    from beilin.text.dates import today_in

    if undo == (reason is not None):
        raise click.UsageError("give a --reason, or --undo without one", context)

    def plan(archive: Archive) -> ChangePlan:
        if reason is None:
            return plan_return(archive, article)
        return plan_withdrawal(archive, article, reason, today or today_in(archive.config.time_zone))

    _change(root.resolve(), dry_run, withdraw_command(article, is_undone=undo), plan)


@click.group(cls=UserGroup)
def tag() -> None:
    """Change the tags of the archive: the authority, every article that has them, and all links to their pages.

    Example: build.py tag rename LLaMA 羊駝
    """


@tag.command("rename")
@root_option
@dry_run_option
@click.option("--slug", help="The slug of its page, instead of the one made from NEW.")
@click.argument("old")
@click.argument("new")
def tag_rename(root: Path, dry_run: bool, slug: str | None, old: str, new: str) -> None:
    """Give a tag a new canonical name; the old one becomes a synonym.

    OLD is its canonical name or one that readers see. Its page moves to the new name's address unless --slug says
    otherwise, and the old address redirects there. Articles that have the tag by a synonym keep the synonym.

    Example: build.py tag rename "open source" 開源 --slug open-source --dry-run
    """
    from beilin.editing.tags import plan_tag_rename, rename_command

    _change(root.resolve(), dry_run, rename_command(old, new), lambda archive: plan_tag_rename(archive, old, new, slug))


@tag.command("merge")
@root_option
@dry_run_option
@click.argument("one")
@click.argument("into")
def tag_merge(root: Path, dry_run: bool, one: str, into: str) -> None:
    """Merge the tag ONE into the tag INTO: its names become synonyms, and its page redirects to INTO's.

    ONE may also be a tag that articles have but the authority does not.

    Example: build.py tag merge OpenRAIL licensing --dry-run
    """
    from beilin.editing.tags import merge_command, plan_tag_merge

    _change(root.resolve(), dry_run, merge_command(one, into), lambda archive: plan_tag_merge(archive, one, into))


@tag.command("adopt")
@root_option
@dry_run_option
@click.option("--all", "take_all", is_flag=True, help="Add all of them without asking.")
@click.argument("names", nargs=-1, metavar="[TAG]...")
def tag_adopt(root: Path, dry_run: bool, take_all: bool, names: tuple[str, ...]) -> None:
    """List the tags in use that content/tags.yaml does not have, and add them to it.

    Similar tags are listed together, with the number of articles that have them. In a terminal you are asked about
    each; elsewhere nothing is added without --all or the names of tags. Tags that are not added work as they are.

    Example: build.py tag adopt --all --dry-run
    """
    from beilin.commands.adopt import choose, describe
    from beilin.editing.adopt import COMMAND, find_unlisted, plan_adoption, unlisted_tags
    from beilin.editing.archive import read_archive
    from beilin.editing.refusal import RefusalError

    root = root.resolve()
    try:
        tags = unlisted_tags(read_archive(root, lambda _what, _done, _count: None))
        tags = find_unlisted(tags, names) if names else tags
    except RefusalError as error:
        print_problems(root, error.problems)
        fail("Nothing was changed.")
    if not tags:
        say("Every tag in use is in content/tags.yaml.")
        return
    if not (dry_run and (take_all or names)):  # whose output is a diff alone
        show_message("\n".join(describe(tags)))
    # No lock is held meanwhile: a build need not wait for the answers.
    chosen = choose(tags, take_all=take_all, are_named=bool(names))
    if chosen:
        _change(root, dry_run, COMMAND, lambda archive: plan_adoption(archive, [tag.name for tag in chosen]))


def _change(root: Path, dry_run: bool, command: str, plan: Callable[[Archive], ChangePlan]) -> None:
    """Plan the change and show it or make it; first finish an interrupted one, which may have been this very one."""
    from beilin.commands.diff import print_diff
    from beilin.commands.progress import progress_reporter
    from beilin.editing.archive import read_archive
    from beilin.editing.diff import diff_lines
    from beilin.editing.refusal import RefusalError
    from beilin.editing.write import finish_interrupted, write_plan
    from beilin.publishing.lock import output_lock

    with output_lock(root / "site", root, say):  # a build meanwhile would see a change half made
        if not dry_run:
            finished, problems = finish_interrupted(root)
            print_problems(root, problems)
            if finished:
                say(f"`{finished}`, which was interrupted, is now finished.")
            if finished == command:
                return
        try:
            with progress_reporter() as progress:
                archive = read_archive(root, progress)
            planned = plan(archive)
            if dry_run:
                print_diff(diff_lines(planned))
            else:
                write_plan(root, planned)
        except RefusalError as error:
            print_problems(root, error.problems)
            fail("Nothing was changed.")
    for note in planned.notes:
        say(note)
    if not dry_run:
        show_message(planned.summary)
        _print_files(planned)


def _print_files(plan: ChangePlan) -> None:
    for change in plan.changes[:MAX_NAMED_FILES]:
        moved = f" → {change.new_path}" if change.new_path != change.path else ""
        show(f"  {change.path}{moved}")
    if len(plan.changes) > MAX_NAMED_FILES:
        show_message(f"  and {len(plan.changes) - MAX_NAMED_FILES} more files")
