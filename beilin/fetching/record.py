"""The record of fetched images: which file came from where, and when. A line of JSON is appended for each."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

RECORD = "imports/images.jsonl"


@dataclass(frozen=True, slots=True)
class FetchedImage:
    """An image that was fetched."""

    url: str
    file: str  # from the archive's root
    sha256: str
    fetched_at: str  # RFC 3339, UTC


_decode = msgspec.json.Decoder(FetchedImage).decode


def read_record(root: Path) -> dict[str, FetchedImage]:
    """The images by URL, without those whose file is gone. A line that cannot be read is ignored."""
    images: dict[str, FetchedImage] = {}
    with suppress(FileNotFoundError):
        for line in (root / RECORD).read_bytes().splitlines():
            with suppress(msgspec.MsgspecError, UnicodeDecodeError):
                image = _decode(line)
                images[image.url] = image
    return {url: image for url, image in images.items() if (root / image.file).is_file()}


def append_image(root: Path, image: FetchedImage) -> None:
    """Append the image to the record. Raises OSError."""
    path = root / RECORD
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(msgspec.json.encode(image) + b"\n")
