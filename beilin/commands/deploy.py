"""`deploy`: the archive → its published branch."""

from __future__ import annotations

from pathlib import Path

import click

from beilin.commands.options import base_url_option, jobs_option, root_option
from beilin.commands.printing import fail, print_problems, say, say_error, show_message


@click.command()
@root_option
@click.option("--dry-run", is_flag=True, help="Show what would change on the site, and publish nothing.")
@click.option("--branch", default="gh-pages", show_default=True, metavar="NAME", help="The branch to publish to.")
@click.option("--remote", default="origin", show_default=True, metavar="NAME", help="The remote that has the branch.")
@base_url_option
@jobs_option
def deploy(root: Path, dry_run: bool, branch: str, remote: str, base_url: str | None, jobs: int | None) -> None:
    """Check the archive, build the site afresh and publish it to a branch, for hosts such as GitHub Pages.

    The site is built in a fresh folder, never in site/. An error in the archive, a file too large for the host or a
    rejected push stops the deployment and leaves every branch as it was.

    Example: build.py deploy --dry-run
    """
    from beilin.building.build import BuildOptions, Reporting
    from beilin.commands.progress import progress_reporter
    from beilin.deploying.deploy import NotBuiltError, prepare_deployment
    from beilin.deploying.deploy import deploy as publish
    from beilin.deploying.errors import DeployError
    from beilin.deploying.report import describe, notes

    options = BuildOptions(base_url=base_url, jobs=jobs)
    try:
        with (
            progress_reporter() as progress,
            prepare_deployment(
                root.resolve(), options, Reporting(say, progress), remote=remote, branch=branch
            ) as deployment,
        ):
            print_problems(root, deployment.problems)
            for note in notes(deployment):
                say(note)
            show_message("\n".join(describe(deployment)))
            if dry_run:
                show_message("Dry run: nothing was published.")
            elif deployment.changes:
                target = deployment.target
                commit = publish(deployment)
                show_message(f"Published {commit[:7]} to {target.branch} at {target.url}")
                if not target.tip:
                    show_message(
                        "On GitHub, choose in the repository's settings: Pages, Source: Deploy from a branch, "
                        f"{target.branch}, / (root)"
                    )
    except DeployError as error:
        if isinstance(error, NotBuiltError):
            print_problems(root, error.problems)
        say_error(str(error), error.hint)
        fail("Nothing was published; every branch is unchanged.")
