"""An entry of a feed → the name of its file, and what identifies it among all entries."""

from __future__ import annotations

from urllib.parse import urljoin

from beilin.importing.formats.addresses import is_unique_id, page_name

KIND = "feed"
ID_ELEMENTS = ("guid", "id", "atom:id", "dc:identifier")


def name_of(slug: str, title: str, link: str, number: int) -> str:
    """A name for the article's file: its slug, its title, or the last part of its address."""
    return slug or " ".join(title.split()) or page_name(link) or f"entry-{number}"


def identity_of(written_id: str, link: str, feed: str) -> str:
    """What identifies the entry in the world: its id if that is an address, else the id with the feed before it."""
    written_id = " ".join(written_id.split())
    if is_unique_id(written_id):
        return written_id
    if written_id and feed:
        return f"{feed} {written_id}"
    return link


def whole_address(written: str, base: str) -> str:
    """The address against the base; as it is written if one of them is not valid."""
    try:
        return urljoin(base, written)
    except ValueError:
        return written
