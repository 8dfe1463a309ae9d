"""Which file of the old site a path, an address or a name means.

Spellings that a server, a file system or an editor's program would take for the same are tried after the exact one.
"""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.model import SourceDocument, Targets

_PAGE_ENDS = (".md", ".markdown", ".mdx", ".html", ".htm")
_INDEX_NAMES = ("index", "_index", "README")


@dataclass(frozen=True, slots=True)
class _Folded:
    """The places and addresses by their spelling without case and normalisation."""

    paths: Mapping[str, str]
    addresses: Mapping[str, str]
    listings: Mapping[str, str]
    slugs: Mapping[str, str]  # the paths of documents by the last segment of their addresses
    names: Mapping[str, tuple[str, ...]]  # file names, and without the extension if it is a page's


_folded: dict[int, tuple[Targets, _Folded]] = {}  # of the last site, by the identity of its targets


def path_at_address(address: str, context: BodyContext) -> str:
    """The path of what was published at the old address, which begins with "/"; "" if nothing was."""
    addresses = context.targets.addresses
    for spelling in _spellings_of_address(address):
        if spelling in addresses:
            return addresses[spelling]
    folded = _folded_of(context.targets).addresses
    return next((folded[key] for key in map(_key, _spellings_of_address(address)) if key in folded), "")


def listing_at(address: str, context: BodyContext) -> str:
    """The new address of the term's page, feed or home that was at the old address; "" if none was."""
    listings = context.targets.listings
    spellings = list(_spellings_of_address(address))
    folded = _folded_of(context.targets).listings
    exact = (listings[spelling] for spelling in spellings if spelling in listings)
    return next(exact, "") or next((folded[key] for key in map(_key, spellings) if key in folded), "")


def path_of_file(path: str, context: BodyContext) -> str:
    """The path of the document or file that is meant by a path in the old folder; "" if the site has no such file."""
    places = context.targets.places
    spellings = list(_spellings_of_path(path))
    for spelling in spellings:
        if spelling in places:
            return spelling
    folded = _folded_of(context.targets).paths
    return next((folded[key] for key in map(_key, spellings) if key in folded), "")


def paths_named(name: str, context: BodyContext) -> tuple[str, ...]:
    """The documents and files that a link by name may mean, the most likely first.

    A name may be the end of a path, with or without extension, or another name of a note. Of several, the one at the
    root of the old folder precedes that in the same folder, then the shorter path (Obsidian's help, "Internal links").
    """
    key = _key(name.strip("/"))
    folded = _folded_of(context.targets).names.get(key.rpartition("/")[2], ())
    found = [path for path in folded if _ends_with(_key(path), key)]
    if not found:
        found = [path for path in context.targets.names.get(key, ()) if path in context.targets.places]
    folder = posixpath.dirname(context.document.path)

    def rank(path: str) -> tuple[bool, bool, int, str]:
        return not _is_at_root(path, key), posixpath.dirname(path) != folder, path.count("/"), path

    return tuple(sorted(found, key=rank))


def path_with_slug(slug: str, context: BodyContext) -> str:
    """The path of the document whose old address, or whose name, ends with the slug; "" if none does."""
    key = _key(slug.strip("/"))
    named = context.targets.names.get(key, ())
    return named[0] if named else _folded_of(context.targets).slugs.get(key, "")


def content_root(document: SourceDocument) -> str:
    """The generator's folder of content that the document is in; "" if that is the whole old folder."""
    folder = posixpath.dirname(document.path)
    if document.is_bundle:
        folder = posixpath.dirname(folder)
    section = document.section.strip("/")
    if section and (folder == section or folder.endswith(f"/{section}")):
        folder = folder[: -len(section)]
    return folder.strip("/")


def base_path(base_url: str) -> str:
    """The path of the old site's address, without "/" at its end."""
    return urlsplit(base_url).path.rstrip("/")


def _spellings_of_address(address: str) -> Iterator[str]:
    address = unicodedata.normalize("NFC", posixpath.normpath(address) + ("/" if address.endswith("/") else ""))
    address = "/" + address.lstrip("/")
    yield address
    stem = address.rstrip("/")
    for end in ("/index.html", "/index.htm", "/index.php"):
        if address.endswith(end):
            stem = address[: -len(end)]
    if stem.endswith((".html", ".htm")):
        stem = stem.rpartition(".")[0]
    yield from (f"{stem}/", stem or "/", f"{stem}.html", f"{stem}/index.html")


def _spellings_of_path(path: str) -> Iterator[str]:
    path = posixpath.normpath(path.strip("/")) if path.strip("/") else "."
    if path.startswith(".."):
        return
    yield path
    nfc = unicodedata.normalize("NFC", path)
    if nfc != path:
        yield nfc
    stem, end = posixpath.splitext(path)
    stems = [path, stem] if end in _PAGE_ENDS else [path]
    for base in stems:
        for page_end in _PAGE_ENDS:
            yield base + page_end
        for name in _INDEX_NAMES:
            for page_end in _PAGE_ENDS[:2]:
                yield posixpath.normpath(f"{base}/{name}{page_end}")


def _folded_of(targets: Targets) -> _Folded:
    known = _folded.get(id(targets))
    if known and known[0] is targets:
        return known[1]
    names: dict[str, list[str]] = {}
    for path in targets.places:
        name = posixpath.basename(path)
        stem, end = posixpath.splitext(name)
        for spelling in (name, stem) if end in _PAGE_ENDS else (name,):
            names.setdefault(_key(spelling), []).append(path)
    folded = _Folded(
        _unique((path, path) for path in targets.places),
        _unique(targets.addresses.items()),
        _unique(targets.listings.items()),
        _unique((_last_segment(address), path) for address, path in targets.addresses.items()),
        {name: tuple(paths) for name, paths in names.items()},
    )
    _folded.clear()
    _folded[id(targets)] = targets, folded
    return folded


def _last_segment(address: str) -> str:
    name = address.rstrip("/").rpartition("/")[2]
    return name.rpartition(".")[0] if name.endswith((".html", ".htm")) else name


def _unique(items: Iterable[tuple[str, str]]) -> dict[str, str]:
    """By folded key; keys that several different values have are left out."""
    found: dict[str, str] = {}
    doubled: set[str] = set()
    for name, value in items:
        if found.setdefault(_key(name), value) != value:
            doubled.add(_key(name))
    for key in doubled:
        del found[key]
    return found


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _ends_with(path: str, end: str) -> bool:
    stem, extension = posixpath.splitext(path)
    spellings = (path, stem) if extension in _PAGE_ENDS else (path,)
    return any(spelling == end or spelling.endswith(f"/{end}") for spelling in spellings)


def _is_at_root(path: str, key: str) -> bool:
    return _key(path) == key or _key(posixpath.splitext(path)[0]) == key
