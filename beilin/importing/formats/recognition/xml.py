"""Kinds that are XML, by their root element."""

from __future__ import annotations

import re
from dataclasses import dataclass

from beilin.importing.formats.recognition.opening import Opening

# What may precede the root element (XML 1.0, section 2.8): a declaration, comments, instructions, a document type.
_PROLOG = re.compile(r"\s*(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"\s*<(?P<name>[A-Za-z_][\w.:-]*)(?P<attributes>(?:\s[^<>]*)?)>")
_ELEMENT_NEXT = re.compile(r"\s*(?:<|\Z)")
_WXR_NAMESPACE = "://wordpress.org/export/"
_RSS_1 = ("purl.org/rss/1.0", "my.netscape.com/rdf/simple")
# An export says of each entry what it is; the feeds of a Blogger site do not (blogger's schemas 2008 and 2018).
_BLOGGER_EXPORT = re.compile(
    r"schemas\.google\.com/blogger/2008/kind#|<blogger:type>|tag:blogger\.com[^<]*\.archive</id>"
)


@dataclass(frozen=True, slots=True)
class Root:
    """The root element of an XML document."""

    name: str  # without its prefix
    attributes: str  # as written
    is_declared: bool  # whether an XML declaration precedes it


def root_of(opening: Opening) -> Root | None:
    """The root element, or None if the source does not begin as XML does."""
    text, at = opening.text, 0
    is_declared = text[:5].lower() == "<?xml"
    while match := _PROLOG.match(text, at):
        at = match.end()
    root = _ROOT.match(text, at)
    if root is None:
        return None
    if not is_declared and not _ELEMENT_NEXT.match(text, root.end()):
        return None  # a sentence about an element
    return Root(root["name"].rpartition(":")[2], root["attributes"], is_declared)


def is_wxr(opening: Opening) -> bool:
    """Whether it is a WordPress export: RSS with the namespace of exports."""
    root = root_of(opening)
    return root is not None and root.name == "rss" and _is_wordpress(root, opening)


def is_xml_feed(opening: Opening) -> bool:
    """Whether it is RSS 0.9 to 2.0 or Atom, and not an export."""
    root = root_of(opening)
    if root is None or is_blogger(opening):
        return False
    if root.name == "RDF":
        return any(namespace in opening.text for namespace in _RSS_1)
    return root.name == "feed" or (root.name == "rss" and not _is_wordpress(root, opening))


def is_blogger(opening: Opening) -> bool:
    """Whether it is the export of a Blogger site: Atom whose entries say what they are."""
    root = root_of(opening)
    return root is not None and root.name == "feed" and _BLOGGER_EXPORT.search(opening.text) is not None


def _is_wordpress(root: Root, opening: Opening) -> bool:
    return _WXR_NAMESPACE in root.attributes or "<wp:wxr_version>" in opening.text
