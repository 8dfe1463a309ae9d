"""The original bytes of sources, kept in sources/ if site.yaml says `keep_sources: true`. Files there never change."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from beilin.files.replace import replace_file
from beilin.layout import kept_source_path


def keep_source(root: Path, name: str, data: bytes) -> Path:
    """Keep the bytes, once, under their SHA-256 and the source's name. Returns the file."""
    path = root / kept_source_path(sha256(data).hexdigest(), name)
    if not path.exists():
        replace_file(path, data)
    return path


def kept_bytes(root: Path, digest: str, name: str) -> bytes | None:
    """The bytes of the source with that digest and name, or None if they were not kept or have been changed."""
    try:
        data = (root / kept_source_path(digest, name)).read_bytes()
    except OSError:
        return None
    return data if sha256(data).hexdigest() == digest else None
