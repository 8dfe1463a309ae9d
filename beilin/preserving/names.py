"""The names of files in a bag (RFC 8493, section 2), and how manifests write paths."""

from __future__ import annotations

import re
import unicodedata

DECLARATION = "bagit.txt"
BAG_INFO = "bag-info.txt"
FETCH = "fetch.txt"
PAYLOAD = "data/"
README = "README.txt"
ARTICLE_LIST = "articles.jsonl"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
SITE_IN_BAG = f"{PAYLOAD}site/"

MANIFEST_NAME = re.compile(r"(?P<tag>tag)?manifest-(?P<algorithm>[A-Za-z0-9_-]+)\.txt", re.IGNORECASE)
# Section 2.1.3: only these three characters are encoded, and nothing else is decoded.
_ENCODED = re.compile("%(0[AaDd]|25)")
_TO_ENCODE = {"\n": "%0A", "\r": "%0D", "%": "%25"}
_DRIVE = re.compile(r"[A-Za-z]:")


def encode_path(path: str) -> str:
    """The path as a manifest has it."""
    return re.sub("[\n\r%]", lambda match: _TO_ENCODE[match[0]], path)


def decode_path(text: str) -> str:
    """The path that a manifest means."""
    return _ENCODED.sub(lambda match: chr(int(match[1], 16)), text)


def is_unsafe(path: str) -> bool:
    """Whether a path could lead out of the bag, here or on another system (section 5.1)."""
    steps = path.replace("\\", "/").split("/")
    return path.startswith(("/", "\\", "~")) or ".." in steps or _DRIVE.match(path) is not None or "\0" in path


def normalised(path: str) -> str:
    """The path in the form by which names are compared that differ in Unicode normalization alone (section 5.2.3)."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)
