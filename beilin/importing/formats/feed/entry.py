"""An entry of a feed, whatever the feed is written in."""

from __future__ import annotations

from dataclasses import dataclass, field

from beilin.importing.model import Finding


@dataclass(frozen=True, slots=True)
class Text:
    """A text of an entry."""

    value: str
    is_html: bool | None  # None if the feed does not say, or is often wrong about it
    base_url: str = ""
    name: str = ""  # of the element or field


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to an entry: the sound of a podcast, an image."""

    url: str
    media_type: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """What an entry states. What it does not state is "" or empty."""

    title: str = ""
    contents: tuple[Text, ...] = ()  # the full text, in one or several forms
    summary: Text | None = None
    link: str = ""
    published: str = ""  # as written
    updated: str = ""
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = ""
    source: str = ""  # the title of the feed, or of the one in which the entry was first
    image: str = ""
    attachments: tuple[Attachment, ...] = ()
    others: tuple[Text, ...] = ()  # texts for which there is no other place
    doubts: tuple[Finding, ...] = field(default=())
    encoding: str = "utf-8"
