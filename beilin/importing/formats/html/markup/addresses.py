"""Addresses in HTML → those that Markdown may have."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit

from beilin.importing.formats.html.markup.fragment import Origin
from beilin.text.urls import read_url

_KEPT_SCHEMES = frozenset({"", "http", "https", "mailto", "tel"})
_NEEDS_BRACKETS = re.compile(r"[\s()<>]")
_ENCODED = {" ": "%20", "<": "%3C", ">": "%3E", "\\": "%5C"}


def absolute(address: str, origin: Origin) -> str:
    """The whole address if that can be known; "" if it is not valid, or a page should not lead to it."""
    url = read_url(address)
    if not url.text or url.scheme not in _KEPT_SCHEMES:
        return ""
    base = origin.base_url or origin.page_url
    if url.scheme or not base or url.text.startswith("#"):
        return url.text
    try:
        return urljoin(base, url.text)
    except ValueError:
        return ""


def link_address(address: str, origin: Origin) -> str:
    """The address of a link. One to a place in the same page is a fragment."""
    whole = absolute(address, origin)
    page = origin.page_url or origin.base_url
    if page and "#" in whole and not whole.startswith("#"):
        before, _, fragment = whole.partition("#")
        if fragment and before == page.partition("#")[0]:
            return f"#{fragment}"
    return whole


def link_target(address: str) -> str:
    """The address as the target of a link or image in Markdown (CommonMark 0.31, section 6.3)."""
    target = "".join(_ENCODED.get(character, character) for character in address if character not in "\t\n\r\f")
    is_plain = target and not _NEEDS_BRACKETS.search(target)
    return target if is_plain or _is_balanced(target) else f"<{target}>"


def _is_balanced(target: str) -> bool:
    depth = 0
    for character in target:
        depth += (character == "(") - (character == ")")
        if depth < 0 or depth > 3 or character.isspace():
            return False
    return depth == 0 and bool(target)


def host_of(address: str) -> str:
    """The host of an address; "" if it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
