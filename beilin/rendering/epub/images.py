"""Images of the archive → images that every e-reader shows: PNG, JPEG, GIF or SVG, no larger than a screen needs."""

from __future__ import annotations

import io
import warnings
from typing import TYPE_CHECKING, NamedTuple

from beilin.files.image_formats import ending_of
from beilin.reading.image_colours import plain_colours
from beilin.reading.images import MAX_PIXELS

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_SIDE = 1600  # pixels; the longer side of the screen of a large e-reader
MAX_BYTES = 500_000  # of an image that is packed as it is
QUALITY = 82
MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "svg": "image/svg+xml"}
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF", "BMP")
_MAX_PROLOGUE = 4096  # bytes before the root element of an SVG
_ORIENTATION = 0x0112  # the tag of Exif


class Packed(NamedTuple):
    """An image as a book has it."""

    ending: str  # one of MEDIA_TYPES
    data: bytes


def for_readers(data: bytes) -> Packed | None:
    """The image for the bytes of a file; None if it cannot be read or shown in a book."""
    ending = ending_of(data)
    if ending == "svg" or (not ending and b"<svg" in data[:_MAX_PROLOGUE]):  # one that would run, until it is cleaned
        from beilin.rendering.epub.drawings import drawing_for_readers

        drawing = drawing_for_readers(data) if len(data) <= 4 * MAX_BYTES else None
        return Packed("svg", drawing) if drawing else None
    # Imported here, because it takes long and few books have images.
    import PIL.Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd metadata
            with PIL.Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if ending in MEDIA_TYPES and _is_fine(image, data):
                    return Packed(ending, data)
                return _made_smaller(image, data)
    except MemoryError:
        raise
    except Exception:  # for a broken file Pillow raises OSError, SyntaxError, ValueError, RuntimeError, struct.error …
        return None


def _is_fine(image: Image, data: bytes) -> bool:
    is_upright = image.format != "JPEG" or image.getexif().get(_ORIENTATION, 1) == 1
    return max(image.size) <= MAX_SIDE and len(data) <= MAX_BYTES and image.mode != "CMYK" and is_upright


def _made_smaller(image: Image, data: bytes) -> Packed | None:
    """The first frame, upright and no larger than MAX_SIDE."""
    import PIL.Image
    import PIL.ImageOps

    if image.format == "JPEG":  # which can be decoded at a half, a quarter or an eighth of its size
        image.draft(None, (2 * MAX_SIDE, 2 * MAX_SIDE))
    if image.width * image.height > MAX_PIXELS:
        return None
    profile = image.info.get("icc_profile") or b""
    is_photograph = image.format in ("JPEG", "WEBP", "AVIF")
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    plain = plain_colours(image, data)
    if plain is None:
        plain, profile = image.convert("RGBA" if has_alpha else "RGB"), b""
    upright = PIL.ImageOps.exif_transpose(plain)
    upright.thumbnail((MAX_SIDE, MAX_SIDE), PIL.Image.Resampling.LANCZOS)
    file = io.BytesIO()
    if is_photograph and upright.mode == "RGB":
        upright.save(file, "JPEG", quality=QUALITY, optimize=True, icc_profile=profile)
        return Packed("jpg", file.getvalue())
    upright.save(file, "PNG", optimize=True, icc_profile=profile)
    return Packed("png", file.getvalue())
