"""`verify`: is a bag as it was made, and what became of its articles?"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from beilin.commands.options import given_name, today_option
from beilin.commands.printing import EXIT_PROBLEMS, fail, print_problems, say, say_error, show_message
from beilin.problems.controls import printable_path

if TYPE_CHECKING:
    from beilin.commands.progress import Report
    from beilin.preserving.opened_bag import NotABagError, OpenedBag
    from beilin.preserving.verification import Finding, Verification

EXIT_NO_BAG = 2


@click.command()
@click.argument("name", metavar="BAG", callback=given_name)
@click.option(
    "--against", metavar="ARCHIVE|BAG|SITE", callback=given_name,
    help="Also compare its articles with an archive, another bag, the folder of a site, or a site by its URL.",
)  # fmt: skip
@today_option
def verify(name: str, against: str | None, today: str | None) -> None:
    """Read every file of a bag, a folder or a zip file, and compare it with the bag's manifests.

    Bags of other programs are verified too (BagIt, RFC 8493). Nothing is unpacked or changed, and no link is followed.

    --against says what became of each article: the same, changed, missing or new. An article is known again by its id,
    else by its address, else by its file. A site on the web is read only if you give its URL, one page at a time.

    Exit codes: 0 everything is the same, 1 something differs, with its name, 2 this is not a bag, or wrong usage.

    Example: build.py verify ../archive-2026.zip --against https://example.org/
    """
    from beilin.commands.progress import progress_reporter
    from beilin.preserving.open_bag import open_bag
    from beilin.preserving.opened_bag import NotABagError
    from beilin.preserving.verify import verify as verify_bag

    bag = Path(name)
    try:
        with ExitStack() as stack:
            report = stack.enter_context(progress_reporter())
            opened = stack.enter_context(open_bag(bag))
            result = verify_bag(opened, lambda done, count: report("Verifying", done, count))
            differs = _show(result)
            if against is not None:
                differs |= _compare(opened, against, today, report)
    except NotABagError as error:
        _fail_without_bag(bag, error)
    if differs:
        sys.exit(EXIT_PROBLEMS)


def _show(result: Verification) -> bool:
    """Print what differs, or that nothing does; returns whether anything does."""
    from beilin.deploying.github_pages import format_size

    for finding in result.findings:
        show_message(_describe(finding))
    for note in result.notes:
        say(f"Note: {note}")
    size = format_size(result.size)
    if result.findings:
        say(f"The bag is not as it was made: differences: {len(result.findings)}; files read: {result.files}, {size}")
        return True
    show_message(f"The bag is as it was made: {result.files} file{'' if result.files == 1 else 's'}, {size}")
    if result.digest:
        show_message(f"SHA-256 of its tagmanifest-sha256.txt: {result.digest}")
    return False


def _describe(finding: Finding) -> str:
    path, why = printable_path(finding.path), finding.why
    match finding.what:
        case "changed":
            return f"changed: {path} ({why})" if why else f"changed: {path}"
        case "missing":
            return f"missing: {path} ({why})" if why else f"missing: {path}"
        case _:
            return f"unexpected: {path} ({why})" if why else f"unexpected: {path}"


def _compare(bag: OpenedBag, against: str, today: str | None, report: Report) -> bool:
    """Print what became of the articles; returns whether anything differs."""
    from beilin.preserving.against import IncomparableError, compare_with
    from beilin.preserving.compare import describe_change, name_of

    try:
        found = compare_with(bag, against, today, lambda done, count: report("Comparing", done, count))
    except IncomparableError as error:
        if error.problems:
            print_problems(None, error.problems)
        say_error(str(error), error.hint)
        fail("The articles were not compared.")
    for pair in found.changed:
        show_message(f"changed article: {describe_change(pair)}")
    for entry in found.missing:
        show_message(f"missing article: {name_of(entry)}")
    for entry in found.new:
        show_message(f"new article: {name_of(entry)}")
    counts = f"{found.same} the same, {len(found.changed)} changed, {len(found.missing)} missing, {len(found.new)} new"
    show_message(f"Articles: {counts}")
    return bool(found)


def _fail_without_bag(bag: Path, error: NotABagError) -> NoReturn:
    say_error(f"{printable_path(str(bag))} is not a bag: {error}", error.hint)
    sys.exit(EXIT_NO_BAG)
