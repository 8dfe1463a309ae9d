"""An archive is built without the search, with it, and with Pagefind: what that costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.corpus import Article
from benchmarks.rounds import Site
from benchmarks.search import pagefind
from benchmarks.search.builds import EDITS, INDEX, files_in, first_builds, measure_edit, median_of, sum_of
from benchmarks.search.draw import text_of
from benchmarks.search.tables import Built, added_table, index_table

MAX_ARTICLES_FOR_ROUNDS = 2000  # with more, Pagefind takes minutes and many gigabytes, and indexes once

Say = Callable[[str], None]


def costs(
    plain: Site, searched: Site, peer: pagefind.Peer | None, articles: Sequence[Article], rounds: int, say: Say
) -> str:
    """The tables of what the index and its edits cost; leaves both sites built and Pagefind's index beside them."""
    without, with_search = first_builds((plain, searched), rounds, say)
    index = sum_of(files_in(searched.output / INDEX))
    size = sum(len(text_of(article).joined().encode()) for article in articles)
    built = [Built("Beilin", with_search.cpu - without.cpu, with_search.memory or 0, index)]
    plain_memory = f"{(without.memory or 0) / 1e6:,.0f} MB"
    notes = [
        f"The text has {size / 1e6:.1f} MB. Beilin's processor time is the difference between a build with the search "
        f"and one without; its memory is that of the whole build, which takes {plain_memory} without the search."
    ]
    if peer:
        say(peer.label)
        own, note = _with_pagefind(peer, searched, articles, rounds)
        built.append(own)
        notes += note
    edits = {}
    for case in EDITS if rounds else ():
        say(case)
        edits[case] = measure_edit(case, (plain, searched), articles, rounds)
    added = added_table((without, with_search, index), edits)
    return "\n\n".join(["### The index", index_table(built, size), *notes, "### What it adds to builds", added])


def _with_pagefind(
    peer: pagefind.Peer, searched: Site, articles: Sequence[Article], rounds: int
) -> tuple[Built, list[str]]:
    """Pagefind's index of the built site, and what can be said of its changes."""
    is_small = len(articles) <= MAX_ARTICLES_FOR_ROUNDS
    pagefind.copy_pages(searched.output, peer)
    measured = median_of([pagefind.index_pages(peer) for _ in range(rounds if is_small else 1)])
    files = files_in(peer.folder / pagefind.BUNDLE, pagefind.SUFFIXES)
    built = Built(peer.label, measured.cpu, measured.largest, sum_of(files))
    if not is_small:
        return built, []
    changed = pagefind.changed_by_sentence(peer, articles[len(articles) // 2].name)
    return built, [f"One sentence more in one article changes {changed:,} of the {len(files):,} files of {peer.label}."]
