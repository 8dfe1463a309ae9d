"""Images: which of the addresses in an element is the picture's, and the image in Markdown."""

from __future__ import annotations

import re
from urllib.parse import unquote

from lxml.html import HtmlElement

from beilin.importing.formats.html.markup.addresses import absolute, link_target
from beilin.importing.formats.html.markup.brackets import with_matched_brackets
from beilin.importing.formats.html.markup.elements import classes_of, integer, name_of
from beilin.importing.formats.html.markup.fragment import Origin

# Where pages keep the address until the image comes into view, the one of the largest copy first.
_LAZY = ("data-orig-file", "data-original", "data-full-src", "data-large-file", "data-lazy-src", "data-actualsrc",
         "data-original-src", "data-src", "data-croporisrc", "data-url")  # fmt: skip
_SETS = ("data-srcset", "data-lazy-srcset", "srcset")
_PLACEHOLDER = re.compile(
    r"(?:blank|placeholder|spacer|pixel|loading|lazy|transparent|grey|1x1)[\w-]{0,100}\.(?:gif|png|svg|jpe?g)"
)
_SPECIAL = re.compile(r"([\\`*_<&$])")
_SIZE = re.compile(r"-[0-9]{1,5}x[0-9]{1,5}(?=\.[A-Za-z]+\Z)")  # that WordPress adds to the names of smaller copies
_EMOJI_CLASSES = frozenset({"emoji", "wp-smiley", "emoticon", "emojione", "twemoji", "joypixels"})
MAX_TRACKER = 1  # pixels of width and height


def emoji_of(element: HtmlElement) -> str:
    """The characters that an image of an emoji stands for; "" if it is not one."""
    alt = (element.get("alt") or "").strip()
    is_emoji = alt and not alt.isascii() and not any(c.isalpha() for c in alt)
    return alt if is_emoji and not _EMOJI_CLASSES.isdisjoint(classes_of(element)) else ""


def is_tracker(element: HtmlElement) -> bool:
    """Whether the image is too small to be seen."""
    width, height = (integer(element.get(side), MAX_TRACKER + 1) for side in ("width", "height"))
    return width <= MAX_TRACKER and height <= MAX_TRACKER


def image_target(element: HtmlElement, origin: Origin) -> str:
    """The target, in Markdown, of the picture that an `img` shows: its file beside the article, or its whole address.

    "" if it has neither. One whose bytes are in the address itself (`data:`) is kept only as a file.
    """
    addresses = _addresses(element)
    if all(address.startswith("data:") for address in addresses):
        addresses += [address for other in _without_scripts(element) for address in _addresses(other)]
    wholes = [whole for address in addresses if (whole := absolute(address, origin))]
    if origin.image_name and (name := next(filter(None, map(origin.image_name, [*addresses, *wholes])), "")):
        return link_target(name.replace("%", "%25").replace("#", "%23").replace("?", "%3F"))
    return link_target(wholes[0]) if wholes else ""


def _addresses(element: HtmlElement) -> list[str]:
    """The addresses that the element has, the best first."""
    addresses = [_larger(element), *(element.get(name) or "" for name in _LAZY)]
    addresses += [largest(element.get(name) or "") for name in _SETS]
    addresses.append(element.get("src") or "")
    parent = element.getparent()
    if parent is not None and name_of(parent) == "picture":  # whose sources may be crops, for narrow screens
        addresses += [largest(source.get(name) or "") for source in parent.iter("source") for name in _SETS]
    given = [address.strip() for address in addresses if address.strip()]
    return [a for a in given if not _PLACEHOLDER.search(a)] or given


def _larger(element: HtmlElement) -> str:
    """The address of a larger copy to which the image is a link: its file has the same name; or ""."""
    parent = element.getparent()
    address = (parent.get("href") or "") if parent is not None and name_of(parent) == "a" else ""
    own = _SIZE.sub("", unquote(_file_name(element.get("src") or element.get("data-src") or "")))
    return address if own and "." in own and _SIZE.sub("", unquote(_file_name(address))) == own else ""


def _file_name(address: str) -> str:
    return re.split("[?#]", address)[0].rpartition("/")[2]


def _without_scripts(element: HtmlElement) -> list[HtmlElement]:
    """The images in a `noscript` beside the image or its `picture`."""
    parent = element.getparent()
    if parent is None:
        return []
    place = parent if name_of(parent) == "picture" and parent.getparent() is not None else element
    beside = [place.getnext(), place.getprevious()]
    return [
        image for other in beside if other is not None and name_of(other) == "noscript" for image in other.iter("img")
    ]


def largest(candidates: str) -> str:
    """The address of the largest candidate of a `srcset` (HTML, section 4.8.4.2.1)."""
    best, size = "", -1.0
    for part in re.split(r",\s+|(?<=[0-9][wx]),", candidates.strip()[:20_000]):
        address, _, descriptor = part.strip().rstrip(",").partition(" ")
        match = re.fullmatch(r"\s*([0-9]{1,7}(?:\.[0-9]{1,4})?)[wx]\s*", descriptor)
        if address and (width := float(match[1]) if match else 1.0) > size:
            best, size = address, width
    return best


def image(target: str, alt: str, caption: str = "") -> str:
    """An image in Markdown; the caption is shown if it is alone in its paragraph."""
    written = with_matched_brackets(_SPECIAL.sub(r"\\\1", " ".join(alt.split())))
    quoted = re.sub(r'[\\"]|&(?=[#\w]+;)', r"\\\g<0>", " ".join(caption.split()))
    return f'![{written}]({target} "{quoted}")' if caption else f"![{written}]({target})"
