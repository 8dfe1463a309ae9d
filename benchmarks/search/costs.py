"""An archive is built without the search, with it, and with Pagefind: what that costs."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpus import Article
from benchmarks.rounds import Site
from benchmarks.search import pagefind
from benchmarks.search.builds import EDITS, INDEX, files_in, first_builds, measure_edit, median_of, sum_of
from benchmarks.search.draw import Text, text_of
from benchmarks.search.tables import Built, added_table, index_table

MAX_ARTICLES_FOR_ROUNDS = 2000  # with more, Pagefind takes minutes and many gigabytes, and indexes once

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Archive:
    """A built archive."""

    site: Path
    texts: list[Text]  # in the order of the index
    numbers: dict[str, int]  # of the articles by their address
    pagefind: Path | None  # the same pages with Pagefind's index
    label: str  # of Pagefind, with its version


def build_archive(
    plain: Site, searched: Site, home: Path | None, articles: Sequence[Article], rounds: int, say: Say
) -> tuple[Archive, list[str]]:
    """The archive, and tables of the costs. `home` is where Pagefind is installed, None to leave it out."""
    without, with_search = first_builds((plain, searched), rounds, say)
    index = sum_of(files_in(searched.output / INDEX))
    texts = {f"/articles/{article.name}/": text_of(article) for article in articles}
    size = sum(len("".join((text.title, *text.blocks)).encode()) for text in texts.values())
    built = [Built("Beilin", with_search.cpu - without.cpu, with_search.memory or 0, index)]
    plain_memory = f"{(without.memory or 0) / 1e6:,.0f} MB"
    notes = [
        f"The text has {size / 1e6:.1f} MB. Beilin's processor time is the difference between a build with the search "
        f"and one without; its memory is that of the whole build, which takes {plain_memory} without the search."
    ]
    folder, label = None, ""
    if home:
        label, folder = f"Pagefind {pagefind.version(home)}", searched.project.with_name("pagefind")
        say(label)
        own, note = _with_pagefind(home, searched, folder, label, articles, rounds)
        built.append(own)
        notes += note
    edits = {}
    for case in EDITS:
        say(case)
        edits[case] = measure_edit(case, (plain, searched), articles, rounds)
    addresses = addresses_of(searched.output / INDEX)
    archive = Archive(
        searched.output, [texts[one] for one in addresses], {one: number for number, one in enumerate(addresses)},
        folder, label,
    )  # fmt: skip
    tables = ["### The index", index_table(built, size), *notes]
    return archive, [*tables, "### What it adds to builds", added_table((without, with_search, index), edits)]


def _with_pagefind(
    home: Path, searched: Site, folder: Path, label: str, articles: Sequence[Article], rounds: int
) -> tuple[Built, list[str]]:
    """Pagefind's index of the built site, made in a folder of its own, and what can be said of its changes."""
    is_small = len(articles) <= MAX_ARTICLES_FOR_ROUNDS
    pagefind.copy_pages(searched.output, folder)
    measured = median_of([pagefind.index_pages(home, folder) for _ in range(rounds if is_small else 1)])
    files = files_in(folder / pagefind.BUNDLE, pagefind.SUFFIXES)
    built = Built(label, measured.cpu, measured.largest, sum_of(files))
    if not is_small:
        return built, []
    changed = pagefind.changed_by_sentence(home, folder, articles[len(articles) // 2].name)
    return built, [f"One sentence more in one article changes {changed:,} of the {len(files):,} files of {label}."]


def addresses_of(index: Path) -> list[str]:
    """The addresses of the articles, in the order of the index."""
    blocks = sorted((index / "c").iterdir(), key=lambda block: int(block.stem))
    return [card[0] for block in blocks for card in json.loads(block.read_bytes())]
