"""`explain`: why a page is as it is."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from beilin.commands.options import base_url_option, drafts_option, root_option, today_option
from beilin.commands.printing import EXIT_PROBLEMS, print_problems, say, show_message


@click.command()
@root_option
@base_url_option
@drafts_option
@today_option
@click.argument("page")
def explain(root: Path, base_url: str | None, drafts: bool, today: str | None, page: str) -> None:
    """Say what a page is made of, and why the last build did or did not render it.

    PAGE is an address, an output file, a source file or a file of the theme. If a file makes no page, the reason is
    printed. Give --base-url, --drafts and --today as they were given to the build.

    Example: build.py explain /tags/llama/
    """
    from beilin.building.build import BuildOptions
    from beilin.explaining.explain import explain as explain_page

    explanation = explain_page(root.resolve(), BuildOptions(base_url=base_url, drafts=drafts, today=today), page)
    print_problems(root.resolve(), explanation.problems)
    for line in explanation.lines:
        show_message(line)
    if not explanation.lines:
        if not explanation.problems:
            hint = (
                f"Did you mean {' or '.join(explanation.near)}?" if explanation.near else "Give an address or a file."
            )
            say(f"No page is at {page} or is made from it, and no file has that name. {hint}")
        sys.exit(EXIT_PROBLEMS)
