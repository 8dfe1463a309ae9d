"""`doctor`: what this machine and this archive lack."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from beilin.commands.options import any_folder_option
from beilin.commands.printing import EXIT_PROBLEMS, show, show_json


@click.command()
@any_folder_option
@click.option("--format", "output_format", type=click.Choice(["text", "json"]), default="text", help="Output format.")
def doctor(root: Path, output_format: str) -> None:
    """Say what this machine and this archive have and lack, and what to do about it.

    Missing prevents building or serving, and the exit code is 1; optional prevents only what its line names.

    Example: build.py doctor
    """
    from dataclasses import asdict

    from beilin.doctor.report import collect_findings, describe, is_usable

    findings = collect_findings(root.resolve())
    if output_format == "json":
        show_json([asdict(finding) for finding in findings])
    else:
        show("\n".join(describe(findings)))
    if not is_usable(findings):
        sys.exit(EXIT_PROBLEMS)
