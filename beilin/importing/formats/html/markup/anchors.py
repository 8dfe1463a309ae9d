"""Places in a page to which its own links lead: those of headings keep their ids, the others are on the page alone."""

from __future__ import annotations

import re
from collections.abc import Container
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.addresses import link_address
from beilin.importing.formats.html.markup.elements import HEADINGS, name_of
from beilin.importing.formats.html.markup.fragment import Origin
from beilin.importing.formats.html.markup.parsing import all_text
from beilin.reading.headings import is_footnote_id
from beilin.text.slugs import heading_slug

_NOT_IN_ID = re.compile(r"[^\w.:-]+")  # of the ids that docs/writing.md describes
_MAX_ID = 100  # characters


@dataclass(frozen=True, slots=True)
class Anchors:
    """The ids of headings."""

    ids: dict[HtmlElement, str] = field(default_factory=dict)  # of headings; "" if the automatic one is the same
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


def find_anchors(
    root: HtmlElement, origin: Origin, targets: dict[str, HtmlElement], left_out: Container[HtmlElement]
) -> Anchors:
    """The headings to which links in the page lead, without those that are left out."""
    found = Anchors()
    automatic: dict[str, HtmlElement] = {}
    for heading in root.iter(*HEADINGS):
        automatic.setdefault(heading_slug(" ".join(all_text(heading).split())), heading)
    used = set(automatic)
    for link in root.iter("a"):
        fragment = fragment_of(link.get("href") or "", origin)
        if not fragment or fragment in found.fragments or link in left_out:
            continue
        heading = _heading_at(targets.get(fragment))
        if heading is None:
            continue
        if heading in found.ids:
            identifier = found.ids[heading] or fragment
        elif automatic.get(fragment) is heading:
            identifier, found.ids[heading] = fragment, ""
        else:
            identifier = found.ids[heading] = _identifier(fragment, used)
            used.add(identifier)
        found.fragments[fragment] = identifier
    return found


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
