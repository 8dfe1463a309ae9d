"""Video, audio and embedded pages → links to them. A published page requests nothing from third parties."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.elements import name_of
from beilin.text.urls import read_url

# Where what is embedded has a page for readers.
_PAGES = (
    (re.compile(r"//(?:www\.)?youtube(?:-nocookie)?\.com/embed/([\w-]+)"), "https://www.youtube.com/watch?v={}"),
    (re.compile(r"//player\.vimeo\.com/video/([0-9]+)"), "https://vimeo.com/{}"),
    (re.compile(r"//player\.bilibili\.com/.{0,300}[?&]bvid=(\w+)"), "https://www.bilibili.com/video/{}"),
    (re.compile(r"//v\.qq\.com/.{0,300}[?&]vid=(\w+)"), "https://v.qq.com/x/page/{}.html"),
    (re.compile(r"//open\.spotify\.com/embed/(\w+/\w+)"), "https://open.spotify.com/{}"),
)
_ADVERTISING = re.compile(
    r"//(?:[\w.-]+\.)?(?:doubleclick\.net|googlesyndication\.com|googletagmanager\.com|recaptcha\.net|disqus\.com)/"
    r"|/recaptcha/|facebook\.com/(?:v[\d.]+/)?plugins/(?:like|share)|platform\.twitter\.com/widgets/(?!tweet)"
)
_LAZY = ("src", "data-src", "data-lazy-src", "data-original", "data")


@dataclass(frozen=True, slots=True)
class Embedded:
    """What an element embeds."""

    address: str  # as written, or of the page for readers
    label: str  # the text of the link


def embedded_in(element: HtmlElement) -> Embedded | None:
    """What the element embeds; None if it embeds nothing that a reader could want."""
    name = name_of(element)
    if name in ("iframe", "embed", "object"):
        addresses = (read_url(element.get(attribute) or "") for attribute in _LAZY)
        address = next((url.text for url in addresses if url.is_remote), "")
        if not address or _ADVERTISING.search(address) or element.get("width") in ("0", "1"):
            return None
        address = f"https:{address}" if address.startswith("//") else address
        for pattern, page in _PAGES:
            if match := pattern.search(address):
                address = page.format(match[1])
        return Embedded(address, _title_of(element) or address)
    if name in ("video", "audio"):
        sources = [element, *element.iter("source")]
        address = next((src for source in sources for at in _LAZY[:2] if (src := (source.get(at) or "").strip())), "")
        if not address or read_url(address).scheme not in ("", "http", "https"):
            return None
        file_name = unquote(re.split("[?#]", address)[0].rstrip("/").rpartition("/")[2])
        return Embedded(address, _title_of(element) or " ".join(file_name.split()) or name)
    return None


def _title_of(element: HtmlElement) -> str:
    return " ".join((element.get("title") or element.get("aria-label") or "").split())
