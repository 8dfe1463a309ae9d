"""Requested path → file, as GitHub Pages resolves it.

For /x that is the file x, else x.html, else a redirect to /x/ where x/index.html is there; for /x/ only
x/index.html (https://github.com/slorber/trailing-slash-guide holds the measured table).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, unquote_to_bytes

from beilin.serving.status import Site


@dataclass(frozen=True, slots=True)
class File:
    """The file that answers."""

    path: Path  # in the file system
    name: str  # in the output folder, with "/"


@dataclass(frozen=True, slots=True)
class Redirect:
    """The address that answers instead, percent-encoded."""

    address: str
    is_permanent: bool


def resolve(raw_path: bytes, site: Site) -> File | Redirect | None:
    """What answers a request for the path as the browser sent it, without its query; None where nothing does.

    Hidden files, and files that are not inside the output folder, are nothing.
    """
    path = _decode(raw_path)
    if path is None:
        return None
    base = unquote(site.base_path)
    if path == "/" != base:
        # Not for ever: the next site at this port may have another base path.
        return Redirect(site.base_path, is_permanent=False)
    if path + "/" == base:
        return Redirect(site.base_path, is_permanent=True)
    if not path.startswith(base):
        return None

    name = path.removeprefix(base)
    if any(part.startswith(".") or not part for part in name.removesuffix("/").split("/") if name):
        return None
    if not name or name.endswith("/"):
        return _file(name + "index.html", site)
    found = _file(name, site) or _file(name + ".html", site)
    if found is None and _file(name + "/index.html", site):
        return Redirect(quote(path) + "/", is_permanent=True)
    return found


def not_found_page(site: Site) -> File | None:
    """The page that GitHub Pages shows for an address that is not there, if the site has one."""
    return _file("404.html", site)


def _decode(raw_path: bytes) -> str | None:
    """The path with percent-encoding undone once; None where no file can have that path."""
    if not raw_path.startswith(b"/") or b"%2f" in raw_path.lower():
        return None
    try:
        path = unquote_to_bytes(raw_path).decode()
    except UnicodeDecodeError:
        return None
    return None if "\0" in path or "\\" in path else path


def _file(name: str, site: Site) -> File | None:
    output = site.output.resolve()
    try:
        path = (output / name).resolve(strict=True)
        # A link may lead anywhere, so what it leads to must be allowed as well.
        is_hidden = any(part.startswith(".") for part in path.relative_to(output).parts)
        return File(path, name) if not is_hidden and path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None  # not there, too long, outside, or a link to itself
