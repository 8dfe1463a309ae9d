"""Images, video, audio and embedded pages in raw HTML.

Files of the archive are shown. Everything on another host becomes a link, because a page requests nothing from third
parties (images are shown if `remote_images` says so), and so does what is embedded from anywhere, because it would run.
"""

from __future__ import annotations

import re

from markdown_it.common.utils import escapeHtml

from beilin.reading.html_attributes import AttributeWriter
from beilin.reading.html_elements import EMBEDDED
from beilin.reading.html_nodes import Element
from beilin.reading.html_report import quoted
from beilin.reading.references import ReferenceCollector
from beilin.reading.remote_images import OF_REMOTE_IMAGE
from beilin.text.link_targets import is_external
from beilin.text.urls import read_url

_NOUNS = {"img": "image", "video": "video", "audio": "audio file", "track": "text track", "source": "file"}
_IMAGES = ("img", "picture")
_CANDIDATE = re.compile(r"[\s,]*([^\s,](?:\S*[^\s,])?)([^,]*)")


def address_of(element: Element) -> str:
    """The written address of what the element itself shows, or ""."""
    attributes = dict(element.piece.attributes)
    return attributes.get("data" if element.piece.name == "object" else "src", "")


def needs_link(element: Element, references: ReferenceCollector) -> bool:
    """Whether links take the place of what the element shows, because no page of the archive can show any of it."""
    name = element.piece.name
    if name in EMBEDDED:
        return True
    if name == "picture":
        shown = [child for child in element.media if child.piece.name == "img"]
    else:
        shown = [element, *(child for child in element.media if child.piece.name == "source")]
    addresses = [address for one in shown if (address := address_of(one))]
    return bool(addresses) and not any(
        _is_shown(address, references, is_image=name in _IMAGES) for address in addresses
    )


def _is_shown(written: str, references: ReferenceCollector, *, is_image: bool) -> bool:
    """Whether a page shows what is at the address: a file of the archive, or an image that may be on another host."""
    address = read_url(written)
    return references.shows(address) if is_image else not is_external(address.text, references.base_url)


def link_html(element: Element, writer: AttributeWriter) -> str:
    """The link in place of the element, or only its text within another link; "" if it has no address."""
    attributes = dict(element.piece.attributes)
    written = attributes.pop("data" if element.piece.name == "object" else "src", "")
    words = attributes.pop("alt", "") or attributes.get("title") or attributes.get("aria-label") or ""
    address = read_url(written)
    noun = _NOUNS.get(element.piece.name, "embedded page")
    has_link = bool(written) and not element.within_link and (address.is_remote or not address.scheme)
    tag = "a" if has_link else "span"
    kept = writer.write_in_place(tag, attributes, element.line)
    if has_link:
        place = "is on another host" if address.is_remote else "is not part of the page"
        writer.report.remote(f"the {noun} {quoted(written)!r} {place}, and is shown as a link", element.line)
        mark = writer.references.mark(address.text, is_image=False, line=element.line)
        return f'<a href="{escapeHtml(mark)}"{kept}>{escapeHtml(words or address.text)}</a>'
    if written and element.within_link:
        message = f"the {noun} {quoted(written)!r} is on another host; only its text is shown, because it is in a link"
        writer.report.remote(message, element.line)
        words = words or address.text
    elif written:
        writer.report.remote(f"the {noun} {quoted(written)!r} is not a file, and is dropped", element.line)
    return f"<span{kept}>{escapeHtml(words)}</span>" if kept else escapeHtml(words)


def file_attributes(element: Element, writer: AttributeWriter) -> str:
    """The attributes of a kept element that make the page load files, each with a space before it."""
    name = element.piece.name
    attributes = dict(element.piece.attributes)
    html = ""
    for attribute in ("src", "poster"):
        written = attributes.get(attribute)
        if written and (attribute == "src" or name == "video") and _is_kept(attribute, written, element, writer):
            is_image = attribute == "src" and name == "img"
            mark = writer.references.mark(read_url(written).text, is_image=is_image, line=element.line)
            html += f' {attribute}="{escapeHtml(mark)}"'
            if is_image and not mark.startswith("\0"):
                html += "".join(f' {name}="{value}"' for name, value in OF_REMOTE_IMAGE.items())
    if name == "source" and attributes.get("srcset"):
        html += _srcset(attributes["srcset"], element, writer)
    return html + (" controls" if name in ("video", "audio") else "")


def _srcset(srcset: str, element: Element, writer: AttributeWriter) -> str:
    """The images to choose from (HTML, section 4.8.4.2.1), without those on other hosts."""
    candidates = []
    for match in _CANDIDATE.finditer(srcset):
        if _is_kept("srcset", match[1], element, writer):
            mark = writer.references.mark(read_url(match[1]).text, is_image=False, line=element.line)
            candidates.append(f"{mark}{match[2].rstrip()}")
    return f' srcset="{escapeHtml(", ".join(candidates))}"' if candidates else ""


def _is_kept(name: str, written: str, element: Element, writer: AttributeWriter) -> bool:
    is_image = element.piece.name == "img" or (name == "srcset" and _is_in_picture(element))
    if _is_shown(written, writer.references, is_image=is_image):
        return True
    message = f"the file {quoted(written)!r} in the attribute {name} is not in the archive, and is dropped"
    writer.report.remote(message, element.line)
    return False


def _is_in_picture(element: Element) -> bool:
    return element.parent is not None and element.parent.piece.name == "picture"
