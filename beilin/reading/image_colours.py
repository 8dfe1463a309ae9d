"""The colours of an image as browsers show them, in 8 bits of red, green and blue, with or without transparency."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

# Of sRGB, as PNG has them: the exponent of the encoding, and the positions of white, red, green and blue.
_GAMMA = 0.45455
_CHROMATICITIES = (0.3127, 0.329, 0.64, 0.33, 0.3, 0.6, 0.15, 0.06)
_TOLERANCE = 0.005
_BIT_DEPTH = 24  # where the header of a PNG has the bits per sample (PNG, section 11.2.1)


def plain_colours(image: Image, data: bytes) -> Image | None:
    """The image in the mode RGB or RGBA; None if copies without its metadata would look different.

    `data` are the bytes of its file. A colour profile for RGB applies to the result as well.
    """
    profile = image.info.get("icc_profile") or b""
    if image.mode == "CMYK" or (profile and profile[16:20] != b"RGB "):  # ICC.1, section 7.2.6
        return None
    is_deep = image.format == "PNG" and data[_BIT_DEPTH : _BIT_DEPTH + 1] == b"\x10"
    if image.format == "PNG" and not profile and _has_other_colour_space(image, data):
        return None
    has_alpha = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
    if is_deep and "transparency" in image.info:
        return None  # one of 65,536 values is transparent, and after rounding others would be too
    if image.mode.startswith("I;16"):
        return _upper_bytes(image).convert("RGB")
    if image.mode in ("I", "F"):
        return None
    mode = "RGBA" if has_alpha else "RGB"
    return image if image.mode == mode else image.convert(mode)


def _upper_bytes(image: Image) -> Image:
    """A grey image of 16 bits in 8. Pillow's own conversion would make everything above 255 white."""
    import PIL.Image

    upper = slice(0, None, 2) if image.mode.endswith("B") else slice(1, None, 2)
    return PIL.Image.frombytes("L", image.size, image.tobytes()[upper])


def _has_other_colour_space(image: Image, data: bytes) -> bool:
    """Whether a PNG without a profile says in other ways that its colours are not those of sRGB."""
    if data.find(b"cICP", 0, data.find(b"IDAT")) >= 0:  # such as HDR (PNG, third edition, section 11.3.2.6)
        return True
    if "srgb" in image.info:
        return False
    gamma, chromaticities = image.info.get("gamma"), image.info.get("chromaticity")
    if gamma is not None and abs(gamma - _GAMMA) > _TOLERANCE:
        return True
    pairs = zip(chromaticities or (), _CHROMATICITIES, strict=False)
    return any(abs(one - other) > _TOLERANCE for one, other in pairs)
