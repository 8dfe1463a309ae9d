"""Images as every e-reader shows them, no larger than a screen needs."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from beilin.rendering.epub.images import MAX_SIDE, for_readers

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">{}</svg>'


def encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


RED = Image.new("RGB", (40, 20), (200, 0, 0))


@pytest.mark.parametrize(
    "data", [encoded(RED, "PNG"), encoded(RED, "JPEG"), encoded(RED, "GIF")], ids=["PNG", "JPEG", "GIF"]
)
def test_what_every_reader_shows_is_packed_as_it_is(data: bytes) -> None:
    packed = for_readers(data)
    assert packed
    assert packed.data == data


@pytest.mark.parametrize(
    ("data", "ending", "size"),
    [
        (encoded(RED, "WEBP"), "jpg", (40, 20)),
        (encoded(Image.new("RGBA", (40, 20), (200, 0, 0, 99)), "WEBP"), "png", (40, 20)),
        (encoded(RED, "AVIF"), "jpg", (40, 20)),
        (encoded(RED, "BMP"), "png", (40, 20)),
        (encoded(RED.convert("CMYK"), "JPEG"), "jpg", (40, 20)),
        (encoded(RED, "JPEG", exif=turned()), "jpg", (20, 40)),
        (encoded(RED.resize((2 * MAX_SIDE, 20)), "PNG"), "png", (MAX_SIDE, 10)),
        (encoded(RED.resize((20, 2 * MAX_SIDE)), "JPEG"), "jpg", (10, MAX_SIDE)),
    ],
    ids=["WebP", "transparent WebP", "AVIF", "BMP", "CMYK", "on its side", "wide", "tall"],
)
def test_other_images_are_made_so(data: bytes, ending: str, size: tuple[int, int]) -> None:
    packed = for_readers(data)
    assert packed
    image = Image.open(io.BytesIO(packed.data))
    assert (packed.ending, image.size) == (ending, size)
    assert image.mode in ("RGB", "RGBA")


@pytest.mark.parametrize(
    "data",
    [b"", b"text", b"GIF89a", encoded(RED, "PNG")[:30], encoded(RED, "TIFF"), SVG.format("<g>").encode(), b"<svg/>"],
    ids=["empty", "text", "GIF", "PNG", "TIFF", "ill-formed SVG", "SVG without a namespace"],
)
def test_what_cannot_be_read_is_not_packed(data: bytes) -> None:
    assert for_readers(data) is None


@pytest.mark.parametrize(
    ("drawn", "kept"),
    [
        ('<rect width="1" height="1"/>', '<rect width="1" height="1"/>'),
        ('<script>x()</script><g onclick="x()" data-x="1"/>', "<g/>"),
        ('<a href="https://far.example/"><text>甲<a xlink:href="x">乙</a></text></a>',
         "<g><text>甲<tspan>乙</tspan></text></g>"),
        ('<image href="https://far.example/a.png"/><image href="data:image/png;base64,AAAA"/>',
         '<image xlink:href="data:image/png;base64,AAAA"/>'),
        ("<style>@import url(//far.example/a.css);</style><style>.a{fill:url(#g)}</style>",
         "<style>.a{fill:url(#g)}</style>"),
        ('<g style="fill:url(//far.example/x)" fill="url(#1a)"/><g id="1a"/><use href="#1a"/><use href="b.svg#x"/>',
         '<g fill="url(#__1a)"/><g id="__1a"/><use xlink:href="#__1a"/><use/>'),
        ('<g xmlns:x="urn:x" x:y="1"><x:z>w</x:z></g>甲<foreignObject>x</foreignObject>乙', "<g/>甲乙"),
        ('<circle r="1"><animate attributeName="r"/></circle>', '<circle r="1"/>'),
    ],
    ids=["a drawing", "scripts", "links", "images", "style sheets", "references", "foreign elements", "animation"],
)  # fmt: skip
def test_a_drawing_neither_runs_nor_loads_anything(drawn: str, kept: str) -> None:
    packed = for_readers(SVG.format(drawn).encode())
    assert packed
    content = packed.data.decode().partition(">\n")[2].partition(">")[2].removesuffix("</svg>")
    assert (packed.ending, content) == ("svg", kept)
