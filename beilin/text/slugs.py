"""Slugs: the part of an address that is derived from a name."""

from __future__ import annotations

import re
import unicodedata

MAX_SLUG = 200  # bytes of UTF-8; file systems allow 255 for a name

# In a written slug. Full-width punctuation is kept; of ASCII, what every host and file system takes as it is.
_IN_WRITTEN = r"[^\x00-,./:-@\[-^`{-\x7f]+"
_WRITTEN = re.compile(rf"{_IN_WRITTEN}(?:\.{_IN_WRITTEN})*")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")  # names that are already slugs
_NOT_WORD = re.compile(r"[^\w.]+")
_LOOSE_DOT = re.compile(r"(?<!\d)\.|\.(?!\d)")
_PUNCTUATION = re.compile(r"[^\w\s-]")
_SPACES = re.compile(r"[\s_-]+")
_HYPHENS = re.compile(r"-{2,}")


def slugify(name: str) -> str:
    """The slug of a name: lower case, spaces and punctuation replaced by hyphens, in NFC, at most 200 bytes.

    Letters of any script are kept, and a full stop between two digits (`gpt-3.5`). The slug is "" if the name has
    neither letters nor digits.
    """
    if _SLUG.match(name) and len(name) <= MAX_SLUG:
        return name
    text = unicodedata.normalize("NFC", name).lower()
    text = unicodedata.normalize("NFC", text)
    text = _LOOSE_DOT.sub("-", _NOT_WORD.sub("-", text)).replace("_", "-")
    text = _HYPHENS.sub("-", text).strip("-")
    return truncate_to_bytes(text, MAX_SLUG).strip("-.")


def heading_slug(text: str) -> str:
    """The slug of a heading, for use as an id: like `slugify`, but with punctuation dropped, as GitHub does."""
    kept = _PUNCTUATION.sub("", unicodedata.normalize("NFC", text).lower())
    kept = _SPACES.sub("-", unicodedata.normalize("NFC", kept)).strip("-")
    return truncate_to_bytes(kept, MAX_SLUG).strip("-")


def truncate_to_bytes(text: str, limit: int) -> str:
    """The longest prefix of the text that is at most `limit` bytes of UTF-8."""
    encoded = text.encode()
    return text if len(encoded) <= limit else encoded[:limit].decode(errors="ignore")


def fault_of_slug(slug: str) -> str:
    """Why the text cannot be used in an address as it is, or "".

    It may have capitals, underscores and full-width punctuation, which `slugify` would change.
    """
    if not slug:
        return "it is empty"
    if not any(map(str.isalnum, slug)):
        return "it has no letter or digit"
    is_normal = unicodedata.is_normalized("NFC", slug) and len(slug.encode(errors="surrogatepass")) <= MAX_SLUG
    if is_normal and slug.isprintable() and _WRITTEN.fullmatch(slug):
        return ""
    return f"it must look like {slugify(slug)!r}"


def collision_key(address: str) -> str:
    """Equal for two addresses if some file system takes them for one file: without case and normalisation."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", address).casefold())
