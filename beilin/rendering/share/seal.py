"""The seal: a stele, cut out of a square of red."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

_FINER = 8  # it is drawn larger and made smaller, because Pillow draws shapes without smoothing them
_SQUARE = 32.0  # the side in the units of the shapes below, which are those of icon.svg


@lru_cache(maxsize=4)
def seal(size: int, *, radius: float = 3.0) -> Image:
    """The red of each pixel of a square of `size` pixels, from 0 to 255. `radius`: of its corners, in units."""
    from PIL import Image, ImageDraw

    unit = size * _FINER / _SQUARE
    large = Image.new("L", (size * _FINER, size * _FINER))
    canvas = ImageDraw.Draw(large)

    def box(left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        return left * unit, top * unit, right * unit - 1, bottom * unit - 1

    canvas.rounded_rectangle(box(0, 0, _SQUARE, _SQUARE), radius * unit, 255)
    canvas.ellipse(box(9, 5, 23, 19), 0)  # the stele with its round top …
    canvas.rectangle(box(9, 12, 23, 25), 0)
    canvas.rectangle(box(6, 25, 26, 27.5), 0)  # … on its base
    for y, right in ((10.5, 20), (14.5, 20), (18.5, 17)):  # and its lines
        canvas.rectangle(box(12, y, right, y + 1.75), 255)
    return large.resize((size, size), Image.Resampling.BOX)
