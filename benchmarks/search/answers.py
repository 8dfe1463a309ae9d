"""A built archive is asked: what is found, what is transferred for it, and how long a reader waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from playwright.sync_api import Browser

from benchmarks.prose import Writer
from benchmarks.search import pagefind
from benchmarks.search.browser import (
    first_title,
    first_title_of_pagefind,
    pagefind_asked,
    transfer,
    transfer_of_pagefind,
)
from benchmarks.search.builds import INDEX
from benchmarks.search.costs import Archive, Say
from benchmarks.search.draw import LENGTHS, Piece, draw_piece, draw_query, draw_word
from benchmarks.search.host import Host
from benchmarks.search.recall import MAX_PROVED, Oracle, Quality, open_index, quality_of, quality_of_index
from benchmarks.search.tables import latency_table, quality_table, transfer_table
from benchmarks.search.values import NETWORKS

# Pagefind is asked fewer: each question takes it a good part of a second.
PIECES_OF_PAGEFIND, QUERIES_OF_PAGEFIND = 200, 200
QUERIES_TIMED = 20


def what_is_found(archive: Archive, count: int, seed: int, hosts: tuple[Browser, Host | None], say: Say) -> list[str]:
    """The tables of recall and precision, of that many pieces of each length and as many words."""
    writer, oracle, texts = Writer(f"pieces {seed}"), Oracle(archive.texts), archive.texts
    pieces = {
        f"{length} character{'s' if length > 1 else ''}": [draw_piece(texts, length, writer) for _ in range(count)]
        for length in LENGTHS
    }
    pieces["words"] = [draw_word(texts, writer) for _ in range(count)]
    published = open_index(archive.site / INDEX)
    own = {}
    for name, drawn in pieces.items():
        say(f"finding {name}")
        own[name] = quality_of_index(drawn, published, texts, oracle)
    other = _found_by_pagefind(archive, pieces, oracle, hosts, say)
    notes = [
        f"Of {count:,} random pieces each, of which those of more than three characters were proved for {MAX_PROVED}. "
        "Twins: the piece in Simplified characters, the word in full-width letters of the other case."
    ]
    if other:
        notes[0] += f" {archive.label}: {min(count, PIECES_OF_PAGEFIND)} pieces each."
    return ["### What is found", quality_table(own, other, archive.label), *notes]


def _found_by_pagefind(
    archive: Archive, pieces: dict[str, list[Piece]], oracle: Oracle, hosts: tuple[Browser, Host | None], say: Say
) -> dict[str, tuple[Quality, Quality]]:
    """As typed, and in quotation marks."""
    browser, host = hosts
    if not host or not archive.pagefind:
        return {}
    numbers = {id: archive.numbers[address] for id, address in pagefind.addresses(archive.pagefind).items()}
    found = {}
    with pagefind_asked(browser, host) as ask:
        for name, drawn in pieces.items():
            say(f"finding {name}: {archive.label}")
            asked: Sequence[Callable[[str], list[int]]] = (
                lambda typed: [numbers[id] for id in ask(typed)],
                lambda typed: [numbers[id] for id in ask(f'"{typed}"')],
            )
            first, second = (quality_of(drawn[:PIECES_OF_PAGEFIND], search, oracle) for search in asked)
            found[name] = (first, second)
    return found


def what_is_transferred(
    archive: Archive, count: int, seed: int, hosts: tuple[Browser, Host, Host | None], say: Say
) -> list[str]:
    """The tables of transfers and of waiting, for that many drawn queries."""
    browser, host, host_of_pagefind = hosts
    writer = Writer(f"queries {seed}")
    queries = [draw_query(archive.texts, writer) for _ in range(count)]
    say(f"asking {count} queries")
    transfers = {"Beilin": [transfer(browser, host, query) for query in queries]}
    say("waiting for titles")
    timed = queries[:QUERIES_TIMED]
    times = {
        "Beilin": {network: [first_title(browser, host, query, network) for query in timed] for network in NETWORKS}
    }
    if host_of_pagefind:
        say(f"asking queries: {archive.label}")
        own = queries[:QUERIES_OF_PAGEFIND]
        transfers[archive.label] = [transfer_of_pagefind(browser, host_of_pagefind, query) for query in own]
        times[archive.label] = {
            network: [first_title_of_pagefind(browser, host_of_pagefind, query, network) for query in timed]
            for network in NETWORKS
        }
    return [
        "### What a query transfers",
        transfer_table(transfers),
        "### How long a reader waits",
        latency_table(times),
    ]
