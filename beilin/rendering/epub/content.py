"""A body → what a chapter shows: valid XHTML that needs nothing from outside of the book."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from copy import deepcopy
from dataclasses import dataclass

from beilin.model import Heading
from beilin.reading.html_elements import VOID
from beilin.reading.text_blocks import without_originals
from beilin.rendering.epub.addresses import Places, target_of
from beilin.rendering.epub.attributes import clean_attributes, id_of
from beilin.rendering.epub.notes import mark_notes, without_notes
from beilin.rendering.epub.structure import make_valid
from beilin.rendering.epub.trees import (
    MATHML,
    OPS,
    XHTML,
    Element,
    is_xhtml,
    name_of,
    new,
    rename,
    replace,
    text_of,
    tree_of,
    unwrap,
)

_HEADINGS = {"h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


@dataclass(frozen=True, slots=True)
class Content:
    """What a chapter shows of a body."""

    xhtml: str  # one element `div`
    headings: tuple[Heading, ...]
    has_formulas: bool


def content_of(html: str, places: Places, words: Mapping[str, str]) -> Content:
    """The content for the HTML of a body. `words` are those of its language, by name."""
    from lxml import etree

    tree = tree_of(without_originals(html))
    _drop_roles(tree)
    mark_notes(tree)
    own_ids = _settle_ids(tree)
    has_formulas = False
    for element in list(tree.iter()):
        if not is_xhtml(element):
            if element.tag == f"{{{MATHML}}}math":
                has_formulas = True
                _describe(element)
            continue
        name = name_of(element)
        if name == "a":
            _settle_link(element, places, own_ids)
        elif name == "img":
            _settle_image(element, places)
        elif name in ("audio", "video"):
            _replace_player(element, places)
        elif name == "input":
            _replace_checkbox(element, words)
        elif name in ("source", "track"):
            unwrap(element)
        clean_attributes(element)
    make_valid(tree)
    headings = tuple(_headings(tree))
    etree.cleanup_namespaces(tree, keep_ns_prefixes=["epub"])
    return Content(_written(tree), headings, has_formulas)


def _drop_roles(tree: Element) -> None:
    """Remove what editors and pages say of an element's role: most of it concerns how to operate a page."""
    for element in tree.iter():
        element.attrib.pop("role", None)
        if name_of(element) not in ("a", "audio", "video"):
            element.attrib.pop("aria-label", None)


def _settle_ids(tree: Element) -> Collection[str]:
    """Give each element the id that it has in the book; of several with the same one, the first keeps it."""
    ids: dict[str, None] = {}
    for element in tree.iter():
        if (written := element.get("id")) is None:
            continue
        identifier = id_of(written) if is_xhtml(element) and written else ""
        if identifier and identifier not in ids:
            element.set("id", identifier)
            ids[identifier] = None
        else:
            del element.attrib["id"]
    return ids


def _describe(formula: Element) -> None:
    """Give the formula its TeX as a text in its place."""
    if tex := text_of(formula):
        formula.set("alttext", tex)


def _settle_link(link: Element, places: Places, own_ids: Collection[str]) -> None:
    if (written := link.attrib.pop("href", None)) is not None and (target := target_of(written, places, own_ids)):
        link.set("href", target)
    else:
        rename(link, "span")


def _settle_image(image: Element, places: Places) -> None:
    """Show an image that the book has; another becomes a link."""
    address = image.get("src", "")
    if file := places.images.get(address):
        image.set("src", file)
        image.set("alt", image.get("alt", ""))
        if not (str(image.get("width", "")).isdigit() and str(image.get("height", "")).isdigit()):
            image.attrib.pop("height", None)
        return
    _replace_by_link(image, address, image.get("alt") or "", places)


def _replace_player(player: Element, places: Places) -> None:
    """Books carry neither sound nor films, which would make them many times as large; the site has them."""
    sources = [player, *player.findall("{*}source")]
    address = next((source.get("src", "") for source in sources if source.get("src")), "")
    for child in list(player):
        if name_of(child) in ("source", "track"):
            unwrap(child)
    words = text_of(player) or player.get("title") or player.get("aria-label") or ""
    _replace_by_link(player, address, words, places)


def _replace_by_link(element: Element, address: str, words: str, places: Places) -> None:
    is_in_link = any(name_of(ancestor) == "a" for ancestor in element.iterancestors())
    target = "" if is_in_link or not address or address.startswith("data:") else target_of(address, places, ())
    link = new("a" if target else "span", words or (address.rpartition("/")[2] if target else ""), class_="elsewhere")
    if target:
        link.set("href", target)
    if identifier := element.get("id"):
        link.set("id", identifier)
    replace(element, link)


def _replace_checkbox(box: Element, words: Mapping[str, str]) -> None:
    is_done = "checked" in box.attrib
    label = words["done" if is_done else "open"]
    sign = new("span", "☑" if is_done else "☐", class_="task", role="img")
    sign.set("aria-label", label)
    if identifier := box.get("id"):
        sign.set("id", identifier)
    replace(box, sign)


def _headings(tree: Element) -> list[Heading]:
    headings = []
    for element in tree.iter(*(f"{{{XHTML}}}{name}" for name in _HEADINGS)):
        if identifier := element.get("id"):
            shown = deepcopy(element)
            without_notes(shown)
            if text := text_of(shown):
                headings.append(Heading(_HEADINGS[name_of(element)], identifier, text))
    return headings


def _written(tree: Element) -> str:
    from lxml import etree

    tree.set("class", "text")
    for element in tree.iter():
        if not len(element) and not element.text and name_of(element) not in VOID:
            element.text = ""  # written with an end tag, for readers to which XHTML is HTML
    xhtml = str(etree.tostring(tree, encoding="unicode"))
    # The page around it declares both.
    return xhtml.replace(f' xmlns="{XHTML}"', "", 1).replace(f' xmlns:epub="{OPS}"', "", 1)
