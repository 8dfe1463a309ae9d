"""Where an image that was fetched lies in the archive."""

from __future__ import annotations

import hashlib
import posixpath
from urllib.parse import unquote, urlsplit

from beilin.text.slugs import slugify, truncate_to_bytes

FOLDER = "content/images/remote/"
_MAX_STEM = 80  # bytes


def place_of(url: str, ending: str) -> str:
    """The path for the image at the URL: by host, with the name that it has there and a digest of the whole URL."""
    parts = urlsplit(url)
    name = posixpath.basename(unquote(parts.path, errors="replace").rstrip("/"))
    stem = truncate_to_bytes(slugify(posixpath.splitext(name)[0]), _MAX_STEM)
    digest = hashlib.sha256(url.encode()).hexdigest()[:8]
    return f"{FOLDER}{slugify(parts.netloc) or 'host'}/{stem}{'-' if stem else ''}{digest}.{ending}"
