"""Alternating builds: in each round, every tool builds all four cases."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.checks import IncompleteError, Pages, article_page, check_site, count_pages
from benchmarks.corpus import Article
from benchmarks.measure import Measure, measure
from benchmarks.plain import text_of_page
from benchmarks.tools.tool import Tool, environment

CASES = ("cold", "nothing changed", "one body edited", "one title edited")
_TITLE = re.compile(r"(?im)^title: *")


@dataclass(frozen=True, slots=True)
class Site:
    """A tool's project that contains the corpus."""

    tool: Tool
    home: Path  # where the tool is installed
    project: Path

    @property
    def output(self) -> Path:
        """The tool's output folder."""
        return self.project / self.tool.output


def run_rounds(
    sites: Sequence[Site], articles: Sequence[Article], rounds: int, say: Callable[[str], None]
) -> tuple[Mapping[str, Mapping[str, list[Measure]]], Mapping[str, Pages]]:
    """(the measurements by tool and case, the pages by tool).

    After the timed rounds, one more round measures the memory instead.
    """
    measures: dict[str, dict[str, list[Measure]]] = {site.tool.name: {case: [] for case in CASES} for site in sites}
    pages: dict[str, Pages] = {}
    for number in range(1, rounds + 2):
        with_memory = number > rounds
        for site in sites:
            say(f"{'memory' if with_memory else f'round {number}'}: {site.tool.label}")
            results = run_round(site, articles, str(number), with_memory=with_memory, check=number == 1)
            for case, result in zip(CASES, results, strict=True):
                measures[site.tool.name][case].append(result)
            pages[site.tool.name] = count_pages(site.output)
    return measures, pages


def run_round(
    site: Site, articles: Sequence[Article], mark: str, *, with_memory: bool = False, check: bool = False
) -> list[Measure]:
    """A measurement of each case. The corpus is restored at the end. Raises IncompleteError, CommandFailedError."""
    article = sorted(articles, key=lambda one: (one.date, one.name))[len(articles) // 2]
    source = site.tool.source(site.project, article.name)
    original = source.read_bytes()
    command = site.tool.build(site.home, site.project)

    def build() -> Measure:
        os.sync()  # so that the files of one tool are not flushed to disk during the next measurement
        return measure(command, site.project, environment(), with_memory=with_memory)

    site.tool.clear(site.project)
    measures = [build()]
    if check:
        check_site(site.output, articles)
    measures.append(build())
    try:
        edited = original.decode() + f"\n存檔第{mark}次。\n"
        source.write_bytes(edited.encode())
        measures.append(build())
        _expect(article_page(site.output, article), f"存檔第{mark}次。")
        source.write_bytes(_TITLE.sub(rf"\g<0>改題第{mark}次 ", edited, count=1).encode())
        measures.append(build())
        _expect(article_page(site.output, article), f"改題第{mark}次")
        _expect_in_any([site.output / "index.html", *site.output.glob("page/*/index.html")], f"改題第{mark}次")
    finally:
        source.write_bytes(original)
    return measures


def _expect(page: Path, text: str) -> None:
    if text not in text_of_page(page.read_text("utf-8")):
        raise IncompleteError(f"{page.parent.name}/ does not show the edit {text}")


def _expect_in_any(pages: Sequence[Path], text: str) -> None:
    if not any(text in text_of_page(page.read_text("utf-8")) for page in pages):
        raise IncompleteError(f"no home page shows the edit {text}")
