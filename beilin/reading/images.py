"""The displayed size of an image, and smaller copies of it.

A copy depends only on the image's bytes, on this module and on the version of Pillow.
"""

from __future__ import annotations

import hashlib
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from beilin.reading import image_colours, image_grounds

if TYPE_CHECKING:
    from PIL.Image import Image

ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".gif", ".svg")

# Widths in pixels: the column on a phone, and on a desktop at 1, 1.5 and 2 device pixels per CSS pixel.
WIDTHS = (480, 720, 1080, 1440)
QUALITY = 80
# What Pillow may take a file for: its other decoders are for formats that browsers do not show.
FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
MAX_SIDE = 1_000_000  # pixels; an SVG that claims more gives no size
# Larger images have no copies. Decoding and scaling takes up to 16 bytes a pixel, so a process stays below 300 MB.
MAX_PIXELS = 16_000_000

_ORIENTATION = 0x0112  # the tag of Exif
_ON_ITS_SIDE = (5, 6, 7, 8)

_SVG = re.compile(r"<svg\b[^>]*>", re.IGNORECASE)
_SVG_LENGTH = re.compile(r"""\s(width|height)\s*=\s*["']\s*([\d.]+)(?:px)?\s*["']""")
_SVG_BOX = re.compile(r"""\sviewBox\s*=\s*["']\s*[-\d.eE]+[\s,]+[-\d.eE]+[\s,]+([\d.eE+]+)[\s,]+([\d.eE+]+)\s*["']""")


class Copy(NamedTuple):
    """A smaller copy of an image, as WebP."""

    width: int  # in pixels
    data: bytes


class Picture(NamedTuple):
    """What a file says of its image."""

    width: int  # in pixels as displayed, after EXIF rotation; 0 if the file does not give a size
    height: int
    copies: tuple[Copy, ...] = ()  # narrowest first; each has fewer bytes than the image
    is_too_large: bool = False  # to have copies
    is_on_white: bool = False  # a drawing whose ground is white


def recipe() -> str:
    """What copies depend on, apart from the image's bytes."""
    from importlib.metadata import version

    code = b"".join(Path(file).read_bytes() for file in (__file__, image_colours.__file__, image_grounds.__file__))
    return f"{hashlib.sha256(code).hexdigest()[:16]} pillow {version('pillow')}"


def inspect_image(name: str, data: bytes) -> Picture | None:
    """The size and copies of the image in a file of that name; None if it cannot be read.

    Copies are made of PNG, JPEG and WebP, unless they are animated or would look different.
    """
    if name.lower().endswith(".svg"):
        return _inspect_svg(data)
    # Imported here, because it takes long and each image is inspected only once.
    import warnings

    import PIL.Image
    import PIL.ImageOps

    try:
        with warnings.catch_warnings():
            # Pillow warns of large images and odd metadata; the size is checked here, and the rest does not matter.
            warnings.simplefilter("ignore")
            with PIL.Image.open(io.BytesIO(data), formats=FORMATS) as image:
                if image.format not in ("PNG", "JPEG", "WEBP") or getattr(image, "n_frames", 1) > 1:
                    return Picture(*_upright_size(image))
                size = _upright_size(image)
                # A JPEG can be decoded at a half, a quarter or an eighth of its size.
                image.draft(None, (2 * WIDTHS[-1], 2 * WIDTHS[-1]))
                if image.width * image.height > MAX_PIXELS:
                    return Picture(*size, is_too_large=True)
                plain = image_colours.plain_colours(image, data)
                if plain is None:
                    return Picture(*size)
                PIL.ImageOps.exif_transpose(plain, in_place=True)
                profile = image.info.get("icc_profile") or b""
                size = size if image.format == "JPEG" else plain.size
                is_drawing = image.format == "PNG"
                is_on_white = is_drawing and image_grounds.is_drawing_on_white(plain)
                copies = _copies(plain, len(data), profile, is_drawing=is_drawing)
                return Picture(*size, copies, is_on_white=is_on_white)
    except MemoryError:
        raise
    except Exception:  # for a broken file Pillow raises OSError, SyntaxError, ValueError, RuntimeError, struct.error …
        return None


def _upright_size(image: Image) -> tuple[int, int]:
    """The size after rotation, without decoding the image, as Pillow would do for the Exif data of a PNG."""
    is_on_its_side = image.format != "PNG" and image.getexif().get(_ORIENTATION) in _ON_ITS_SIDE
    return (image.height, image.width) if is_on_its_side else image.size


def _copies(image: Image, size: int, profile: bytes, *, is_drawing: bool) -> tuple[Copy, ...]:
    """The copies that have fewer than `size` bytes."""
    import PIL.Image

    copies: list[Copy] = []
    for width in (*(width for width in WIDTHS if width < image.width), min(image.width, WIDTHS[-1])):
        if copies and width == copies[-1].width:
            continue
        height = max(1, round(image.height * width / image.width))
        scaled = image.resize((width, height), PIL.Image.Resampling.LANCZOS) if width < image.width else image
        file = io.BytesIO()
        # Drawings have flat colours: lossless WebP keeps them sharp and small, unlike photographs.
        scaled.save(file, "WEBP", lossless=is_drawing, quality=QUALITY, method=4, icc_profile=profile)
        if len(file.getvalue()) < size:
            copies.append(Copy(width, file.getvalue()))
    return tuple(copies)


def _inspect_svg(data: bytes) -> Picture | None:
    """The size in the root element: `width` and `height` in pixels, else the view box (SVG 2, section 8.2)."""
    text = data.decode("utf-8", errors="replace")
    root = _SVG.search(text[:65536])
    if not root:
        return None
    lengths = dict(_SVG_LENGTH.findall(root[0]))
    box = _SVG_BOX.search(root[0])
    size = (lengths["width"], lengths["height"]) if len(lengths) == 2 else box.groups() if box else ("0", "0")
    try:
        width, height = (round(float(length)) for length in size)
    except (ValueError, OverflowError):
        return Picture(0, 0)
    if not 0 < min(width, height) <= max(width, height) <= MAX_SIDE:
        return Picture(0, 0)
    return Picture(width, height, is_on_white=image_grounds.is_svg_on_white(text, width, height))
