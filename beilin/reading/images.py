"""What is known of an image: how large it is shown, and the smaller copies that are made of it.

A copy depends on the image's bytes, on this module and on the version of Pillow, and on nothing else.
"""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from PIL.Image import Image

ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")

# Widths in pixels: a phone's column, and that of a desktop at one, one and a half and two dots a pixel.
WIDTHS = (480, 720, 1080, 1440)
QUALITY = 80
MAX_PIXELS = 50_000_000  # of an image that is decoded; a larger one is published as it is

_SVG = re.compile(r"<svg\b[^>]*>", re.IGNORECASE)
_SVG_LENGTH = re.compile(r"""\s(width|height)\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']""")
_SVG_BOX = re.compile(r"""\sviewBox\s*=\s*["']\s*[-\d.eE]+[\s,]+[-\d.eE]+[\s,]+([\d.eE+]+)[\s,]+([\d.eE+]+)\s*["']""")


class Copy(NamedTuple):
    """A smaller copy of an image, as WebP."""

    width: int  # in pixels
    data: bytes


class Picture(NamedTuple):
    """An image as it was looked at."""

    width: int  # in pixels, as it is shown: turned as its EXIF orientation says; 0 where the file gives no size
    height: int
    copies: tuple[Copy, ...] = ()  # narrowest first, each smaller than the image itself in bytes


def recipe() -> str:
    """What copies depend on beside an image's bytes."""
    from importlib.metadata import version

    return f"{hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:16]} pillow {version('pillow')}"


def look_at_image(name: str, data: bytes) -> Picture | None:
    """The picture in a file of that name; None where it cannot be read.

    Copies are made of PNG, JPEG and WebP, and not of moving pictures.
    """
    if name.lower().endswith(".svg"):
        return _look_at_svg(data)
    # Imported here: it takes long, and images are looked at once.
    import warnings

    import PIL.Image
    import PIL.ImageOps

    try:
        with warnings.catch_warnings():
            # Pillow warns of large images and of odd metadata; the size is checked here, and the rest does not matter.
            warnings.simplefilter("ignore")
            with PIL.Image.open(io.BytesIO(data)) as image:
                width, height = image.size
                if image.format not in ("PNG", "JPEG", "WEBP") or getattr(image, "n_frames", 1) > 1:
                    return Picture(width, height)
                if width * height > MAX_PIXELS:
                    return Picture(width, height)
                turned = PIL.ImageOps.exif_transpose(image)
                return Picture(*turned.size, _copies(turned, len(data), is_drawn=image.format == "PNG"))
    except (OSError, SyntaxError, ValueError, PIL.Image.DecompressionBombError):  # what Pillow raises for broken files
        return None


def _copies(image: Image, size: int, *, is_drawn: bool) -> tuple[Copy, ...]:
    import PIL.Image

    profile = image.info.get("icc_profile")
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    plain = image.convert("RGBA" if has_alpha else "RGB")
    copies: list[Copy] = []
    for width in (*(width for width in WIDTHS if width < image.width), min(image.width, WIDTHS[-1])):
        if copies and width == copies[-1].width:
            continue
        height = max(1, round(image.height * width / image.width))
        scaled = plain.resize((width, height), PIL.Image.Resampling.LANCZOS) if width < image.width else plain
        file = io.BytesIO()
        # Drawings have flat colours, which lossless WebP keeps sharp and small; photographs do not.
        scaled.save(file, "WEBP", lossless=is_drawn, quality=QUALITY, method=4, icc_profile=profile or b"")
        if len(file.getvalue()) < size:
            copies.append(Copy(width, file.getvalue()))
    return tuple(copies)


def _look_at_svg(data: bytes) -> Picture | None:
    """The size that the root element gives: `width` and `height` in pixels, else the view box (SVG 2, section 8.2)."""
    root = _SVG.search(data[:65536].decode("utf-8", errors="replace"))
    if not root:
        return None
    lengths = dict(_SVG_LENGTH.findall(root[0]))
    box = _SVG_BOX.search(root[0])
    found = (lengths["width"], lengths["height"]) if len(lengths) == 2 else box.groups() if box else ("0", "0")
    try:
        width, height = (round(float(length)) for length in found)
    except (ValueError, OverflowError):
        return Picture(0, 0)
    return Picture(width, height) if min(width, height) > 0 else Picture(0, 0)
