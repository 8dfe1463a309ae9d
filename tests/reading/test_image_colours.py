"""Copies of an image look as the image does in a browser, or there are none."""

from __future__ import annotations

import io
import random
import struct
import zlib
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms

from beilin.reading.images import Picture, inspect_image

WIDTH, HEIGHT = 800, 600
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
GREY_PROFILE = SRGB[:16] + b"GRAY" + SRGB[20:]


def png(depth: int, colour_type: int, row: Callable[[int], bytes], chunks: bytes = b"") -> bytes:
    """A PNG with those rows (PNG, section 5), and with chunks before its data."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, colour_type, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + row(number) for number in range(HEIGHT)), 1)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunks + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def noise(number: int) -> list[int]:
    """A row of values that no compression makes small, so that copies are worth it."""
    chance = random.Random(number)
    return [chance.randrange(65536) for _ in range(WIDTH)]


def grey_16(number: int) -> bytes:
    """A quarter of 6,400 and a quarter of 32,000, then noise."""
    return struct.pack(f">{WIDTH}H", *[6400] * 200, *[32000] * 200, *noise(number)[400:])


def pixels(picture: Picture | None, *at: tuple[int, int]) -> list[tuple[int, ...]]:
    """The colours in the widest copy, in RGBA."""
    assert picture
    with Image.open(io.BytesIO(picture.copies[-1].data)) as copy:
        whole = copy.convert("RGBA")
    found = [whole.getpixel((x * whole.width // WIDTH, y * whole.height // HEIGHT)) for x, y in at]
    return [pixel for pixel in found if isinstance(pixel, tuple)]


def saved(image: Image.Image, ending: str, **options: object) -> bytes:
    file = io.BytesIO()
    image.save(file, ending, **options)
    return file.getvalue()


def sample(mode: str) -> Image.Image:
    """Red on the left, then noise."""
    image = Image.effect_noise((WIDTH, HEIGHT), 90).convert("RGB")
    image.paste((200, 30, 40), (0, 0, 400, HEIGHT))
    return image.convert(mode)


def test_grey_of_16_bits() -> None:
    data = png(16, 0, grey_16)
    assert pixels(inspect_image("a.png", data), (100, 300), (300, 300)) == [(25, 25, 25, 255), (125, 125, 125, 255)]


def test_grey_of_16_bits_with_alpha() -> None:
    def row(number: int) -> bytes:
        values = [6400, 65535] * 200 + [32000, 32768] * 200 + [value for value in noise(number)[:400] for _ in (0, 1)]
        return struct.pack(f">{2 * WIDTH}H", *values)

    assert pixels(inspect_image("a.png", png(16, 4, row)), (100, 300), (300, 300)) == [
        (25, 25, 25, 255),
        (125, 125, 125, 128),
    ]


def test_colours_of_16_bits() -> None:
    def row(number: int) -> bytes:
        return struct.pack(
            f">{3 * WIDTH}H", *[51400, 7710, 10280] * 400, *(noise(number) + noise(-number) + noise(7))[:1200]
        )

    assert pixels(inspect_image("a.png", png(16, 2, row)), (100, 300)) == [(200, 30, 40, 255)]


@pytest.mark.parametrize("colour_type", [0, 2])
def test_a_transparent_value_of_16_bits_cannot_be_copied(colour_type: int) -> None:
    samples = 3 if colour_type else 1
    data = png(16, colour_type, lambda number: struct.pack(f">{WIDTH}H", *noise(number)) * samples,
               chunk(b"tRNS", struct.pack(f">{samples}H", *[6400] * samples)))  # fmt: skip
    assert inspect_image("a.png", data) == Picture(WIDTH, HEIGHT)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P"])
def test_other_modes_of_png(mode: str) -> None:
    picture = inspect_image("a.png", saved(sample(mode), "PNG"))
    grey = mode in ("L", "LA")
    ((red, green, blue, alpha),) = pixels(picture, (100, 300))
    assert alpha == 255
    assert (abs(red - (82 if grey else 200)) < 8, grey == (red == green == blue)) == (True, True)


def test_black_and_white() -> None:
    def row(number: int) -> bytes:
        return b"\xff" * 25 + b"\0" * 25 + bytes(value & 255 for value in noise(number)[:50])

    assert pixels(inspect_image("a.png", png(1, 0, row)), (100, 300), (300, 300)) == [(255,) * 4, (0, 0, 0, 255)]


def test_transparency_of_a_palette_and_of_a_value() -> None:
    image = sample("P")
    red = image.getpixel((100, 300))
    assert isinstance(red, int)
    assert pixels(inspect_image("a.png", saved(image, "PNG", transparency=red)), (100, 300))[0][3] == 0
    grey = sample("L")
    assert (
        pixels(inspect_image("a.png", saved(grey, "PNG", transparency=grey.getpixel((100, 300)))), (100, 300))[0][3]
        == 0
    )


def test_a_profile_for_colours_is_kept_and_others_forbid_copies() -> None:
    for ending in ("PNG", "JPEG"):
        picture = inspect_image("a.png", saved(sample("RGB"), ending, icc_profile=SRGB))
        assert picture
        with Image.open(io.BytesIO(picture.copies[0].data)) as copy:
            assert copy.info["icc_profile"] == SRGB
        assert inspect_image("a.png", saved(sample("L"), ending, icc_profile=GREY_PROFILE)) == Picture(WIDTH, HEIGHT)


def test_colours_for_print_are_left_to_the_browser() -> None:
    assert inspect_image("a.jpg", saved(sample("CMYK"), "JPEG", quality=95)) == Picture(WIDTH, HEIGHT)


@pytest.mark.parametrize(
    ("chunks", "has_copies"),
    [
        (chunk(b"gAMA", struct.pack(">I", 45455)), True),
        (chunk(b"gAMA", struct.pack(">I", 100000)), False),
        (chunk(b"gAMA", struct.pack(">I", 100000)) + chunk(b"sRGB", b"\0"), True),
        (chunk(b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000)), True),
        (chunk(b"cHRM", struct.pack(">8I", 31270, 32900, 68000, 32000, 26500, 69000, 15000, 6000)), False),
        (chunk(b"cICP", bytes([9, 16, 0, 1])), False),
    ],
)
def test_what_a_png_says_of_its_colours(chunks: bytes, has_copies: bool) -> None:
    data = png(8, 2, lambda number: bytes(value & 255 for value in (noise(number) * 3)), chunks)
    picture = inspect_image("a.png", data)
    assert picture
    assert bool(picture.copies) == has_copies


@pytest.mark.parametrize("ending", ["PNG", "WEBP", "GIF"])
def test_what_moves_has_no_still_copy(ending: str) -> None:
    frames = [sample("RGB"), sample("RGB").rotate(180)]
    data = saved(frames[0], ending, save_all=True, append_images=frames[1:], duration=100)
    assert inspect_image(f"a.{ending.lower()}", data) == Picture(WIDTH, HEIGHT)


def test_a_rotated_image_is_upright_with_and_without_copies(monkeypatch: pytest.MonkeyPatch) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(sample("RGB"), "JPEG", exif=exif, quality=95)
    picture = inspect_image("a.jpg", data)
    assert picture
    assert (picture.width, picture.height) == (HEIGHT, WIDTH)
    with Image.open(io.BytesIO(picture.copies[-1].data)) as copy:
        assert copy.size == (HEIGHT, WIDTH)
        top = copy.convert("RGB").getpixel((HEIGHT // 2, 100))
    assert isinstance(top, tuple)
    assert abs(top[0] - 200) < 12  # the red left side is at the top now
    assert inspect_image("a.jpg", saved(sample("CMYK"), "JPEG", exif=exif)) == Picture(HEIGHT, WIDTH)
    monkeypatch.setattr("beilin.reading.images.MAX_PIXELS", 1)
    assert inspect_image("a.jpg", data) == Picture(HEIGHT, WIDTH, is_too_large=True)
