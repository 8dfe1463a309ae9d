"""What the whole export says that its posts refer to: authors, files of the media library, reusable blocks."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

from beilin.importing.formats.exports.decoding import declared_encoding, decode_item
from beilin.importing.formats.exports.elements import Element, read_element
from beilin.importing.formats.exports.splitting import SplitElement, split_elements
from beilin.importing.formats.wxr.shortcodes.call import Attachment
from beilin.problems.problem import Problem

_HEAD = ("title", "link", "wp:base_blog_url", "wp:author")
_NAMES = ("item", "image", *_HEAD)
_REFERRED = (b"attachment", b"wp_block")
MAX_ATTACHMENTS = 200_000
_MAX_REUSABLE = 4_000_000  # characters of all reusable blocks


@dataclass(slots=True)
class Site:
    """The blog that was exported."""

    title: str = ""
    address: str = ""
    encoding: str = ""  # as the file declares it
    authors: dict[str, str] = field(default_factory=dict)  # display names by login
    attachments: dict[str, bytes] = field(default_factory=dict)  # JSON of `Attachment` by id: a third of the memory
    children: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # ids of attachments by post
    reusable: dict[str, str] = field(default_factory=dict)  # content of reusable blocks by id

    def attachment(self, id: str) -> Attachment | None:
        """The attachment with the id."""
        return Attachment(*json.loads(self.attachments[id])) if id in self.attachments else None


def survey_site(path: Path, encoding: str) -> Site:
    """Read the whole file once, before its posts: attachments often follow the posts that show them."""
    site = Site()
    with path.open("rb") as stream:
        site.encoding = declared_encoding(stream.read(1000))
        stream.seek(0)
        for split in split_elements(stream, _NAMES):
            if split.name == "item" and any(type_of_post in split.data for type_of_post in _REFERRED):
                _add_item(site, split, encoding)
            elif split.name in _HEAD:
                _add_head(site, split, encoding)
    return site


def element_of(split: SplitElement, site: Site, encoding: str) -> Element | Problem:
    """The element, decoded and read."""
    decoded = decode_item("", split.data, encoding, site.encoding)
    return decoded if isinstance(decoded, Problem) else read_element(decoded[0])


def _add_head(site: Site, split: SplitElement, encoding: str) -> None:
    element = element_of(split, site, encoding)
    if isinstance(element, Problem):
        return
    if split.name == "wp:author":
        login = element.text_of("wp:author_login")
        names = (element.text_of("wp:author_first_name"), element.text_of("wp:author_last_name"))
        name = element.text_of("wp:author_display_name") or " ".join(filter(None, names)) or login
        site.authors.setdefault(login, unescape(name))
    elif split.name == "title":
        site.title = site.title or unescape(element.text)
    elif split.name == "wp:base_blog_url" or not site.address:
        site.address = element.text


def _add_item(site: Site, split: SplitElement, encoding: str) -> None:
    element = element_of(split, site, encoding)
    if isinstance(element, Problem):
        return
    id = element.text_of("wp:post_id")
    match element.text_of("wp:post_type"):
        case "attachment" if len(site.attachments) < MAX_ATTACHMENTS:
            url = element.text_of("wp:attachment_url", "guid")
            alt = meta_value(element, "_wp_attachment_image_alt")
            attachment = [url, alt, element.text_of("excerpt:encoded")]
            site.attachments[id] = json.dumps(attachment, ensure_ascii=False).encode()
            site.children[element.text_of("wp:post_parent")].append(id)
        case "wp_block" if sum(map(len, site.reusable.values())) < _MAX_REUSABLE:
            site.reusable[id] = element.text_of("content:encoded")


def meta_value(item: Element, key: str) -> str:
    """The value of a custom field of the post; "" if it has none."""
    fields = (meta for meta in item.all("wp:postmeta") if meta.text_of("wp:meta_key") == key)
    return next((meta.text_of("wp:meta_value") for meta in fields), "")
