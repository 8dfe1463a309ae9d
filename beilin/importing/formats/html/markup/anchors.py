"""Places in a page to which its own links lead.

A link to a heading leads to the id that the reader gives it, or, if another heading has that, to one chosen for it.
Other places do not exist in the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.addresses import link_address
from beilin.importing.formats.html.markup.elements import HEADINGS, name_of
from beilin.importing.formats.html.markup.fragment import Origin
from beilin.importing.formats.html.markup.furniture import is_permalink, reason_to_leave_out
from beilin.importing.formats.html.markup.notes import Notes
from beilin.importing.formats.html.markup.parsing import WITHOUT_TEXT, all_text, clean
from beilin.reading.headings import is_footnote_id
from beilin.text.slugs import heading_slug

_NOT_IN_ID = re.compile(r"[^\w.:-]+")  # of the ids that docs/writing.md describes
_MAX_ID = 100  # characters
_MAX_DEPTH = 30  # of elements in a heading


@dataclass(frozen=True, slots=True)
class Anchors:
    """The ids of headings."""

    ids: dict[HtmlElement, str] = field(
        default_factory=dict
    )  # chosen ones, of headings whose automatic id is not unique
    fragments: dict[str, str] = field(default_factory=dict)  # of links in the page, with the id of the heading


def fragment_of(address: str, origin: Origin) -> str:
    """The id, decoded, that an address names, if it leads to a place in the same page; else ""."""
    if "#" not in address:
        return ""
    target = link_address(address, origin)
    return unquote(target[1:]) if target.startswith("#") else ""


def targets_of(root: HtmlElement) -> dict[str, HtmlElement]:
    """The elements by their ids, and named anchors."""
    targets: dict[str, HtmlElement] = {}
    for element in root.iter():
        if isinstance(element.tag, str):
            for key in (element.get("id"), element.get("name") if name_of(element) == "a" else None):
                if key:
                    targets.setdefault(key, element)
    return targets


def find_anchors(root: HtmlElement, origin: Origin, targets: dict[str, HtmlElement], notes: Notes) -> Anchors:
    """The headings to which links in the page lead, other than those of footnotes and of permanent links."""
    found = Anchors()
    links = [link for link in root.iter("a") if "#" in (link.get("href") or "")]
    if not links:
        return found
    automatic: dict[str, HtmlElement] = {}
    for heading in root.iter(*HEADINGS):
        automatic.setdefault(heading_slug(" ".join(_visible_text(heading, notes).split())), heading)
    own = {heading: slug for slug, heading in automatic.items() if slug and not is_footnote_id(slug)}
    left_out = {link for mark in (*notes.marks, *notes.back) for link in mark.iter("a")}
    used = set(automatic)
    for link in links:
        fragment = fragment_of(link.get("href") or "", origin)
        if not fragment or fragment in found.fragments or link in left_out or _is_empty(link):
            continue
        heading = _heading_at(targets.get(fragment))
        if heading is not None and heading in own:
            found.fragments[fragment] = own[heading]
        elif heading is not None:
            if heading not in found.ids:
                found.ids[heading] = _identifier(fragment, used)
                used.add(found.ids[heading])
            found.fragments[fragment] = found.ids[heading]
    return found


def _is_empty(link: HtmlElement) -> bool:
    """Whether readers will see nothing of the link."""
    return not all_text(link).strip() or is_permalink(link)


def _visible_text(element: HtmlElement, notes: Notes, depth: int = 0) -> str:
    """The text of a heading without what is set aside."""
    if depth > _MAX_DEPTH:
        return all_text(element)
    if element in notes.marks or element in notes.back or reason_to_leave_out(element):
        return ""
    parts = [element.text or ""]
    for child in element:
        if name_of(child) and name_of(child) not in WITHOUT_TEXT:
            parts.append(_visible_text(child, notes, depth + 1))
        parts.append(child.tail or "")
    return clean("".join(parts))


def _identifier(fragment: str, used: set[str]) -> str:
    """The fragment as an id that a heading may have and no other has."""
    identifier = _NOT_IN_ID.sub("-", fragment)[:_MAX_ID].strip("-") or "section"
    if identifier.startswith("_") or is_footnote_id(identifier):
        identifier = f"section-{identifier.lstrip('_')}"
    number = 1
    unique = identifier
    while unique in used:
        number += 1
        unique = f"{identifier}-{number}"
    return unique


def _heading_at(target: HtmlElement | None) -> HtmlElement | None:
    """The heading that the target is, is in, contains at its beginning, or precedes."""
    if target is None:
        return None
    if name_of(target) in HEADINGS:
        return target
    if (around := next(target.iterancestors(*HEADINGS), None)) is not None:
        return around
    first: HtmlElement | None = target
    while first is not None and name_of(first) not in HEADINGS and not (first.text or "").strip():
        first = next((child for child in first if name_of(child)), None)
    if first is not None:
        return first if name_of(first) in HEADINGS else None
    following = target.getnext()
    return following if following is not None and name_of(following) in HEADINGS else None
