"""`deploy`: the archive → its published branch, or a target that takes files one by one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from beilin.commands.options import base_url_option, given_name, jobs_option, root_option
from beilin.commands.printing import fail, print_problems, say, say_error, show_message

if TYPE_CHECKING:
    from beilin.building.build import BuildOptions, Reporting

_DRY_RUN = "Dry run: nothing was published."


@click.command()
@root_option
@click.option("--dry-run", is_flag=True, help="Show what would change on the site, and publish nothing.")
@click.option("--branch", default="gh-pages", show_default=True, metavar="NAME", help="The branch to publish to.")
@click.option("--remote", default="origin", show_default=True, metavar="NAME", help="The remote that has the branch.")
@click.option(
    "--target",
    metavar="TARGET",
    callback=given_name,
    help="Instead of a branch, a folder, rsync:HOST:PATH, or s3://BUCKET/PREFIX: upload what changed.",
)
@click.option("--moved", is_flag=True, help="With --target, replace the site there although it has another base_url.")
@click.option("--rollback", is_flag=True, help="Publish the state before the last deployment again.")
@base_url_option
@jobs_option
@click.pass_context
def deploy(
    context: click.Context,
    root: Path,
    dry_run: bool,
    branch: str,
    remote: str,
    target: str | None,
    moved: bool,
    rollback: bool,
    base_url: str | None,
    jobs: int | None,
) -> None:
    """Check the archive, build the site afresh and publish it to a branch, for hosts such as GitHub Pages.

    The site is built in a fresh folder, never in site/. An error in the archive, a file too large for the host or a
    rejected push stops the deployment and leaves every branch as it was.

    With --target, what changed is uploaded to a folder, a host or a bucket, in an order in which no page there ever
    lacks its files. An interrupted upload is finished by the next one.

    With --rollback, the state that the branch had before becomes a new commit on top. Nothing is built or checked.
    Typed again, it goes one state further back.

    Example: build.py deploy --dry-run
    """
    from beilin.building.build import BuildOptions, Reporting
    from beilin.commands.progress import progress_reporter
    from beilin.deploying.errors import DeployError
    from beilin.deploying.fresh_build import NotBuiltError
    from beilin.deploying.upload import UnfinishedError

    for name in ("branch", "remote"):
        if target is not None and context.get_parameter_source(name) is ParameterSource.COMMANDLINE:
            raise click.UsageError(f"--target is not a branch; leave out --{name}", context)
    if moved and target is None:
        raise click.UsageError("--moved is for --target", context)
    if rollback:
        _check_rollback(context, target)
    options = BuildOptions(base_url=base_url, jobs=jobs)
    try:
        with progress_reporter() as progress:
            reporting = Reporting(say, progress)
            if rollback:
                _roll_back(root, (remote, branch), dry_run=dry_run)
            elif target is None:
                _to_branch(root, options, reporting, (remote, branch), dry_run=dry_run)
            else:
                _to_target(root, options, reporting, target, moved=moved, dry_run=dry_run)
    except DeployError as error:
        if isinstance(error, NotBuiltError):
            print_problems(root, error.problems)
        say_error(str(error), error.hint)
        if isinstance(error, UnfinishedError):
            fail("The upload is not finished. Every page there has what it shows; deploy again to finish it.")
        fail("Nothing was published; every branch is unchanged." if target is None else "Nothing was uploaded.")


def _check_rollback(context: click.Context, target: str | None) -> None:
    """Raises UsageError for an option with which --rollback makes no sense."""
    if target is not None:
        raise click.UsageError(
            "--rollback is for a branch, which keeps its earlier states; a target does not. Check out an earlier "
            "commit of the archive, and deploy that",
            context,
        )
    if context.get_parameter_source("base_url") is ParameterSource.COMMANDLINE:
        raise click.UsageError("--rollback builds nothing; leave out --base-url", context)


def _roll_back(root: Path, place: tuple[str, str], *, dry_run: bool) -> None:
    from beilin.deploying.report import describe_rollback
    from beilin.deploying.rollback import prepare_rollback, roll_back

    remote, branch = place
    prepared = prepare_rollback(root.resolve(), remote=remote, branch=branch)
    show_message("\n".join(describe_rollback(prepared)))
    if dry_run:
        show_message(_DRY_RUN)
    else:
        commit = roll_back(prepared)
        show_message(f"Published {commit[:7]} to {prepared.target.branch} at {prepared.target.url}")
        show_message("The archive is as it was: correct it before you deploy again")


def _to_branch(
    root: Path, options: BuildOptions, reporting: Reporting, place: tuple[str, str], *, dry_run: bool
) -> None:
    from beilin.deploying.deploy import deploy as publish
    from beilin.deploying.deploy import prepare_deployment
    from beilin.deploying.report import describe, notes

    remote, branch = place
    with prepare_deployment(root.resolve(), options, reporting, remote=remote, branch=branch) as deployment:
        print_problems(root, deployment.problems)
        for note in notes(deployment.checkout):
            say(note)
        show_message("\n".join(describe(deployment)))
        if dry_run:
            show_message(_DRY_RUN)
        elif deployment.changes:
            target = deployment.target
            commit = publish(deployment)
            show_message(f"Published {commit[:7]} to {target.branch} at {target.url}")
            if not target.tip:
                show_message(
                    "On GitHub, choose in the repository's settings: Pages, Source: Deploy from a branch, "
                    f"{target.branch}, / (root)"
                )


def _to_target(
    root: Path, options: BuildOptions, reporting: Reporting, target: str, *, moved: bool, dry_run: bool
) -> None:
    from beilin.deploying.report import describe_upload, notes
    from beilin.deploying.upload import prepare_upload, upload

    with prepare_upload(root.resolve(), options, reporting, target_name=target, moved=moved) as prepared:
        print_problems(root, prepared.problems)
        for note in notes(prepared.checkout) if prepared.checkout else ():
            say(note)
        show_message("\n".join(describe_upload(prepared)))
        if dry_run:
            show_message(_DRY_RUN)
        elif not prepared.is_current:
            upload(prepared, reporting)
            show_message(f"Published to {prepared.target.name}")
