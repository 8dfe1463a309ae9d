"""The cost of pictures in a build: the same archive with the theme ink, and with ink without pictures, alternately.

`.venv/bin/python -m benchmarks.pictures --count 1000 --rounds 5`
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import click

from beilin.building.inputs import Inputs, LastRead, read_everything, reader_for
from beilin.building.options import BuildOptions, Reporting
from beilin.building.plan import basis_of, plan_everything
from beilin.building.snapshots import snapshot_sources
from beilin.config import read_config
from beilin.layout import CONTENT
from beilin.parallel.executor import Workers
from beilin.planning.context import TrackedContext
from beilin.planning.kinds import indexes
from beilin.planning.kinds.lists import GROUP_KINDS
from beilin.planning.kinds.timeline import TIMELINE, YEARS_OF_TIMELINE
from beilin.planning.page import page_of
from beilin.rendering.environment import make_environment
from beilin.rendering.render import render_page
from benchmarks.corpus import make_corpus
from benchmarks.measure import measure

ROOT = Path(__file__).parent.parent
TODAY = "2026-01-01"
SETTINGS = "title: 碑林\nbase_url: https://archive.example/\ntheme: {theme}\n"


def make_archive(root: Path, count: int) -> None:
    """An archive with two themes: ink, and `no-pictures`, which is ink without pictures and without the timeline."""
    articles = root / "content/articles"
    articles.mkdir(parents=True)
    for name, text in make_corpus(count):
        (articles / name).write_text(text, "utf-8")
    shutil.copyfile(ROOT / "content/tags.yaml", root / "content/tags.yaml")
    reduced = root / "themes/no-pictures"
    shutil.copytree(ROOT / "themes/ink", reduced)
    for name in ("timeline.html", "timeline-year.html"):
        (reduced / "templates" / name).unlink()
    pictures = reduced / "templates/pictures.html"
    macros = re.findall(r"{% macro .*? %}", pictures.read_text("utf-8"))
    pictures.write_text("".join(f"{macro}{{% endmacro %}}\n" for macro in macros), "utf-8")


def cold_build(root: Path, theme: str) -> float:
    """Processor seconds of a full build in one process."""
    (root / "site.yaml").write_text(SETTINGS.format(theme=theme), "utf-8")
    for folder in ("site", ".beilin"):
        shutil.rmtree(root / folder, ignore_errors=True)
    command = [sys.executable, "-m", "beilin", "build", "--root", str(root), "--jobs", "1", "--today", TODAY]
    return measure(command, ROOT, os.environ).cpu


def read(root: Path, theme: str) -> Inputs:
    """The archive as it is read for a build with the theme."""
    (root / "site.yaml").write_text(SETTINGS.format(theme=theme), "utf-8")
    config, _ = read_config(root)
    assert config
    sources, changed = snapshot_sources(root, {})
    files = LastRead(sources[CONTENT], {}, changed)
    return read_everything(reader_for(root, config, Workers(1)), config, BuildOptions(today=TODAY), files, Reporting())


def counting(inputs: Inputs) -> float:
    """Processor seconds to compute all numbers for pictures, with the lists and the timeline that show them."""
    context = basis_of(inputs).context
    list(context.views)  # what lists show of articles is made in any case
    started = time.process_time()
    for kind in (*GROUP_KINDS, *indexes.KINDS, TIMELINE, YEARS_OF_TIMELINE):
        for page in (page_of(kind, id, context) for id in kind.ids(context)):
            page.values(page.names - {"articles"}, TrackedContext(context))
    return time.process_time() - started


def drawing(inputs: Inputs) -> float:
    """Processor seconds to render the pages that may hold pictures."""
    planned, templates = plan_everything(inputs), inputs.theme.templates
    context, environment = planned.basis.context, make_environment(templates)
    shown = [
        (page.template, page.values(planned.templates[page.template].names, TrackedContext(context)))
        for page in planned.pages
        if any(file.endswith("/pictures.html") for file in planned.templates[page.template].files)
    ]
    for name in {name for name, _ in shown}:
        environment.get_template(name)
    started = time.process_time()
    for name, values in shown:
        assert isinstance(render_page(environment, templates, name, values), bytes)
    return time.process_time() - started


@click.command()
@click.option("--count", default=1000, show_default=True, help="Articles in the archive.")
@click.option("--rounds", default=5, show_default=True, help="Builds with each of the two themes.")
def main(count: int, rounds: int) -> None:
    """Build alternately with and without pictures, and print the times."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        make_archive(root, count)
        times: dict[str, list[float]] = {"ink": [], "no-pictures": []}
        for _ in range(rounds):
            for theme, seconds in times.items():
                seconds.append(cold_build(root, theme))
        archives = {theme: read(root, theme) for theme in times}
        counted = median(counting(archives["ink"]) for _ in range(rounds))
        drawn = [drawing(archives["ink"]) - drawing(archives["no-pictures"]) for _ in range(rounds)]
    with_pictures, without = median(times["ink"]), median(times["no-pictures"])
    differences = [one - other for one, other in zip(times["ink"], times["no-pictures"], strict=True)]
    click.echo(f"{count} articles, cold, one process, processor seconds, median of {rounds}:")
    click.echo(f"  with pictures    {with_pictures:.2f}")
    click.echo(f"  without          {without:.2f}")
    click.echo(f"  difference       {median(differences):.2f} ({median(differences) / without:.1%})")
    click.echo("its parts, each timed separately:")
    click.echo(f"  counting         {counted:.3f}")
    click.echo(f"  drawing          {median(drawn):.3f}")


if __name__ == "__main__":
    main()
