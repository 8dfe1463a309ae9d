"""Draw the pictures that come with the theme ink. Run as `.venv/bin/python -m tests.theme.make_pictures`.

They are committed, so this is run only after a change of the seal or of the colours.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw

from beilin.rendering.share.drawing import HEIGHT, LEVELS, WIDTH, encoded, red_levels
from beilin.rendering.share.seal import seal

ASSETS = Path(__file__).parents[2] / "themes/ink/assets"
TOUCH_ICON = 180  # pixels, as iOS asks for; it rounds the corners itself


def site_picture() -> bytes:
    """The seal in the middle of a sheet of paper, ruled in columns like a rubbing; a square crop still shows it."""
    levels = Image.new("L", (WIDTH, HEIGHT))
    canvas = ImageDraw.Draw(levels)
    canvas.rectangle((40, 40, WIDTH - 41, HEIGHT - 41), outline=2, width=3)
    canvas.rectangle((52, 52, WIDTH - 53, HEIGHT - 53), outline=1, width=1)
    for x in range(52 + 73, WIDTH - 53 - 36, 73):
        canvas.line((x, 53, x, HEIGHT - 54), 1, 1)
    side = 232
    left, top = (WIDTH - side) // 2, (HEIGHT - side) // 2
    canvas.rectangle((left - 30, top - 30, left + side + 29, top + side + 29), fill=0)
    levels.paste(seal(side).point(red_levels()), (left, top))
    return encoded(levels)


def touch_icon() -> bytes:
    """The seal on the whole square."""
    return encoded(seal(TOUCH_ICON, radius=0).point(red_levels()))


if __name__ == "__main__":
    assert LEVELS <= 16 // 2
    (ASSETS / "share.png").write_bytes(site_picture())
    (ASSETS / "touch-icon.png").write_bytes(touch_icon())
