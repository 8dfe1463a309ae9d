"""The addresses in a copy of a site: what leads to a page of the site leads to the page's file, from the file it is in.

A link is followed as a host follows it (`serving/static_files.py`): `/x/` is `x/index.html`, `/x` is the file `x`, else
`x.html`, else `x/index.html`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Set
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin, urlsplit

from beilin.text.link_targets import own_prefix

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_TAIL = re.compile(r"[?#]")
_SAFE = "/!$&'()*+,;=:@~-._"  # besides letters and digits, in a path (RFC 3986, 3.3)


class Place(NamedTuple):
    """Where an address is written."""

    file: str  # of the copy
    folder: str  # against which relative addresses are resolved, without a trailing "/"
    is_based: bool = False  # whether a `base` element says so


def place_in(file: str) -> Place:
    """The place in a file without a `base` element."""
    return Place(file, posixpath.dirname(file))


class _Found(NamedTuple):
    """What an address leads to."""

    file: str  # of the copy, by its path; "" if the copy has none
    path: str | None  # from the site's root without "/", encoded; None if it leads above that
    tail: str  # query and fragment


class Copied:
    """The files of a copy, and where the site is published."""

    def __init__(self, files: Set[str], base_url: str) -> None:
        """`files` by their paths with "/"; `base_url` as in Config."""
        self.files, self.base_url = files, base_url
        self._rooted = lru_cache(maxsize=1 << 16)(self._find_rooted)

    @cached_property
    def _origin(self) -> str:
        return self.base_url[: -len(self.base_path)]

    @cached_property
    def base_path(self) -> str:
        """The path of the base URL."""
        return urlsplit(self.base_url).path

    def address(self, written: str, place: Place, *, is_own_url: bool = True) -> str:
        """What stands in the copy for an address that is written at the place.

        What the copy does not have leads to the published site. `is_own_url`: a whole URL within the site is an address
        too, and not the name of the published page.
        """
        address = written.strip(" \t\n\r\f")
        if address[:1] in ("", "#", "?") and not (address and place.is_based):
            return written
        if address.startswith("/") or _SCHEME.match(address):
            return self._from_root(written, address, place.file, is_own_url=is_own_url)
        path, tail = _split(address)
        found = self._find(place.folder, path, tail)
        if found.path is None:
            whole = urljoin(f"{self.base_url}{_encoded(place.folder)}{'/' if place.folder else ''}", address)
            return self._from_root(whole, whole, place.file, is_own_url=True)
        if not found.file:
            return self.base_url + found.path + found.tail
        if not place.is_based and found.file == posixpath.normpath(posixpath.join(place.folder, unquote(path))):
            return written  # it is the file's own path already
        return way(place.file, found.file, found.tail)

    def _from_root(self, written: str, address: str, file: str, *, is_own_url: bool) -> str:
        """The same for an address that begins with "/" or a scheme."""
        if address.startswith("/") and not address.startswith("//"):
            if not f"{address}/".startswith(self.base_path):
                return self._origin + address
            path = address[len(self.base_path) :]
        elif before := own_prefix(address, self.base_url) if is_own_url else 0:
            path = address[before:].removeprefix("/")
        else:
            return f"{urlsplit(self.base_url).scheme}:{address}" if address.startswith("//") else written
        found = self._rooted(path)
        if found.file:
            return way(file, found.file, found.tail)
        # A path of a whole address cannot lead above the root.
        return self.base_url + (found.path or "") + found.tail

    def page_or_file(self, written: str, file: str) -> str | None:
        """As `address`, for a text that is one only if it leads from the host's root to something in the copy."""
        if not written.startswith(self.base_path) or written.startswith("//") or any(map(str.isspace, written)):
            return None
        found = self._rooted(written[len(self.base_path) :])
        return way(file, found.file, found.tail) if found.file else None

    def file_at(self, written: str, place: Place) -> str:
        """The file of the copy that the address at the place leads to; "" for none."""
        address = written.strip()
        if address.startswith(self.base_path) and not address.startswith("//"):
            return self._rooted(address[len(self.base_path) :]).file
        if before := own_prefix(address, self.base_url):
            return self._rooted(address[before:].removeprefix("/")).file
        if address[:1] in ("", "#", "?", "/") or _SCHEME.match(address):
            return ""
        return self._find(place.folder, *_split(address)).file

    def _find_rooted(self, address: str) -> _Found:
        return self._find("", *_split(address))

    def _find(self, folder: str, path: str, tail: str) -> _Found:
        """What the encoded path from the folder leads to."""
        try:
            decoded = unquote(path, errors="strict")
        except UnicodeDecodeError:
            return _Found("", path, tail)
        joined = posixpath.join(folder, decoded)
        name = posixpath.normpath(joined) if joined else "."
        is_folder = not decoded or decoded.endswith(("/", "/.", "/..")) or decoded in (".", "..")
        if name == ".." or name.startswith("../"):
            return _Found("", None, tail)
        name = "" if name == "." else name
        if is_folder:
            candidates = [f"{name}/index.html" if name else "index.html"]
        else:
            candidates = [name, f"{name}.html", f"{name}/index.html"]
        file = next((one for one in candidates if one in self.files), "")
        return _Found(file, _encoded(name) + ("/" if is_folder and name else ""), tail)


def _split(address: str) -> tuple[str, str]:
    """The path of an address, and the rest with query and fragment."""
    match = _TAIL.search(address)
    return (address[: match.start()], address[match.start() :]) if match else (address, "")


@lru_cache(maxsize=1 << 16)
def _encoded(path: str) -> str:
    return path if path.isascii() and path.replace("/", "a").replace(".", "a").isalnum() else quote(path, safe=_SAFE)


def way(file: str, target: str, tail: str = "") -> str:
    """The address of the file `target` from a file. It begins with a full stop: no colon in it is that of a scheme."""
    return ("../" * file.count("/") or "./") + _encoded(target) + tail
