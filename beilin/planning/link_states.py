"""Links to other hosts, as pages show them: dead ones, moved ones, and where a copy of the page is."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Set
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urlsplit
from zlib import crc32

from beilin.config import Config
from beilin.model import Record
from beilin.planning import addresses
from beilin.planning.includes import included_parts
from beilin.planning.link_views import ArchivedCopy, DeadLink, LinkState
from beilin.planning.view_fields import with_fields
from beilin.reading.link_data import LinkData
from beilin.reading.link_records import LinkRecord
from beilin.text.mentions import OutsideLink
from beilin.text.urls import to_uri


@dataclass(frozen=True, slots=True)
class LinkStates:
    """What is known of links to other hosts, by address without a fragment; nothing unless a setting asks for it."""

    states: Mapping[str, LinkState] = field(default_factory=dict)  # of dead links, and of those with a copy
    reported: Mapping[str, LinkRecord] = field(default_factory=dict)  # dead and moved ones
    checked: str = ""  # the day of the newest check
    is_reported: bool = False  # whether there is a page that lists them

    def __bool__(self) -> bool:
        """Whether any page depends on them."""
        return bool(self.states or self.is_reported)

    def of(self, url: str) -> LinkState | None:
        """The state of the link, which may have a fragment; None if nothing is known that pages show."""
        url = urldefrag(url)[0] if "#" in url else url
        return self.states.get(url) or (None if url.isascii() else self.states.get(to_uri(url)))


NO_LINK_STATES = LinkStates()


def link_states(data: LinkData, config: Config) -> LinkStates:
    """What pages show of the links."""
    own: dict[str, ArchivedCopy] = {}
    for capture in data.captures:  # of several, the newest is last
        address = f"/{capture.path}"
        own[capture.url] = ArchivedCopy(
            url=addresses.url(config.base_path, address),
            canonical=addresses.url(config.base_url, address),
            date=capture.captured[:10],
            size=capture.size,
        )
    records = {record.url: record for record in data.records}
    states = {}
    for url in {**own, **records}:
        record = records.get(url)
        saved = own.get(url if url.isascii() else to_uri(url))
        copies = [saved] if saved else []
        if record and record.archived_url:
            copies.append(ArchivedCopy(record.archived_url, record.archived_url, record.archived_on, 0))
        is_dead = record is not None and record.is_dead
        if is_dead or saved:
            states[url] = LinkState(url, is_dead, record.since if record and is_dead else "", tuple(copies))
    return LinkStates(
        states,
        {url: record for url, record in records.items() if record.is_dead or record.outcome == "moved"},
        max((record.checked for record in data.records), default=""),
        config.dead_links,
    )


def dead_links(record: Record, states: LinkStates) -> tuple[DeadLink, ...]:
    """The dead links of the body, each as the body has it."""
    if not states.states:
        return ()
    found = ((link.url, states.of(link.url)) for link in record.outside_links)
    date = (record.summary.date or "")[:10]
    return tuple(DeadLink(url, state.since, date, state.copies) for url, state in found if state and state.is_dead)


def outside_links(record: Record, parts: Mapping[str, Record]) -> dict[str, OutsideLink]:
    """The links to other hosts in the file's body and in the parts that it includes, the first of each address, by it.

    Those of parts have no place on the page.
    """
    links = {link.url: link for link in record.outside_links}
    for _, part in included_parts(record.references, parts):
        for link in part.outside_links:
            links.setdefault(link.url, with_fields(link, id="", paragraph=0, note=0))
    return links


def every_outside_link(record: Record, parts: Mapping[str, Record]) -> dict[str, OutsideLink]:
    """As `outside_links`, with the address of the article's source."""
    links = outside_links(record, parts)
    if (source := record.summary.source_url) and source not in links:
        links[source] = OutsideLink(source, "", _host(source), "", 0, 0)
    return links


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def outside_token(url: str) -> int:
    """What stands for the links to an address on another host among the requests of a page (see `packed`)."""
    return crc32(url.encode("utf-8", "surrogatepass"), 3)


def outside_tokens(record: Record, parts: Mapping[str, Record], states: LinkStates) -> Set[int]:
    """The tokens of the addresses to which the file links and that are reported."""
    urls = (urldefrag(url)[0] for url in every_outside_link(record, parts))
    return {outside_token(url) for url in urls if url in states.reported}


def reporting_files(
    paths: Collection[str], records: Mapping[str, Record], parts: Mapping[str, Record], states: LinkStates
) -> Iterator[tuple[str, list[OutsideLink]]]:
    """Those of the files that link to a reported address, each with these links."""
    for path in paths if states.reported else ():
        links = every_outside_link(records[path], parts).values()
        if found := [link for link in links if urldefrag(link.url)[0] in states.reported]:
            yield path, found
