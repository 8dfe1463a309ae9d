"""The images of a Markdown file that lie beside it: they become files of the article."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, unquote

from beilin.importing.model import Block, Finding, ImageFile

MAX_IMAGE = 40 * 1024 * 1024  # bytes
MAX_IMAGES = 2000
_IMAGE = re.compile(
    r"(?P<before>!\[[^\]]{0,1000}\]\(\s*)(?:<(?P<bracketed>[^<>\n]{1,1000})>|(?P<plain>[^\s()<>]{1,1000}))"
    r"|(?P<tag><img\s[^<>]{0,500}?src=[\"'])(?P<source>[^\"'<>]{1,1000})"
)
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|/")
_SUFFIXES = frozenset((".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp"))


def with_images(
    blocks: Iterable[Block], file: Path | None
) -> tuple[tuple[Block, ...], tuple[ImageFile, ...], tuple[Finding, ...]]:
    """The blocks with the names that their images have beside the article, the images, and doubts."""
    if file is None:
        return tuple(blocks), (), ()
    images: dict[Path, ImageFile] = {}
    missing: dict[str, int] = {}
    written = []
    for number, block in enumerate(blocks):

        def renamed(match: re.Match[str], number: int = number) -> str:
            address = match["bracketed"] or match["plain"] or match["source"]
            image = _image(address, file, images)
            if image is None:
                if not _REMOTE.match(address):
                    missing.setdefault(address, number)
                return match[0]
            name = quote(image.name)
            return f"{match['before'] or match['tag']}{name}"

        is_code = block.kind == "code" or not block.markdown
        written.append(block if is_code else replace(block, markdown=_IMAGE.sub(renamed, block.markdown)))
    evidence = "the image {} is not beside the file"
    doubts = (Finding(number, "image", evidence.format(address), False) for address, number in missing.items())
    return tuple(written), tuple(images.values()), tuple(doubts)


def _image(address: str, file: Path, images: dict[Path, ImageFile]) -> ImageFile | None:
    """The image with that relative address; None if it is not a file in the folder of the Markdown file."""
    if _REMOTE.match(address):
        return None
    folder = file.parent.resolve()
    try:
        path = (folder / unquote(address.partition("?")[0].partition("#")[0])).resolve()
        if path in images:
            return images[path]
        is_inside = path.is_relative_to(folder) and path.suffix.lower() in _SUFFIXES
        if not is_inside or len(images) >= MAX_IMAGES or not path.is_file() or path.stat().st_size > MAX_IMAGE:
            return None
        data = path.read_bytes()
    except (OSError, ValueError):  # a name that is too long, or cannot be one
        return None
    taken = {image.name for image in images.values()}
    name, number = path.name, 1
    while name in taken:
        number += 1
        name = f"{path.stem}-{number}{path.suffix}"
    images[path] = ImageFile(name, data, address)
    return images[path]
