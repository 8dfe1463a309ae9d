"""Cards: what a result of a search shows of an article before its page is fetched, eight articles a file."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

# Characters, a line on a telephone: a passage of the article soon replaces it. With 80, and with tags, the ten blocks
# of a query would take 20 KB compressed instead of 13.
MAX_SUMMARY = 40
_encode = msgspec.json.Encoder().encode


class CardValues(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """The card of an article."""

    address: str  # from the site's root
    title: str
    date: str | None  # ISO 8601
    source: str  # "" for none
    authors: tuple[str, ...]
    summary: str
    language: str  # BCP 47; "" if it is the site's


def card_file(cards: Iterable[CardValues]) -> bytes:
    """The file of a block of cards: JSON, an array for each article."""
    return _encode([msgspec.structs.replace(card, summary=_shortened(card.summary)) for card in cards])


def _shortened(summary: str) -> str:
    return summary if len(summary) <= MAX_SUMMARY else summary[: MAX_SUMMARY - 1] + "…"
