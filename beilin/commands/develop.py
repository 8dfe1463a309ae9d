"""`test`: for those who work on Beilin itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from beilin.commands.options import any_folder_option

CHECKOUT = Path(__file__).resolve().parents[2]


@click.command(context_settings={"ignore_unknown_options": True, "allow_extra_args": True})
@any_folder_option
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED, metavar="[PYTEST ARGUMENTS]...")
def test(root: Path, arguments: tuple[str, ...]) -> None:
    """Run the test suite; only in a checkout of Beilin.

    Example: build.py test tests/reading
    """
    del root  # every command accepts it; the tests are always those of this checkout
    if not (CHECKOUT / "build.py").is_file() or not (CHECKOUT / "tests").is_dir():
        raise click.UsageError("the tests are only in a checkout of Beilin; there, type: python3 build.py test")
    os.chdir(CHECKOUT)
    # tests/conftest.py goes back to one process for arguments that need it; a later -n overrides this one.
    in_parallel = ["-n", "auto", "--dist", "loadgroup"]
    os.execv(sys.executable, [sys.executable, "-m", "pytest", *in_parallel, *arguments])
