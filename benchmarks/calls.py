"""What the templates of ink cost, independently of the machine: macro calls, values written, attributes looked up.

`.venv/bin/python -m benchmarks.calls --count 500`
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click
import jinja2
from jinja2.runtime import Macro

from beilin.building.build import build
from beilin.building.options import BuildOptions
from beilin.rendering import code_generator, render
from benchmarks.pictures import SETTINGS, make_archive

# Of a kind of page: how many pages there are, and what all of them together call.
Calls = dict[str, Counter[str]]


@contextmanager
def counting() -> Iterator[Calls]:
    """Count, by the template of the page, what is rendered in this process."""
    calls: Calls = defaultdict(Counter)
    counter = Counter[str]()

    def counted(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            counter[name] += 1
            return function(*arguments)

        return call

    render_page = render.render_page

    def render_counted(environment: Any, templates: Any, name: str, values: Any) -> Any:
        nonlocal counter
        counter = calls[name]
        counter["pages"] += 1
        environment.indirect.add(name)  # Jinja's own code has all the calls, those too that a build finds done
        return render_page(environment, templates, name, values)

    with ExitStack() as patches:
        for owner, name, label in (
            (Macro, "_invoke", "macros"),
            (code_generator, "escaped", "values"),
            (jinja2.Environment, "getattr", "attributes"),
        ):
            patches.enter_context(patch.object(owner, name, counted(label, getattr(owner, name))))
        patches.enter_context(patch.object(render, "render_page", render_counted))
        yield calls


@click.command()
@click.option("--count", default=500, show_default=True, help="Articles in the archive.")
def main(count: int) -> None:
    """Count what the pages of an archive in ink call."""
    with tempfile.TemporaryDirectory() as folder, counting() as calls:
        root = Path(folder)
        make_archive(root, count)
        (root / "site.yaml").write_text(SETTINGS.format(theme="ink"), "utf-8")
        build(root, BuildOptions(jobs=1))
    click.echo(
        "| template | pages | macro calls a page | values a page | attributes a page |\n| --- | --: | --: | --: | --: |"
    )
    for name, of_kind in sorted(calls.items(), key=lambda item: -item[1]["values"]):
        pages = of_kind["pages"]
        each = " | ".join(f"{of_kind[label] / pages:.0f}" for label in ("macros", "values", "attributes"))
        click.echo(f"| {name} | {pages} | {each} |")


if __name__ == "__main__":
    main()
