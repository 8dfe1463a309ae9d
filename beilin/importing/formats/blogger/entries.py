"""What an entry of the export is, and what it says of itself."""

from __future__ import annotations

from beilin.importing.formats.addresses import parts_of
from beilin.importing.formats.exports.elements import Element

_KIND_SCHEME = "http://schemas.google.com/g/2005#kind"
_NOBODY = ("", "Unknown", "noreply@blogger.com")


def kind_of(entry: Element) -> str:
    """`post`, `page`, `comment`, `template`, `settings` …; "" if the entry does not say."""
    for category in entry.all("category"):
        if category.attributes.get("scheme") == _KIND_SCHEME:
            return category.attributes.get("term", "").rpartition("#")[2]
    return entry.text_of("blogger:type").lower()


def status_of(entry: Element) -> str:
    """`live`, `draft`, `scheduled`, `soft_trashed` and others, in lower case."""
    if status := entry.text_of("blogger:status"):
        return status.lower()
    control = entry.first("app:control")
    return "draft" if control and control.text_of("app:draft") == "yes" else "live"


def labels_of(entry: Element) -> list[str]:
    """The labels of a post."""
    categories = entry.all("category")
    return [c.attributes.get("term", "") for c in categories if c.attributes.get("scheme") != _KIND_SCHEME]


def author_of(entry: Element) -> str:
    """The name of the author; "" if Blogger did not know it."""
    author = entry.first("author")
    name = author.text_of("name") if author else ""
    return "" if name in _NOBODY else name


def parent_of(comment: Element) -> str:
    """The id of the post below which the comment stands."""
    reply = comment.first("thr:in-reply-to")
    return reply.attributes.get("ref", "") if reply else comment.text_of("blogger:parent", "blogger:inReplyTo")


def address_of(entry: Element, base: str) -> str:
    """The address at which readers found the entry; only its path if the export does not name the blog's address."""
    for link in entry.all("link"):
        if link.attributes.get("rel") == "alternate" and link.attributes.get("type", "text/html") == "text/html":
            return link.attributes.get("href", "")
    name = entry.text_of("blogger:filename")
    return f"{base.rstrip('/')}{name}" if name.startswith("/") else ""


def slug_of(address: str) -> str:
    """The last name of an address, without its ending."""
    return parts_of(address).path.rstrip("/").rpartition("/")[2].removesuffix(".html")


def html_of(entry: Element) -> str:
    """The entry's text as HTML."""
    content = entry.first("content", "summary")
    if content is None:
        return ""
    return content.inner if content.attributes.get("type") == "xhtml" else content.text
