"""The image that stands for a document in lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from beilin.migrating.facts.values import Values, name_of

COVER_KEYS = (
    "cover", "cover_image", "image", "images", "featured_image", "featured", "thumbnail", "thumb", "hero_image", "hero",
    "banner", "banner_image", "header_image", "header_img", "index_img", "banner_img", "top_img", "og_image", "teaser",
    "social_image", "photos", "picture", "previewimage", "header",
)  # fmt: skip
_INSIDE = ("image", "src", "url", "path", "href", "teaser", "overlay_image", "feature")
_IMAGE = re.compile(r"[^<>\[\]]{1,400}\.(?:png|jpe?g|gif|webp|svg|avif|bmp)(?:[?#!@]\S*)?\Z", re.IGNORECASE)


def cover_of(value: Any) -> str:
    """The address or path of an image in a text, in the first item of a list, or in a mapping; "" if it has none."""
    if isinstance(value, list):
        return cover_of(value[0]) if value else ""
    if isinstance(value, Mapping):
        values = Values(value)
        return next((found for key in _INSIDE if (found := cover_of(values.get(key)))), "")
    text = name_of(value)
    # Image services have addresses without an extension.
    return text if _IMAGE.match(text) or text.startswith(("https://", "http://")) else ""
