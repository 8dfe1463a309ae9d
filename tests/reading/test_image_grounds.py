"""Which images are drawings on white: a page in dark colours exchanges their light and dark, and no photograph's."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from beilin.reading.images import inspect_image

SIZE = (600, 400)


def on(ground: object, mode: str = "RGB") -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """An empty image, and what draws on it."""
    image = Image.new(mode, SIZE, ground)  # type: ignore[arg-type]
    return image, ImageDraw.Draw(image)


def bars(ground: object = "white", mode: str = "RGB") -> Image.Image:
    """A chart."""
    image, draw = on(ground, mode)
    for n in range(8):
        draw.rectangle((30 + 70 * n, 40 + 40 * n, 80 + 70 * n, 380), fill="#1f77b4")
    return image


def curves() -> Image.Image:
    """Thin lines and letters with smoothed edges, in a great many colours."""
    image, draw = on("white")
    for n, colour in enumerate(("red", "blue", "green", "black", "orange", "purple")):
        draw.line([(x, 50 + 40 * n + (x * (n + 7)) % 90) for x in range(20, 580, 40)], fill=colour, width=3)
        draw.text((40 + 80 * n, 370), f"label {n}", fill=colour)
    return image.resize((450, 300), Image.Resampling.LANCZOS)


def photograph(mode: str, width: int = 420) -> Image.Image:
    """A thing with shades and grain before a white wall."""
    thing = Image.radial_gradient("L").resize((width, width * 9 // 10)).convert("RGB")
    thing = Image.blend(thing, Image.effect_noise(thing.size, 30).convert("RGB"), 0.3)
    red, green, blue = thing.split()
    thing = Image.merge("RGB", (red, green.point([n * 7 // 10 for n in range(256)]), blue)).convert(mode)
    image, _ = on("white")
    image.paste(thing, (90, 10))
    return image


def outline(colour: str) -> Image.Image:
    """A frame on nothing."""
    image, draw = on((0, 0, 0, 0), "RGBA")
    draw.rectangle((50, 50, 300, 300), outline=colour, width=4)
    return image


@pytest.mark.parametrize(
    ("image", "is_on_white"),
    [
        (bars(), True),
        (bars("#fafafa"), True),
        (bars("#dddddd"), False),
        (bars("black"), False),
        (bars((0, 0, 0, 0), "RGBA"), True),
        (bars().quantize(16), True),
        (curves(), True),
        (outline("black"), True),
        (outline("white"), False),  # nothing is left of it on white
        (photograph("RGB"), False),
        (photograph("L"), False),
        (on("white")[0], False),
        (Image.linear_gradient("L").resize(SIZE), False),
    ],
)
def test_drawings_on_white(image: Image.Image, is_on_white: bool) -> None:
    file = io.BytesIO()
    image.save(file, "PNG")
    picture = inspect_image("a.png", file.getvalue())
    assert picture
    assert picture.is_on_white is is_on_white


def test_a_jpeg_is_a_photograph() -> None:
    file = io.BytesIO()
    bars().save(file, "JPEG")
    picture = inspect_image("a.jpg", file.getvalue())
    assert picture
    assert not picture.is_on_white


@pytest.mark.parametrize(
    ("inside", "is_on_white"),
    [
        ('<rect width="720" height="470" fill="#fff"/><text>a</text>', True),
        ('<rect width="100%" height="100%" style="stroke: none; fill: white"/>', True),
        ('<rect width="720" height="470" fill="#123456"/><text>a</text>', False),
        ('<rect width="720" height="470"/><text fill="white">a</text>', False),  # black
        ('<rect width="20" height="20" fill="black"/><text>a</text>', True),
        ('<circle r="40" fill="gold"/>', False),  # an emblem, whose colours mean something
        ('<rect width="720" height="470" fill="#fff"/><image href="photo.jpg"/>', False),
        ("<style>@media (prefers-color-scheme: dark) { text { fill: white } }</style><text>a</text>", False),
    ],
)
def test_svg_on_white(inside: str, is_on_white: bool) -> None:
    picture = inspect_image("a.svg", f'<svg viewBox="0 0 720 470">{inside}</svg>'.encode())
    assert picture
    assert picture.is_on_white is is_on_white
