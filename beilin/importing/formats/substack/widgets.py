"""Elements that only Substack's scripts fill → plain HTML; and those that invite readers to do something."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import unquote

from lxml import html
from lxml.html import HtmlElement

from beilin.importing.formats.exports.addresses import web_address
from beilin.importing.formats.exports.composing import note
from beilin.importing.formats.exports.verse import make_lines
from beilin.importing.model import Finding
from beilin.problems.controls import REFUSED

_WIDGETS = (
    "subscription-widget-wrap", "subscription-widget-wrap-editor", "subscription-widget", "captioned-button-wrap",
    "install-substack-app-embed", "community-chat", "comment-prompt",
)  # fmt: skip
_ACTIONS = ("%%", "action=share", "/subscribe", "/comments", "{{")
_SITES = {"youtube-wrap": "https://www.youtube.com/watch?v={}", "vimeo-wrap": "https://vimeo.com/{}"}


def find_widgets(root: HtmlElement) -> set[HtmlElement]:
    """The elements whose text belongs to Substack: forms and buttons to subscribe, share and comment."""
    found = {element for element in root.iter("div", "section") if _classes(element) & set(_WIDGETS)}
    for button in root.xpath("//p[contains(@class, 'button-wrapper')]"):
        targets = [link.get("href") or "" for link in button.iter("a")]
        if all(any(action in target for action in _ACTIONS) for target in targets):
            found.add(button)
    return found


def write_out(root: HtmlElement) -> list[Finding]:
    """Change the elements to what readers saw. Returns notes on what cannot be shown."""
    notes = []
    for element in list(root.iter("img", "div", "pre", "a")):
        classes, data = _classes(element), _data(element)
        if element.tag == "img":
            _restore_image(element, data)
        elif element.tag == "pre" and "text" in classes:
            make_lines(element)
        elif element.tag == "div" and "pullquote" in classes:
            element.tag = "blockquote"
        elif element.tag == "div" and "latex-rendered" in classes and data.get("persistentExpression"):
            script = html.Element("script", type="math/tex; mode=display")
            script.text = str(data["persistentExpression"])
            element[:] = [script]
        elif element.tag == "div" and data and _is_empty(element) and not classes & set(_WIDGETS):
            if address := _address(classes, data):
                _make_link(element, address, data)
            else:
                what = " ".join(sorted(classes)) or "a widget"
                notes.append(note("embed", f"something is not in the export, so it is missing here: {what}"))
    return notes


def _is_empty(element: HtmlElement) -> bool:
    return not element.text_content().strip() and not element.xpath(".//img")


def _address(classes: set[str], data: Mapping[str, object]) -> str:
    """The address of what a widget shows; "" if its data has none."""
    site = next((pattern for name, pattern in _SITES.items() if name in classes), "")
    if site and data.get("videoId"):
        return web_address(site.format(data["videoId"]))
    return next(
        (address for key in ("canonical_url", "url", "src") if (address := web_address(str(data.get(key))))), ""
    )


def _make_link(element: HtmlElement, address: str, data: Mapping[str, object]) -> None:
    """Make the element a link to what it showed, after what was quoted from there."""
    link = html.Element("a", href=address)
    link.text = " ".join(str(data.get("title") or address).split())
    paragraph = html.Element("p")
    paragraph.append(link)
    element[:] = [paragraph]
    if said := str(data.get("full_text") or ""):
        quote = html.Element("blockquote")
        quote.text = said
        element.insert(0, quote)


def _restore_image(image: HtmlElement, data: Mapping[str, object]) -> None:
    """Give the image its original address instead of that of a copy, and remove a link to the same image."""
    address = web_address(str(data.get("src") or "")) or _original(image.get("src") or "")
    if address:
        image.set("src", address)
    if "substackcdn.com" in (image.get("srcset") or "") or address:
        image.attrib.pop("srcset", None)
    picture = image.getparent()
    if picture is not None and picture.tag == "picture":
        for source in picture.xpath("./source"):
            source.drop_tree()
    for link in image.iterancestors("a"):
        if "image-link" in _classes(link):
            link.drop_tag()


def _original(copy: str) -> str:
    """The address in that of a copy, `https://substackcdn.com/image/fetch/…/https%3A%2F%2F…`; "" if there is none."""
    last = unquote(copy.partition("?")[0].rpartition("/")[2]) if "/image/fetch/" in copy else ""
    return web_address(last) if last.startswith("http") else ""


def _classes(element: HtmlElement) -> set[str]:
    return set((element.get("class") or "").split())


def _data(element: HtmlElement) -> Mapping[str, object]:
    try:
        value = json.loads(element.get("data-attrs") or "null")
    except (ValueError, RecursionError):
        return {}
    if not isinstance(value, dict):
        return {}
    # lxml refuses what XML cannot have (XML 1.0, section 2.2).
    return {key: REFUSED.sub("", text) if isinstance(text, str) else text for key, text in value.items()}
