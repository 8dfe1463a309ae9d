"""Requested path → file, as GitHub Pages resolves it.

/x is the file x, else x.html, else a redirect to /x/ if x/index.html exists; /x/ is x/index.html only
(measured in https://github.com/slorber/trailing-slash-guide).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, unquote, unquote_to_bytes

from beilin.serving.status import Site


@dataclass(frozen=True, slots=True)
class File:
    """The file to send."""

    path: Path  # in the file system
    name: str  # in the output folder, with "/"


@dataclass(frozen=True, slots=True)
class Redirect:
    """The address to redirect to, percent-encoded."""

    address: str
    is_permanent: bool


def resolve(raw_path: bytes, site: Site) -> File | Redirect | None:
    """What to send for the path as the browser sent it, without its query; None if there is nothing.

    Hidden files that no build published, and files outside the output folder, are never sent.
    """
    path = _decode(raw_path)
    if path is None:
        return None
    base = unquote(site.base_path)
    if path == "/" != base:
        # Temporary: the next site at this port may have a different base path.
        return Redirect(site.base_path, is_permanent=False)
    if path + "/" == base:
        return Redirect(site.base_path, is_permanent=True)
    if not path.startswith(base):
        return None

    name = path.removeprefix(base)
    if name and not all(name.removesuffix("/").split("/")):
        return None
    if not name or name.endswith("/"):
        return _file(name + "index.html", site)
    file = _file(name, site) or _file(name + ".html", site)
    if file is None and _file(name + "/index.html", site):
        return Redirect(quote(path) + "/", is_permanent=True)
    return file


def not_found_page(site: Site) -> File | None:
    """The page that GitHub Pages sends for an unknown address, if the site has one."""
    return _file("404.html", site)


def _decode(raw_path: bytes) -> str | None:
    """The path, percent-decoded once; None if no file can have that path."""
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
        # A symbolic link may point anywhere, so its target is checked too.
        is_hidden = any("/." in f"/{one}" for one in (name, path.relative_to(output).as_posix()))
        if is_hidden and (name not in site.hidden_paths or path != output / name):
            return None
        return File(path, name) if path.is_file() else None
    except (OSError, ValueError, RuntimeError):
        return None  # missing, too long, outside the folder, or a circular link
