"""The headers that a store of objects keeps with each file, because no web server adds them there."""

from __future__ import annotations

import re

from beilin import layout
from beilin.deploying.manifest import MANIFEST
from beilin.rendering.assets import DIGEST_LENGTH
from beilin.serving.content_types import content_type

_NAMED_BY_DIGEST = re.compile(rf"assets/.+\.(?!\d+(?:\.|$))[0-9a-f]{{{DIGEST_LENGTH}}}(?:\.[^./]+)?")
_PAGES = (".html", ".xml", ".json", ".txt", ".md")
_SEARCH = layout.SEARCH.removeprefix("/")


def object_headers(path: str) -> dict[str, str]:
    """Content type and cache control of the file, by the names that S3 has for them."""
    return {"ContentType": content_type(path), "CacheControl": cache_control(path)}


def cache_control(path: str) -> str:
    """How long browsers and content delivery networks may keep the file without asking whether it changed.

    An asset's name has the digest of its content. Digits alone are more likely the time in the name of a file of the
    archive, which may be replaced. A page that is kept longer than its assets are there would lack them, and files of
    the search's index belong together; so these are asked for each time. All else may be kept for ten minutes, as on
    GitHub Pages.
    """
    if _NAMED_BY_DIGEST.fullmatch(path):
        return "public, max-age=31536000, immutable"
    if path.endswith(_PAGES) or path.startswith(_SEARCH) or path == MANIFEST:
        return "no-cache"
    return "public, max-age=600"
