"""A built archive is asked: what is found, what is transferred for it, and how long a reader waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.corpus import Article
from benchmarks.prose import Writer
from benchmarks.search.browser import (
    chromium,
    first_title,
    first_title_of_pagefind,
    new_page,
    pagefind_asked,
    transfer,
    transfer_of_pagefind,
)
from benchmarks.search.builds import INDEX
from benchmarks.search.costs import Say
from benchmarks.search.draw import LENGTHS, Piece, Text, draw_piece, draw_query, draw_word, text_of
from benchmarks.search.host import Host, hosting
from benchmarks.search.pagefind import Peer, addresses
from benchmarks.search.recall import (
    MAX_PROVED,
    Oracle,
    PublishedIndex,
    Quality,
    open_index,
    quality_of,
    quality_of_index,
)
from benchmarks.search.tables import latency_table, quality_table, transfer_table
from benchmarks.search.values import NETWORKS, Network

# Pagefind is asked fewer: each question takes it a good part of a second.
PIECES_OF_PAGEFIND, QUERIES_OF_PAGEFIND = 200, 200
QUERIES_TIMED = 20


@dataclass(frozen=True, slots=True)
class Hosted:
    """A built archive that is hosted, and a browser."""

    texts: Sequence[Text]  # in the order of the index
    published: PublishedIndex
    browser: Browser
    host: Host
    peer: Peer | None  # Pagefind with the same articles
    peer_host: Host | None

    @property
    def label(self) -> str:
        """Pagefind with its version."""
        return self.peer.label if self.peer else ""


@contextmanager
def hosted(site: Path, peer: Peer | None, articles: Sequence[Article]) -> Iterator[Hosted]:
    """Host the archive that was built, and start the browser."""
    texts = {f"/articles/{article.name}/": text_of(article) for article in articles}
    published = open_index(site / INDEX)
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        host = stack.enter_context(hosting(site))
        peer_host = stack.enter_context(hosting(peer.folder)) if peer else None
        yield Hosted([texts[one] for one in published.addresses], published, browser, host, peer, peer_host)


def what_is_found(archive: Hosted, count: int, seed: int, say: Say) -> str:
    """The table of recall and precision, of that many pieces of each length and as many words."""
    writer, oracle, texts = Writer(f"pieces {seed}"), Oracle(archive.texts), archive.texts
    pieces = {
        f"{length} character{'s' if length > 1 else ''}": [draw_piece(texts, length, writer) for _ in range(count)]
        for length in LENGTHS
    }
    pieces["words"] = [draw_word(texts, writer) for _ in range(count)]
    own = {}
    for name, drawn in pieces.items():
        say(f"finding {name}")
        own[name] = quality_of_index(drawn, archive.published, texts, oracle)
    other = _found_by_pagefind(archive, pieces, oracle, say)
    note = (
        f"Of {count:,} random pieces each, of which those of more than three characters were proved for {MAX_PROVED}. "
        "Twins: the piece in Simplified characters, the word in full-width letters of the other case."
    )
    if other:
        note += f" {archive.label}: {min(count, PIECES_OF_PAGEFIND)} pieces each."
    return "\n\n".join(["### What is found", quality_table(own, other, archive.label), note])


def _found_by_pagefind(
    archive: Hosted, pieces: dict[str, list[Piece]], oracle: Oracle, say: Say
) -> dict[str, tuple[Quality, Quality]]:
    """As typed, and in quotation marks."""
    if not archive.peer or not archive.peer_host:
        return {}
    numbers = {address: number for number, address in enumerate(archive.published.addresses)}
    found_by_id = {id: numbers[address] for id, address in addresses(archive.peer).items()}
    found = {}
    with pagefind_asked(archive.browser, archive.peer_host) as ask:
        for name, drawn in pieces.items():
            say(f"finding {name}: {archive.label}")
            asked: Sequence[Callable[[str], list[int]]] = (
                lambda typed: [found_by_id[id] for id in ask(typed)],
                lambda typed: [found_by_id[id] for id in ask(f'"{typed}"')],
            )
            first, second = (quality_of(drawn[:PIECES_OF_PAGEFIND], search, oracle) for search in asked)
            found[name] = (first, second)
    return found


def drawn_queries(archive: Hosted, count: int, seed: int) -> list[str]:
    """That many queries; of more, the first are the same."""
    writer = Writer(f"queries {seed}")
    return [draw_query(archive.texts, writer) for _ in range(count)]


def what_is_transferred(archive: Hosted, queries: Sequence[str], say: Say) -> str:
    """The table of what the queries transfer."""
    say(f"asking {len(queries)} queries")
    with new_page(archive.browser) as page:
        of_all = {query: transfer(page, archive.host, query) for query in queries}
    of_one_part = [sent for query, sent in of_all.items() if " " not in query]
    transfers = {"Beilin": list(of_all.values()), "Beilin, a run or a word alone": of_one_part}
    note = f"{len(queries):,} queries"
    if archive.peer_host:
        own = queries[:QUERIES_OF_PAGEFIND]
        say(f"asking {len(own)} queries: {archive.label}")
        with new_page(archive.browser) as page:
            transfers[archive.label] = [transfer_of_pagefind(page, archive.peer_host, query) for query in own]
        note += f"; {archive.label}: {len(own)}"
    return "\n\n".join(["### What a query transfers", transfer_table(transfers), f"{note}."])


def how_long_one_waits(archive: Hosted, queries: Sequence[str], say: Say) -> str:
    """The table of times until the first title."""
    searches = [("Beilin", archive.host, first_title)]
    if archive.peer_host:
        searches.append((archive.label, archive.peer_host, first_title_of_pagefind))
    times: dict[str, dict[Network, list[float]]] = {label: {} for label, _, _ in searches}
    for network in NETWORKS:
        for label, host, ask in searches:
            say(f"waiting for titles, {network.label}: {label}")
            times[label][network] = [ask(archive.browser, host, query, network) for query in queries]
    return "\n\n".join(["### How long a reader waits", latency_table(times), f"{len(queries)} queries."])
