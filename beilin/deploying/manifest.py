"""The list, kept at the target itself, of what Beilin uploaded there and may therefore replace and delete.

It is written twice: before the first change with everything that may be there at any moment of the run, and after the
last with what is there. So an interrupted run leaves nothing that the next one does not know.
"""

from __future__ import annotations

import gzip
import zlib

import msgspec

from beilin.deploying.errors import DeployError

MANIFEST = ".beilin-deployed.json.gz"
_VERSION = 1
DIGEST_LENGTH = 32  # hexadecimal digits; with 300,000 files whole digests would double the size of the manifest


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """An uploaded file."""

    digest: str  # of its content, as `SiteFile.blob` begins
    stamp: str  # what the target's list says of it as long as nobody changes it


class Manifest(msgspec.Struct, frozen=True):
    """What Beilin uploaded, by path."""

    version: int = _VERSION
    base_url: str = ""
    time: int = 0  # of the last run that began, in seconds since 1970
    is_finished: bool = True  # whether that run ended; otherwise some of the files may not be there, or not yet
    files: dict[str, Entry] = {}


def encode_manifest(manifest: Manifest) -> bytes:
    """The bytes of the file `MANIFEST`; the same manifest gives the same."""
    return gzip.compress(msgspec.json.encode(manifest), 6, mtime=0)


def decode_manifest(data: bytes) -> Manifest:
    """The manifest with these bytes. Raises DeployError if they are damaged, or of a later version."""
    try:
        manifest = msgspec.json.decode(gzip.decompress(data), type=Manifest)
    except (OSError, EOFError, zlib.error, msgspec.MsgspecError):
        raise DeployError(
            f"{MANIFEST} at the target is damaged, so what was uploaded there is not known",
            "Restore it from a backup, or deploy to an empty target.",
        ) from None
    if manifest.version != _VERSION:
        raise DeployError(f"a different version of Beilin deployed to this target ({MANIFEST})", "Update Beilin.")
    return manifest
