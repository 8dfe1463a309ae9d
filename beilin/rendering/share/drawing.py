"""A share picture → PNG.

The whole picture has 16 colours: eight from the paper to the ink, and eight from the paper to the red of the seal.
"""

from __future__ import annotations

import io
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from beilin.planning.views import SharePicture
from beilin.problems.problem import Problem
from beilin.reading.share_font import bad_font
from beilin.rendering.filters import long_date
from beilin.rendering.share.lettering import Lettering, lettering
from beilin.rendering.share.seal import seal
from beilin.text.title_lines import cut, title_lines

if TYPE_CHECKING:
    from PIL.Image import Image

WIDTH, HEIGHT = 1200, 630  # pixels, the size that social networks show uncropped
MAX_BYTES = 20_000
_Z_RLE = 3  # a strategy of zlib

# Of ink, in light.
PAPER, INK, SEAL = (0xFA, 0xF9, 0xF6), (0x23, 0x21, 0x1E), (0x98, 0x30, 0x1F)
LEVELS = 8  # from the paper to a colour
_FULL, _MUTED = 255, 176  # how much ink
_LINE = 1  # the level of a line

_MARGIN = 88
_MEASURE = WIDTH - 2 * _MARGIN
_RULE = 468  # where the line is that separates the title from what is below
_SEAL_SIZE, _SEAL_TOP = 84, 506
_BESIDE = _MARGIN + _SEAL_SIZE + 26  # where the texts beside the seal begin

_SIZES = (104, 88, 78, 68, 60, 52, 44)
_LEAST_WHOLE = 60  # below this size, a phrase is torn rather than made smaller
_MOST_LINES = {104: 2, 88: 3, 78: 3}  # of larger sizes; otherwise 4
_LEADING = 1.36
_OPENING = "「『（《〈【〔“‘"
_DOT = " · "


class _Title(NamedTuple):
    size: int
    lines: list[str]


def draw(root: Path, picture: SharePicture) -> bytes | Problem:
    """The PNG, or what is wrong with the font. Raises InputChangedError."""
    try:
        letters = lettering(root, picture.font, picture.digest, picture.language)
        date = long_date(picture.date, picture.interface) if picture.date else ""
        title, site, source, date = (drawable(text) for text in (picture.title, picture.site, picture.source, date))
        below = _DOT.join(filter(None, (source, date)))
        if lacking := letters.lacking(f"{title}{site}{below}"):
            return _lacking(picture, lacking)
        return _png(_drawn(letters, fitted(title, letters), site, below))
    except OSError:
        return bad_font(picture.font)


def fitted(title: str, letters: Lettering) -> _Title:
    """The title in the largest size in which it has at most four lines; cut if it is too long for the smallest."""
    for may_tear in (False, True):
        for size in _SIZES:
            if may_tear or size >= _LEAST_WHOLE:
                most = _MOST_LINES.get(size, 4)
                lines = title_lines(title, _MEASURE / size, most, letters.width, may_tear=may_tear)
                if lines is not None:
                    return _Title(size, lines)
    return _Title(_SIZES[-1], cut(title, _MEASURE / _SIZES[-1], 4, letters.width))


def drawable(text: str) -> str:
    """The text without what has no shape: controls, joiners, selectors of variants; every space as U+0020."""
    kept = (" " if character.isspace() else character for character in unicodedata.normalize("NFC", text))
    return " ".join(
        "".join(one for one in kept if unicodedata.category(one) not in ("Cc", "Cf") and not _selects(one)).split()
    )


def _selects(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"


def _lacking(picture: SharePicture, characters: list[str]) -> Problem:
    named = " ".join(f"{character} (U+{ord(character):04X})" for character in characters)
    message = f"the font {picture.font} lacks characters of this article's share picture: {named}"
    return Problem(
        "no-glyph", message, picture.path,
        hint="Name a font that has them in `share_font`, or write the title without them.",
    )  # fmt: skip


def _drawn(letters: Lettering, title: _Title, site: str, below: str) -> Image:
    """How much ink each pixel has."""
    from PIL import Image, ImageDraw

    ink = Image.new("L", (WIDTH, HEIGHT))
    canvas = ImageDraw.Draw(ink)
    leading = round(title.size * _LEADING)
    # The optical middle is a little above the middle.
    top = (_RULE - len(title.lines) * leading) // 2 + round(0.06 * title.size)
    for number, line in enumerate(title.lines):
        left = _MARGIN - _hanging(line, title.size, letters)
        for at, run in letters.runs(line):
            place = (left + at * title.size, top + number * leading)
            canvas.text(place, run, _FULL, letters.at(title.size))
    measure = WIDTH - _MARGIN - _BESIDE
    texts = [(text, size, fill) for text, size, fill in ((site, 36, _FULL), (below, 27, _MUTED)) if text]
    middle = _SEAL_TOP + _SEAL_SIZE // 2
    for (text, size, fill), y in zip(texts, (middle - 22, middle + 24) if len(texts) > 1 else (middle,), strict=True):
        line = cut(text, measure / size, 1, letters.width)[0]
        for at, run in letters.runs(line):
            canvas.text((_BESIDE + at * size, y), run, fill, letters.at(size), anchor="lm")
    return ink


def _hanging(line: str, size: int, letters: Lettering) -> int:
    """How far the line begins before the margin: the empty half of an opening mark does not indent it."""
    return size // 2 if line[0] in _OPENING and letters.width(line[0]) == 1 else 0


def _png(ink: Image) -> bytes:
    """The PNG, with as many levels of ink as it may have within the limit of bytes."""
    from PIL import ImageChops

    for count in (LEVELS, 5, 4, 3, 2):
        data = encoded(ImageChops.add(ink.point(levels(count)), _ground()))
        if len(data) <= MAX_BYTES:
            break
    return data


@lru_cache(maxsize=LEVELS)
def levels(count: int) -> list[int]:
    """The level for each amount from 0 to 255, of as many levels as `count`."""
    step = (LEVELS - 1) / (count - 1)
    return [round(round(amount * (count - 1) / 255) * step) for amount in range(256)]


def red_levels() -> list[int]:
    """The level for each amount of red; the paper is that of the ink."""
    return [level + LEVELS if level else 0 for level in levels(LEVELS)]


@lru_cache(maxsize=1)
def _ground() -> Image:
    """What is the same in every picture, as levels: the seal and the line above it."""
    from PIL import Image, ImageDraw

    ground = Image.new("L", (WIDTH, HEIGHT))
    ImageDraw.Draw(ground).line((_MARGIN, _RULE, WIDTH - _MARGIN, _RULE), _LINE, 2)
    ground.paste(seal(_SEAL_SIZE).point(red_levels()), (_MARGIN, _SEAL_TOP))
    return ground


def palette() -> list[int]:
    """Red, green and blue of each level."""
    colours = []
    for colour in (INK, SEAL):
        for level in range(LEVELS):
            part = level / (LEVELS - 1)
            colours += [round(paper + (full - paper) * part) for paper, full in zip(PAPER, colour, strict=True)]
    return colours


def encoded(picture: Image) -> bytes:
    """A picture in levels as a PNG with the palette."""
    picture.putpalette(palette())
    file = io.BytesIO()
    # Z_RLE: on pictures of letters 1 % larger than zlib's usual strategy, and twenty times as fast.
    picture.save(file, "PNG", bits=4, compress_level=9, compress_type=_Z_RLE)
    return file.getvalue()
