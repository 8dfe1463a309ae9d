"""Where addresses in a body lead: into the book, or out of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit

from beilin.rendering.epub.attributes import id_of

_SCHEMES = frozenset({"http", "https", "mailto", "ftp", "tel"})
# Code points of URLs (URL Standard), with `%`; all others are encoded.
_SAFE = "!#$%&'()*+,-./:;=?@_~"
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST = re.compile(r"(?:[^\s\[\]<>^`{|}\\%\"#/?@:]+|\[[0-9A-Fa-f:.]+\])\Z")
_DIRECTIVE = ":~:"  # begins what is for the browser alone


@dataclass(frozen=True)
class Places:
    """Where addresses of one article lead."""

    url: str  # of its page, whole
    files: Mapping[str, str]  # pages that are in the book, by their whole URLs → their files
    ids_of: Callable[[str], Collection[str]]  # the ids in the book of what is at such a URL
    images: Mapping[str, str]  # whole URLs → files in the book


def target_of(written: str, places: Places, own_ids: Collection[str]) -> str:
    """The address in the book of what an `href` leads to; "" if it is not a valid address."""
    try:
        whole = places.url + written if written.startswith("#") else urljoin(places.url, written.strip())
        page, _, fragment = whole.partition("#")
        page = page.partition("?")[0]
        if page in places.files:
            return _in_book(page, fragment, places, own_ids)
        return _outside(whole) if urlsplit(whole).scheme.lower() in _SCHEMES else ""
    except ValueError:  # such as of "//["
        return ""


def _in_book(page: str, fragment: str, places: Places, own_ids: Collection[str]) -> str:
    identifier = id_of(unquote(fragment.partition(_DIRECTIVE)[0])) if fragment else ""
    is_own = page == places.url
    file = places.files[page]
    if identifier and identifier in (own_ids if is_own else places.ids_of(page)):
        return f"#{identifier}" if is_own else f"{file}#{identifier}"
    return file


def _outside(url: str) -> str:
    """The URL in a form that every reader takes for one; "" if its host has none. Raises ValueError likewise."""
    split = urlsplit(url)
    if split.scheme.lower() in ("http", "https", "ftp"):
        host, _ = split.hostname or "", split.port  # which raises ValueError too
        if not _HOST.match(f"[{host}]" if ":" in host else host):
            return ""
    before, mark, fragment = _STRAY_PERCENT.sub("%25", url).partition("#")
    return _encoded(before) + mark + _encoded(fragment.replace("#", "%23"))


def _encoded(part: str) -> str:
    return "".join(one if ord(one) > 0x9F and one.isprintable() else quote(one, safe=_SAFE) for one in part)
