"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path

import click

root_option = click.option(
    "--root", type=click.Path(path_type=Path, file_okay=False, exists=True), default=Path(),
    help="The folder that holds site.yaml (default: this one).",
)  # fmt: skip
