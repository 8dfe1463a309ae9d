"""The commands that publish a site and look at what that needs. What a command needs is imported when it runs."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from beilin.commands.options import root_option


@click.command()
@root_option
@click.option("--dry-run", is_flag=True, help="Show what would change on the site, and publish nothing.")
@click.option("--branch", default="gh-pages", show_default=True, metavar="NAME", help="The branch to publish to.")
@click.option("--remote", default="origin", show_default=True, metavar="NAME", help="The remote that has the branch.")
@click.option("--base-url", metavar="URL", help="Where the site is published, in place of site.yaml's base_url.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Processes to work in (default: one a processor).")
def deploy(root: Path, dry_run: bool, branch: str, remote: str, base_url: str | None, jobs: int | None) -> None:
    """Check the archive, build the site anew and publish it to a branch, for hosts such as GitHub Pages.

    The site is built in a fresh folder, never in site/. An error in the archive, a file too large for the host or a
    refused push stops it, and then every branch is as it was.

    Example: build.py deploy --dry-run
    """
    from beilin.building.build import BuildOptions, Reporting
    from beilin.commands.progress import progress_reporter
    from beilin.config import normalise_base_url
    from beilin.deploying.deploy import NotBuiltError, prepared
    from beilin.deploying.deploy import deploy as publish
    from beilin.deploying.refusal import DeployError
    from beilin.deploying.report import describe, notes
    from beilin.problems.formats import format_problem, in_file_order

    if base_url is not None:
        try:
            base_url = normalise_base_url(base_url)
        except ValueError as error:
            hint = f"{error}. Write it as https://example.org/archive/."
            raise click.BadParameter(hint, param_hint="--base-url") from None
    options = BuildOptions(base_url=base_url, jobs=jobs)
    try:
        with progress_reporter() as progress:
            reporting = Reporting(_say, progress)
            with prepared(root.resolve(), options, reporting, remote=remote, branch=branch) as deployment:
                for problem in in_file_order(deployment.problems):
                    _say(format_problem(problem))
                for note in notes(deployment):
                    _say(note)
                click.echo("\n".join(describe(deployment)))
                if dry_run:
                    click.echo("A dry run: nothing was published.")
                elif deployment.changes:
                    target = deployment.target
                    commit = publish(deployment)
                    click.echo(f"Published {commit[:7]} to {target.branch} at {target.url}")
                    if not target.tip:
                        click.echo(
                            "On GitHub, choose in the repository's settings: Pages, Source: Deploy from a branch, "
                            f"{target.branch}, / (root)"
                        )
    except DeployError as error:
        if isinstance(error, NotBuiltError):
            for problem in in_file_order(error.problems):
                _say(format_problem(problem))
        _say(f"error: {error}" + (f"\n  {error.hint}" if error.hint else ""))
        _say("Nothing was published; every branch is as it was.")
        sys.exit(1)


@click.command()
@root_option
@click.option("--format", "shape", type=click.Choice(["text", "json"]), default="text", help="How to write it.")
def doctor(root: Path, shape: str) -> None:
    """Say what this machine and this archive have and lack, and what to do about it.

    `missing` hinders building or serving, and ends with 1; `optional` hinders only what its line names.

    Example: build.py doctor
    """
    import json
    from dataclasses import asdict

    from beilin.doctor.examine import describe, examine, is_well

    findings = examine(root.resolve())
    if shape == "json":
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(describe(findings)))
    sys.exit(0 if is_well(findings) else 1)


def _say(words: str) -> None:
    click.echo(words, err=True)
