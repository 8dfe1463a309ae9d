"""What templates see of links to other hosts."""

from __future__ import annotations

from msgspec import Struct


class ArchivedCopy(Struct, frozen=True):
    """A copy of a page of another site."""

    url: str  # of an own snapshot from the host's root; of a page in a web archive whole
    canonical: str  # whole
    date: str  # the day on which it was made
    size: int  # of an own snapshot, a WARC file to be downloaded, in bytes; 0 for a page in a web archive


class LinkState(Struct, frozen=True):
    """What is known of an address on another host."""

    url: str  # without a fragment
    is_dead: bool
    since: str  # the day since which it has been dead; "" if it is not
    copies: tuple[ArchivedCopy, ...]


class DeadLink(Struct, frozen=True):
    """A link in a body whose page is gone."""

    url: str  # as the body has it
    since: str  # the day since which it has been dead
    linked: str  # the day of the article; "" if it has none
    copies: tuple[ArchivedCopy, ...]


class ReportedLink(Struct, frozen=True):
    """A link in the report of dead and moved links."""

    url: str  # as the article has it
    text: str  # its words; "" if these are only its address
    domain: str  # its host, without `www.`
    place: str  # the URL of where the article has it
    is_dead: bool  # if not, the page has moved
    status: str  # with which its host answers, such as 404; "" if it does not answer
    since: str  # the day since which it has been dead; "" if it has moved
    new_url: str  # where the page has moved; "" if it is dead
    copies: tuple[ArchivedCopy, ...]


class LinksOfFile(Struct, frozen=True):
    """The dead and moved links of an article or page."""

    title: str
    url: str
    language: str  # of the title and the words of the links
    links: tuple[ReportedLink, ...]


class LinkReport(Struct, frozen=True):
    """`report`: every dead or moved link, by article."""

    checked: str  # the day of the newest check; "" if there was none
    dead: int  # addresses
    moved: int
    files: tuple[LinksOfFile, ...]
