"""Building an archive with a theme as people have it, and checking that the output has what all have."""

from __future__ import annotations

import html
import os
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.checks import SAMPLE, IncompleteError, article_page, check_feed, missing_of_article, read_output
from benchmarks.corpus import Article
from benchmarks.measure import Measure, measure
from benchmarks.plain import squeeze, text_of_page, texts_of_markdown
from benchmarks.rounds import Site
from benchmarks.search.builds import files_in, sum_of
from benchmarks.tools.themed import Themed
from benchmarks.tools.tool import environment

MAX_SECONDS = 900  # of one build
_IN_ADDRESS = re.compile(r"(?<=/)[\w.%-]+(?=/)")


@dataclass(frozen=True, slots=True)
class Built:
    """What was measured of one generator with its theme."""

    cold: Sequence[Measure]
    edited: Sequence[Measure]
    memory: int  # bytes, of all processes
    pages: int
    files: int
    size: int  # bytes of all files


def build_site(
    themed: Themed, site: Site, articles: Sequence[Article], rounds: int, say: Callable[[str], None]
) -> Built:
    """Measure first builds, and one edit after each. The memory of several processes is measured in a build of its own.

    Raises IncompleteError, and CommandFailedError also if a build takes longer than MAX_SECONDS.
    """
    article = sorted(articles, key=lambda one: (one.date, one.name))[len(articles) // 2]
    source = site.tool.source(site.project, article.name)
    original = source.read_bytes()
    command = ["timeout", str(MAX_SECONDS), *site.tool.build(site.home, site.project)]

    def build(*, with_memory: bool = False) -> Measure:
        os.sync()  # so that the files of one tool are not flushed to disk during the next measurement
        return measure(command, site.project, environment(), with_memory=with_memory)

    cold, edited = [], []
    for number in range(1, rounds + 1):
        say(f"round {number}: {site.tool.label}")
        site.tool.clear(site.project)
        cold.append(build())
        if number == 1:
            check(themed, site.output, articles)
            files = files_in(site.output)
            total, pages = sum_of(files), sum(path.suffix == ".html" for path in files)
        try:
            source.write_bytes(original + f"\n存檔第{number}次。\n".encode())
            edited.append(build())
            if f"存檔第{number}次。" not in text_of_page(read_output(article_page(site.output, article))):
                raise IncompleteError(f"{article.name}/ does not show the edit")
        finally:
            source.write_bytes(original)
    memory = max(one.largest for one in cold)
    if not themed.is_one_process:
        say(f"memory: {site.tool.label}")
        site.tool.clear(site.project)
        memory = build(with_memory=True).memory or 0
    return Built(cold, edited, memory, pages, total.count, total.size)


def check(themed: Themed, output: Path, articles: Sequence[Article]) -> None:
    """Every article has a page and is in the archives, a sample is complete. Raises IncompleteError."""
    linked = {name for path in output.glob(themed.archives) for name in _IN_ADDRESS.findall(path.read_text("utf-8"))}
    for article in articles:
        if not article_page(output, article).is_file():
            raise IncompleteError(f"{article.name} has no page")
        if article.name not in linked:
            raise IncompleteError(f"{article.name} is not in the archives")
    sample = articles[:: max(1, len(articles) // SAMPLE)]
    for article in sample:
        if missing := [*missing_of_article(read_output(article_page(output, article)), article)]:
            raise IncompleteError(f"{article.name}: missing: {'; '.join(missing[:5])}")
    check_feed(read_output(output / themed.feed), articles)
    if themed.search:
        found = read_output(output / themed.search)
        if themed.search.endswith("meta.json"):
            texts = [f'"articles":{len(articles)},']
        else:
            found = squeeze(html.unescape(found))
            texts = [next(texts_of_markdown(article.body)) for article in sample]
        if any(text not in found for text in texts):
            raise IncompleteError(f"{themed.search} lacks the text of an article")
