"""The command `python -m benchmarks.guard`, which README.md describes: small builds take no more work than before."""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypedDict

import click

from beilin.virtual_environment import is_current
from benchmarks.instructions import CASES, copy_code, count_case
from benchmarks.measure import CommandFailedError

BASELINES = Path(__file__).parent / "guard.json"
TOLERANCE = 0.05  # what a case may take more than its baseline


class Counts(TypedDict):
    """What was counted with one minor version of Python on one architecture."""

    interpreter: str  # the same version, compiled otherwise, takes up to a third more or less
    instructions: dict[str, int]  # by case


@click.command()
@click.option("--renew", is_flag=True, help="Write what was counted as the baseline; say why in the commit.")
def main(renew: bool) -> None:
    """Count the instructions of four small builds, and fail if one takes over 5% more than its baseline."""
    if not shutil.which("valgrind"):
        raise click.ClickException("Valgrind counts the instructions; install the package valgrind.")
    if not is_current("base"):
        raise click.ClickException(".venv does not have the packages of requirements.txt; type: python3 build.py check")
    key = f"{sys.version_info.major}.{sys.version_info.minor} {platform.machine()}"
    baselines: dict[str, Counts] = json.loads(BASELINES.read_text("utf-8"))
    try:
        counted = Counts(interpreter=describe_interpreter(), instructions=count_all())
    except CommandFailedError as error:
        raise click.ClickException(str(error)) from None
    lines, failure = compare(counted, baselines.get(key))
    click.echo("\n".join(lines))
    if renew:
        renewed = dict(sorted((baselines | {key: counted}).items()))
        BASELINES.write_text(json.dumps(renewed, indent=2, ensure_ascii=False) + "\n", "utf-8")
        click.echo(f"The baseline for {key} is renewed. Say why in the commit.")
    elif failure:
        raise click.ClickException(failure)


def count_all() -> dict[str, int]:
    """The instructions of each case. Raises CommandFailedError."""
    with tempfile.TemporaryDirectory(prefix="beilin-guard-", dir="/tmp") as folder:
        scratch = Path(folder)
        copy_code(scratch)
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            counts = list(threads.map(count_case, CASES, [scratch] * len(CASES), range(len(CASES))))
    return {case.name: count for case, count in zip(CASES, counts, strict=True)}


def compare(counted: Counts, baseline: Counts | None) -> tuple[list[str], str]:
    """(lines that report what was counted, why that is a failure, or nothing).

    Without a baseline for this interpreter there is no failure, and the report has what could become one.
    """
    before = baseline["instructions"] if baseline else {}
    lines, failed = [], []
    for name, count in counted["instructions"].items():
        known = before.get(name)
        change = f"{count / known - 1:+.1%} of {known / 1e6:,.1f}" if known else "no baseline"
        lines.append(f"{name}: {count / 1e6:,.1f} million instructions ({change})")
        if known and count > known * (1 + TOLERANCE):
            failed.append(name)
    if not baseline or baseline["interpreter"] != counted["interpreter"]:
        lines += ["There is no baseline for this interpreter, so this is not judged. It would be:", json.dumps(counted)]
        return lines, ""
    if not failed:
        return lines, ""
    return lines, (
        f"{'; '.join(failed)}: over {TOLERANCE:.0%} more than the baseline. If that is the price of what was wanted, "
        "renew it with --renew and say why in the commit."
    )


def describe_interpreter() -> str:
    """The version of Python, and what it was compiled with and for."""
    libc = " ".join(platform.libc_ver())
    return f"{platform.python_implementation()} {platform.python_version()}, {platform.python_compiler()}, {libc}"


if __name__ == "__main__":
    main()
