"""What an index costs: a first build with and without the search, Pagefind over the same pages, and edits."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from benchmarks.corpus import Article
from benchmarks.measure import Measure, measure
from benchmarks.rounds import Site
from benchmarks.tools.beilin import BEILIN_INK_WITHOUT_SEARCH, ink_with
from benchmarks.tools.tool import environment

INDEX = "search"  # the folder in the site
EDITS = ("one body edited", "one title edited", "a new article", "a new article with an old date")
SENTENCE = "這一次存檔只多了一句話。"
_TITLE = re.compile(r"(?m)^title: ")

SEARCHED = ink_with("search: true", "beilin-search", "Beilin, ink with search")
UNSEARCHED = BEILIN_INK_WITHOUT_SEARCH


Found = Mapping[Path, os.stat_result]  # files, and what the system knows of them


@dataclass(frozen=True, slots=True)
class Files:
    """Some files."""

    count: int
    size: int  # bytes of all
    largest: int  # bytes


@dataclass(frozen=True, slots=True)
class Edit:
    """What the search adds to the build after an edit."""

    without: Measure
    searched: Measure
    changed: Files  # of the index
    removed: int


def files_in(folder: Path, suffixes: str | tuple[str, ...] = "") -> Found:
    """Every file below the folder whose name ends so, with what the system knows of it."""
    return {path: path.stat() for path in folder.rglob("*") if path.name.endswith(suffixes) and path.is_file()}


def sum_of(files: Found) -> Files:
    """The number and the sizes of the files."""
    sizes = [status.st_size for status in files.values()]
    return Files(len(sizes), sum(sizes), max(sizes, default=0))


def median_of(measures: Sequence[Measure]) -> Measure:
    """The medians of the times, and the greatest memory."""
    timed = [one for one in measures if one.memory is None] or measures
    memory = [one.memory for one in measures if one.memory is not None]
    return Measure(
        median(one.wall for one in timed), median(one.cpu for one in timed), max(memory, default=None),
        max(one.largest for one in measures),
    )  # fmt: skip


def build(site: Site, *, with_memory: bool = False) -> Measure:
    """Build the site."""
    os.sync()
    return measure(site.tool.build(site.home, site.project), site.project, environment(), with_memory=with_memory)


def first_builds(sites: Sequence[Site], rounds: int, say: Callable[[str], None]) -> list[Measure]:
    """The medians of builds from nothing, made alternately, with the memory of one more round.

    Without rounds, the times are those of that one.
    """
    measures: list[list[Measure]] = [[] for _ in sites]
    for number in range(rounds + 1):
        for site, own in zip(sites, measures, strict=True):
            say(f"{'memory' if number == rounds else f'round {number + 1}'}: {site.tool.name}")
            site.tool.clear(site.project)
            own.append(build(site, with_memory=number == rounds))
    return [median_of(own) for own in measures]


def edit_of(case: str, site: Site, articles: Sequence[Article]) -> tuple[Path, str]:
    """(the file, its new text) of an edit."""
    by_date = sorted(articles, key=lambda one: (one.date, one.name))
    middle = by_date[len(by_date) // 2]
    if case.startswith("one"):
        source = site.tool.source(site.project, middle.name)
        text = source.read_text("utf-8")
        return source, f"{text}\n{SENTENCE}\n" if case == EDITS[0] else _TITLE.sub("title: 改題", text, count=1)
    date = by_date[0].date if case == EDITS[3] else by_date[-1].date
    added = replace(middle, name="zz-new", date=date)  # of those with the same date, the last
    return site.tool.source(site.project, added.name), site.tool.write(added)


def measure_edit(case: str, sites: tuple[Site, Site], articles: Sequence[Article], rounds: int) -> Edit:
    """The builds after an edit, alternately without and with the search; the archive is restored after each."""
    measures: tuple[list[Measure], list[Measure]] = ([], [])
    for _ in range(rounds):
        for site, own in zip(sites, measures, strict=True):
            source, text = edit_of(case, site, articles)
            before = source.read_bytes() if source.exists() else None
            index = files_in(site.output / INDEX)
            source.write_text(text, "utf-8")
            own.append(build(site))
            after = files_in(site.output / INDEX)
            if before is None:
                source.unlink()
            else:
                source.write_bytes(before)
            build(site)
    without, searched = map(median_of, measures)
    return Edit(without, searched, sum_of(written(index, after)), len(index.keys() - after.keys()))


def written(before: Found, after: Found) -> Found:
    """The files that are new, or were replaced or written to."""
    return {
        path: status
        for path, status in after.items()
        if path not in before or _written(status) != _written(before[path])
    }


def _written(status: os.stat_result) -> tuple[int, int]:
    return status.st_ino, status.st_mtime_ns
