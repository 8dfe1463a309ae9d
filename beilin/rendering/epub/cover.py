"""The cover of a book, drawn from its title: lettered in the font of share pictures, or else in that of the reader.

Without a font it is an SVG. E-readers letter it in a font of their own, so its lines are broken by estimated widths.
"""

from __future__ import annotations

import unicodedata
from html import escape
from pathlib import Path

from beilin.planning.book_views import Book
from beilin.rendering.epub.attributes import language_tag
from beilin.rendering.epub.images import Packed
from beilin.rendering.share.drawing import INK, PAPER, SEAL, drawable, encoded, levels, red_levels
from beilin.rendering.share.lettering import Lettering, lettering
from beilin.rendering.share.seal import seal
from beilin.text.title_lines import Width, cut, title_lines

WIDTH, HEIGHT = 1200, 1800  # pixels
_MARGIN, _TOP = 110, 300
_MEASURE = WIDTH - 2 * _MARGIN
_SIZES = (150, 128, 110, 96, 84, 74)
_MOST_LINES = {150: 3, 128: 4, 110: 5, 96: 6}  # of larger sizes; otherwise 8
_LEADING = 1.36
_RULE, _SEAL_TOP, _SEAL_SIZE = 1490, 1550, 130
_BELOW = ((48, 255), (36, 176))  # the sizes of the lines beside the seal, and how much ink they have


def cover_of(root: Path, book: Book) -> Packed:
    """The cover. Raises InputChangedError if the font changed since it was read."""
    below = list(filter(None, map(drawable, book.cover.below)))
    title = drawable(book.title) or "—"
    if book.cover.font:
        try:
            letters = lettering(root, book.cover.font, book.cover.digest, book.language)
            if not letters.lacking("".join((title, *below))):
                return Packed("png", _png(letters, title, below))
        except OSError:  # a font that Pillow cannot use, of which the site's share pictures say so
            pass
    return Packed("svg", _svg(title, below, book.language).encode())


def _fitted(title: str, width_of: Width) -> tuple[int, list[str]]:
    """The largest size in which the title has few enough lines, and these; cut if it is too long for the smallest."""
    for may_tear in (False, True):
        for size in _SIZES:
            lines = title_lines(title, _MEASURE / size, _MOST_LINES.get(size, 8), width_of, may_tear=may_tear)
            if lines is not None:
                return size, lines
    return _SIZES[-1], cut(title, _MEASURE / _SIZES[-1], 8, width_of)


def _beside(below: list[str], width_of: Width) -> list[tuple[str, int, int, int]]:
    """The lines beside the seal: text, size, ink, and the height of their middle."""
    middle = _SEAL_TOP + _SEAL_SIZE // 2
    shown = list(zip(below, _BELOW, strict=False))
    heights = (middle - 34, middle + 34) if len(shown) > 1 else (middle,)
    measure = WIDTH - 2 * _MARGIN - _SEAL_SIZE - 36
    return [
        (cut(text, measure / size, 1, width_of)[0], size, ink, height)
        for (text, (size, ink)), height in zip(shown, heights, strict=False)
    ]


def _png(letters: Lettering, title: str, below: list[str]) -> bytes:
    from PIL import Image, ImageChops, ImageDraw

    ink = Image.new("L", (WIDTH, HEIGHT))
    canvas = ImageDraw.Draw(ink)
    size, lines = _fitted(title, letters.width)
    for number, line in enumerate(lines):
        for at, run in letters.runs(line):
            place = (_MARGIN + at * size, _TOP + number * round(size * _LEADING))
            canvas.text(place, run, 255, letters.at(size))
    for text, small, amount, y in _beside(below, letters.width):
        for at, run in letters.runs(text):
            canvas.text((_MARGIN + _SEAL_SIZE + 36 + at * small, y), run, amount, letters.at(small), anchor="lm")
    ground = Image.new("L", (WIDTH, HEIGHT))
    ImageDraw.Draw(ground).line((_MARGIN, _RULE, WIDTH - _MARGIN, _RULE), 1, 3)
    ground.paste(seal(_SEAL_SIZE).point(red_levels()), (_MARGIN, _SEAL_TOP))
    return encoded(ImageChops.add(ink.point(levels(8)), ground))


def _svg(title: str, below: list[str], language: str) -> str:
    size, lines = _fitted(title, _estimated)
    texts = [
        _text(line, _MARGIN, _TOP + number * round(size * _LEADING) + size, size, 1)
        for number, line in enumerate(lines)
    ]
    texts += [
        _text(text, _MARGIN + _SEAL_SIZE + 36, y + round(small * 0.36), small, amount / 255)
        for text, small, amount, y in _beside(below, _estimated)
    ]
    unit = _SEAL_SIZE / 32
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="{escape(language_tag(language))}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{_colour(PAPER)}"/>\n'
        f'<g font-family="serif" fill="{_colour(INK)}">\n{"".join(texts)}</g>\n'
        f'<path d="M{_MARGIN} {_RULE}h{_MEASURE}" stroke="{_colour(INK)}" stroke-opacity=".15" stroke-width="3"/>\n'
        f'<g transform="translate({_MARGIN} {_SEAL_TOP}) scale({unit})">\n'
        f'<rect width="32" height="32" rx="3" fill="{_colour(SEAL)}"/>\n'
        f'<path d="M9 25V12a7 7 0 0 1 14 0v13h3v2.5H6V25zM12 10.5h8v1.75h-8zm0 4h8v1.75h-8zm0 4h5v1.75h-5z" '
        f'fill="{_colour(PAPER)}" fill-rule="evenodd"/>\n</g>\n</svg>\n'
    )


def _text(line: str, x: int, y: int, size: int, opacity: float) -> str:
    faded = f' fill-opacity="{opacity:.2f}"' if opacity < 1 else ""
    return f'<text x="{x}" y="{y}" font-size="{size}"{faded}>{escape(line)}</text>\n'


def _estimated(text: str) -> float:
    """The width of the text in most fonts, as a part of the size."""
    return sum(1.0 if unicodedata.east_asian_width(one) in "WFA" else 0.62 if one.isupper() else 0.55 for one in text)


def _colour(colour: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
