"""Drawings on a white ground, which a page in dark colours shows with light and dark exchanged.

A photograph must not become its negative, so an image is a drawing only if it is one beyond doubt: most of it is of the
one white of its edges, and the rest is thin, or mostly of few colours. JPEG blurs both, so it is for photographs here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_SIDE = 192  # pixels; the image is looked at in this size at most
_WHITE = 245  # the least value of red, green and blue in a white ground
_GROUND_SHARE = 0.4  # of all pixels
_THIN_SHARE = 0.15  # of all pixels: lines and letters, whose smoothed edges have a great many colours
_EDGE_SHARE = 0.85  # of the pixels at the edges
_COLOURS = 32  # that make the drawing, with those of its smoothed edges
_COLOUR_SHARE = 0.5  # of the pixels that are not ground; 32 of 256 greys of a photograph are less

_FOREIGN = re.compile(r"<(?:image|foreignObject)\b|prefers-color-scheme", re.IGNORECASE)
_RECT = re.compile(r"<rect\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""\s(x|y|width|height|fill|style)\s*=\s*["']([^"']*)["']""")
_WHITES = ("white", "#fff", "#ffffff")
_FILL_STYLE = re.compile(r"(?:^|;)\s*fill\s*:\s*([^;]+)")


def is_drawing_on_white(image: Image) -> bool:
    """Whether the image, in the mode RGB or RGBA, is a drawing on white. What is transparent counts as white."""
    import PIL.Image

    scale = _SIDE / max(image.size)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale))) if scale < 1 else image.size
    small = image.resize(size, PIL.Image.Resampling.NEAREST)  # a colour stays what it is
    if small.mode == "RGBA":
        small = PIL.Image.alpha_composite(PIL.Image.new("RGBA", small.size, "white"), small).convert("RGB")
    counts = sorted(small.getcolors(_SIDE * _SIDE) or (), reverse=True)
    if not counts:
        return False
    ground_count, ground = counts[0]
    pixels = small.width * small.height
    drawn = pixels - ground_count
    if not isinstance(ground, tuple) or min(ground) < _WHITE or not 0 < drawn <= (1 - _GROUND_SHARE) * pixels:
        return False
    edges = _edges(small)
    if edges.count(bytes(ground)) < _EDGE_SHARE * len(edges):
        return False
    few = sum(count for count, _ in counts[1 : 1 + _COLOURS])
    return drawn <= _THIN_SHARE * pixels or few >= _COLOUR_SHARE * drawn


def _edges(image: Image) -> list[bytes]:
    """The pixels along the four edges."""
    width, height = image.size
    boxes = [(0, 0, width, 1), (0, height - 1, width, height), (0, 0, 1, height), (width - 1, 0, width, height)]
    data = b"".join(image.crop(box).tobytes() for box in boxes)
    return [data[at : at + 3] for at in range(0, len(data), 3)]


def is_svg_on_white(text: str, width: int, height: int) -> bool:
    """Whether an SVG of that size draws on a white rectangle as large as itself, or writes on nothing.

    Not where it shows other images, or has colours of its own for dark pages.
    """
    if _FOREIGN.search(text):
        return False
    whole = [fill for rect in _RECT.findall(text) if (fill := _fill_of_whole(rect, width, height)) is not None]
    return all(fill in _WHITES for fill in whole) if whole else "<text" in text


def _fill_of_whole(rect: str, width: int, height: int) -> str | None:
    """The colour of a rectangle that covers the image; None if it covers less."""
    attributes = dict(_ATTRIBUTE.findall(rect))
    lengths = {"width": ("100%", str(width), f"{width}px"), "height": ("100%", str(height), f"{height}px")}
    if any(attributes.get(name) not in wanted for name, wanted in lengths.items()):
        return None
    style = _FILL_STYLE.search(attributes.get("style", ""))
    return (style[1] if style else attributes.get("fill", "black")).strip().lower()
