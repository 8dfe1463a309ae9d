"""The original bytes of sources, kept in sources/ where site.yaml says so. A file there is never changed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from beilin.importing.existing import write_whole

FOLDER = "sources"
_MAX_NAME = 180  # bytes, beside the digest in a file's name


def keep_source(root: Path, name: str, data: bytes) -> Path:
    """Keep the bytes, once, under their SHA-256 and the source's name; the file."""
    path = _path_of(root, sha256(data).hexdigest(), name)
    if not path.exists():
        write_whole(path, data)
    return path


def kept_bytes(root: Path, digest: str, name: str) -> bytes | None:
    """The bytes of the source with that digest and name, None where they are not kept or were changed."""
    try:
        data = _path_of(root, digest, name).read_bytes()
    except OSError:
        return None
    return data if sha256(data).hexdigest() == digest else None


def _path_of(root: Path, digest: str, name: str) -> Path:
    # The name's end, for it holds the suffix. Nothing is looked for in the folder, however many files it has.
    return root / FOLDER / f"{digest}-{name.encode()[-_MAX_NAME:].decode(errors='ignore')}"
