"""Paths of published files, and the addresses at which hosts serve them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote, urlsplit

from beilin.migrating.model import OldFolder

# The extensions of files that are published only where a document shows or links to them.
SHOWN = ("png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "pdf", "mp3", "mp4", "webm", "zip")
_HIDDEN = re.compile(r"(?:\A|/)\.(?!well-known(?:/|\Z))")


def address_of(path: str) -> str:
    """The address of a page from the path of its file or from its URL, relative to the site.

    `a/index.html`, `a/` and `a` are `/a/`, as hosts serve them; `a.html` is `/a.html`. Segments `.` and `..` are
    resolved.
    """
    segments: list[str] = []
    for segment in unicodedata.normalize("NFC", unquote(path)).split("/"):
        if segment == "..":
            segments = segments[:-1]
        elif segment not in ("", "."):
            segments.append(segment)
    if segments and segments[-1] in ("index.html", "index.htm"):
        segments.pop()
        return "/" + "".join(f"{segment}/" for segment in segments)
    address = "/" + "/".join(segments)
    is_file = not path.endswith("/") and segments and segments[-1].lower().endswith((".html", ".htm", ".php", ".xml"))
    return address if is_file or address == "/" else f"{address}/"


def without_base(url: str, base_url: str) -> str:
    """A URL of the old site as an old address; a URL of a different site as it is."""
    parts, base = urlsplit(url), urlsplit(base_url)
    if parts.scheme or parts.netloc:
        if not base.netloc or parts.netloc != base.netloc:
            return url
        path = parts.path
    else:
        path = url
    prefix = base.path.rstrip("/")
    return "/" + path.removeprefix(prefix).lstrip("/") if path.startswith(f"{prefix}/") else "/" + path.lstrip("/")


def is_hidden(path: str) -> bool:
    """Whether a file or one of its folders has a name that begins with a full stop."""
    return bool(_HIDDEN.search(path))


def split_path(path: str) -> tuple[str, str, str]:
    """The folder, the name without extension, and the extension in lower case, without its full stop."""
    folder, _, name = path.rpartition("/")
    stem, dot, extension = name.rpartition(".")
    return (folder, stem, extension.lower()) if dot and stem else (folder, name, "")


def first_of(folder: OldFolder, paths: Iterable[str]) -> str:
    """The first of the paths that the folder has; "" if it has none."""
    return next((path for path in paths if path in folder.files), "")


def paths_below(files: frozenset[str], root: str) -> list[str]:
    """The paths in the folder `root` ("" for all), in order."""
    prefix = f"{root.strip('/')}/" if root.strip("/") not in ("", ".") else ""
    return sorted(path for path in files if path.startswith(prefix))


def relative_to(path: str, root: str) -> str:
    """The path as seen from the folder `root`, in which it is."""
    root = root.strip("/")
    return path if root in ("", ".") else path.removeprefix(f"{root}/")
