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

from beilin.building.build import BuildOptions, Reporting
from beilin.building.inputs import Inputs, plan_everything
from beilin.building.stages import read_inputs
from beilin.config import read_config
from beilin.parallel.executor import Workers
from beilin.planning.archive import gather
from beilin.planning.article_views import ArticleViews
from beilin.planning.index_pages import index_pages
from beilin.planning.survey import Survey
from beilin.planning.timeline_pages import timeline_pages
from beilin.publishing.state import State
from beilin.rendering.environment import make_environment
from beilin.rendering.render import render_page
from benchmarks.corpus import make_corpus
from benchmarks.measure import measure

ROOT = Path(__file__).parent.parent
TODAY = "2026-01-01"
SETTINGS = "title: 碑林\nbase_url: https://example.org/\ntheme: {theme}\n"


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
    """The inputs of a build with the theme."""
    (root / "site.yaml").write_text(SETTINGS.format(theme=theme), "utf-8")
    config, _ = read_config(root)
    assert config
    workers = Workers(1)
    return read_inputs(root, config, BuildOptions(today=TODAY), State(), root / "bodies", workers, Reporting())


def counting(inputs: Inputs) -> float:
    """Processor seconds for all counts in pictures, and for the lists and the timeline that use them."""
    articles, pages = inputs.content.records("content/articles/"), inputs.content.records("content/pages/")
    archive, _ = gather(articles, pages, inputs.authority[0], today=TODAY, drafts=False)
    views = ArticleViews(archive, inputs.config)
    list(views)  # these views are needed even without pictures
    started = time.process_time()
    survey = Survey(archive, inputs.scene)
    for group in (*archive.tags, *archive.authors, *archive.sources):
        survey.chart(group.members)
        survey.nearest_tags(group.members)
    list(index_pages(survey))
    list(timeline_pages(survey, views, None))
    return time.process_time() - started


def drawing(inputs: Inputs) -> float:
    """Processor seconds for rendering the pages that may contain pictures."""
    assert inputs.theme
    templates = inputs.theme.templates
    planned = plan_everything(inputs)
    environment = make_environment(templates)
    rendered = [
        (page.template, page.values(planned.facts[page.template].names))
        for page in planned.pages
        if any(part.endswith("/pictures.html") for part in planned.facts[page.template].parts)
    ]
    for name in {name for name, _ in rendered}:
        environment.get_template(name)
    started = time.process_time()
    for name, values in rendered:
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
