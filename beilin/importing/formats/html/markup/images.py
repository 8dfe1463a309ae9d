"""Images: which of the addresses in an element is the picture's, and the image in Markdown."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.addresses import absolute, link_target
from beilin.importing.formats.html.markup.elements import name_of
from beilin.importing.formats.html.markup.fragment import Origin

# What scripts put into `src` when the image comes into view.
_LAZY = ("data-src", "data-original", "data-lazy-src", "data-actualsrc", "data-original-src", "data-orig-file",
         "data-full-src", "data-large-file", "data-url", "data-srcset", "data-lazy-srcset")  # fmt: skip
_CANDIDATE = re.compile(r"\s*,?\s*(\S+?)(?:,\s|,$|\s+([\d.]+)([wx])\s*(?:,|$)|\s*(?:,\s|$))")
_MARKS = re.compile(r"([\\`*_\[\]<&$])")


def image_address(element: HtmlElement, origin: Origin) -> str:
    """The whole address of the picture that an `img` shows; "" if it has none."""
    addresses = [element.get(name) or "" for name in _LAZY if not name.endswith("srcset")]
    addresses += [largest(element.get("data-srcset") or ""), largest(element.get("data-lazy-srcset") or "")]
    addresses.append(largest(element.get("srcset") or ""))
    parent = element.getparent()
    if parent is not None and name_of(parent) == "picture":
        addresses += [
            largest(source.get("srcset") or source.get("data-srcset") or "") for source in parent.iter("source")
        ]
    source = element.get("src") or ""
    data = [source] if source.startswith("data:") else []
    addresses = [*addresses, *([] if data else [source])]
    return next((whole for address in addresses if address and (whole := absolute(address, origin))), *data or [""])


def largest(srcset: str) -> str:
    """The address of the largest candidate of a `srcset` (HTML, section 4.8.4.2.1)."""
    best, size = "", -1.0
    for match in _CANDIDATE.finditer(srcset):
        width = float(match[2]) if match[2] and match[2].count(".") < 2 and match[2] != "." else 1.0
        if match[1] and width > size:
            best, size = match[1], width
    return best


def image_target(address: str, origin: Origin) -> str:
    """The image's target in Markdown: its file beside the article, or else its address; "" if it can have neither."""
    name = origin.image_name(address) if origin.image_name and address else ""
    if name:
        return link_target(name.replace("%", "%25").replace("#", "%23").replace("?", "%3F"))
    return "" if address.startswith("data:") else link_target(address) if address else ""


def image(target: str, alt: str, caption: str = "") -> str:
    """An image in Markdown; the caption is shown if it is alone in its paragraph."""
    title = ' "' + caption.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"' if caption else ""
    text = _MARKS.sub(r"\\\1", " ".join(alt.split()))
    return f"![{text}]({target}{title})"
