"""Images that came with a page: in the folder beside it, in its own `data:` addresses, or in the archive it came in."""

from __future__ import annotations

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from lxml.html import HtmlElement

from beilin.files.image_formats import ending_of
from beilin.files.regular import read_regular
from beilin.importing.model import ImageFile
from beilin.text.slugs import slugify, truncate_to_bytes

_KEY = "data:,beilin-"  # with a number: the address that stands for an image in the elements
_MAX_NAME = 60  # bytes, before the number and the ending
_MIN_BYTES = 100  # smaller ones are placeholders and counting pixels
_MAX_BYTES = 50_000_000
_MAX_IMAGES = 2000
_DATA_URL = re.compile(
    r"data:(?P<type>[^,;]{0,100})(?P<parameters>(?:;[^,;]{0,100}){0,5}?)(?P<base64>;base64)?,", re.IGNORECASE
)
# Other addresses of the same picture, of which a page that was saved has only one as a file.
_ALTERNATIVES = ("srcset", "data-src", "data-srcset", "data-original", "data-lazy-src", "data-lazy-srcset", "data-url")


@dataclass(slots=True)
class Images:
    """The images of a page that came with it, in the order of the page."""

    files: list[ImageFile] = field(default_factory=list)
    by_digest: dict[bytes, int] = field(default_factory=dict)

    def name_of(self, address: str) -> str:
        """The name of the file for an address that `collect` has put into the page; "" for others."""
        number = address.removeprefix(_KEY)
        return self.files[int(number)].name if number != address and number.isdecimal() else ""


def collect(root: HtmlElement, read_image: Callable[[str], bytes | None] | None) -> Images:
    """Take the images out of the page. Their addresses in the elements then are those that `name_of` knows."""
    images = Images()
    for element in root.iter("img"):
        written = (element.get("src") or "").strip()
        if not written or len(images.files) >= _MAX_IMAGES:
            continue
        is_data = written[:5].lower() == "data:"
        data = _data_of(written) if is_data else read_image(written) if read_image else None
        if data is None or not _MIN_BYTES <= len(data) <= _MAX_BYTES or not (ending := ending_of(data)):
            continue
        if is_data and any(element.get(name) for name in _ALTERNATIVES if name != "srcset"):
            continue  # a preview, until a script loads the picture
        digest = sha256(data).digest()
        if digest not in images.by_digest:
            images.by_digest[digest] = len(images.files)
            name = _file_name("" if is_data else written, ending, {file.name for file in images.files})
            images.files.append(ImageFile(name, data, "" if is_data else written))
        element.set("src", f"{_KEY}{images.by_digest[digest]}")
        for name in _ALTERNATIVES:
            element.attrib.pop(name, None)
    return images


def _file_name(written: str, ending: str, taken: set[str]) -> str:
    """A name that is not taken, from the name in the page."""
    try:
        stem = unquote(urlsplit(written).path).rpartition("/")[2].rpartition(".")[0]
    except ValueError:
        stem = ""
    stem = truncate_to_bytes(slugify(stem), _MAX_NAME).strip("-.") or "image"
    number = 1
    while (name := f"{stem}{f'-{number}' if number > 1 else ''}.{ending}") in taken:
        number += 1
    return name


def _data_of(address: str) -> bytes | None:
    """The bytes in a `data:` address (RFC 2397)."""
    match = _DATA_URL.match(address)
    if match is None:
        return None
    rest = address[match.end() :]
    if not match["base64"]:
        return unquote_to_bytes(rest)
    try:
        return b64decode(unquote(rest) + "==", validate=False)
    except (Error, ValueError):
        return None


def reader_beside(file: Path) -> Callable[[str], bytes | None]:
    """A function that reads the files that a browser has saved beside the page: its folder, and nothing above it."""
    folder = file.resolve().parent

    def read_image(written: str) -> bytes | None:
        try:
            parts = urlsplit(written)
            if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
                return None
            path = (folder / unquote(parts.path)).resolve()
            return read_regular(path) if path.is_relative_to(folder) and path.stat().st_size <= _MAX_BYTES else None
        except (OSError, ValueError):
            return None

    return read_image
