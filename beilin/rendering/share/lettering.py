"""A font file as Pillow reads it: the face for a language, the widths of characters, and which of them it has."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from beilin.model import InputChangedError
from beilin.text.cjk import HAN
from beilin.text.languages import base_language, script_of

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

_UNIT = 100  # pixels; the size at which widths are measured, since widths at other sizes are proportional
GAP = 1 / 8  # between a Han character and a Latin letter or figure, as on pages (CSS Text 4, `text-autospace`)
_BOUNDARY = re.compile(f"(?<=[{HAN}])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9])(?=[{HAN}])")
_NONE = "\U0010ffff"  # a noncharacter: what a font shows for it, it shows for every character that it lacks
# The last word of a family's name in collections for several regions (Noto CJK, Source Han), by script or language.
_REGIONS = {"hant": ("TC", "TW"), "hans": ("SC", "CN"), "ja": ("JP", "J"), "ko": ("KR", "K")}


@dataclass(slots=True)
class Lettering:
    """One face of a font file."""

    path: str
    face: int  # its number in the file
    _sizes: dict[int, FreeTypeFont] = field(default_factory=dict)
    _widths: dict[str, float] = field(default_factory=dict)  # of characters, as parts of the size
    _has: dict[str, bool] = field(default_factory=dict)
    _missing_shape: bytes = b""

    def at(self, size: int) -> FreeTypeFont:
        """The font at a size in pixels. Raises OSError if Pillow cannot use it."""
        if size not in self._sizes:
            self._sizes[size] = _font(self.path, size, self.face)
        return self._sizes[size]

    def width(self, text: str) -> float:
        """The width of the text as a part of the size."""
        total = GAP * len(_BOUNDARY.findall(text))
        for character in text:
            width = self._widths.get(character)
            if width is None:
                width = self._widths[character] = self.at(_UNIT).getlength(character) / _UNIT
            total += width
        return total

    def runs(self, text: str) -> list[tuple[float, str]]:
        """The text, divided between Chinese and Latin, where there is a gap: each run after where it begins."""
        runs, at = [], 0.0
        for run in _BOUNDARY.split(text):
            runs.append((at, run))
            at += self.width(run) + GAP
        return runs

    def lacking(self, text: Iterable[str]) -> list[str]:
        """The characters of the text that the font has no shape for, each once, in order."""
        return [character for character in dict.fromkeys(text) if character != " " and not self._has_shape(character)]

    def _has_shape(self, character: str) -> bool:
        has = self._has.get(character)
        if has is None:
            if not self._missing_shape:
                self._missing_shape = self._shape(_NONE)
            has = self._has[character] = self._shape(character) != self._missing_shape
        return has

    def _shape(self, character: str) -> bytes:
        mask, offset = self.at(_UNIT).getmask2(character, mode="L")
        return repr((mask.size, offset, self.at(_UNIT).getlength(character))).encode() + bytes(mask)


@lru_cache(maxsize=8)
def lettering(root: Path, file: str, digest: str, language: str) -> Lettering:
    """The face of the font file for a language.

    `digest` is the SHA-256 of the file. Raises InputChangedError if the file has another, OSError if Pillow cannot use
    it.
    """
    path = root / file
    try:
        data = path.read_bytes()
    except OSError:
        raise InputChangedError(file) from None
    if sha256(data).hexdigest() != digest:
        raise InputChangedError(file)
    face = _face_for(str(path), language) if data.startswith(b"ttcf") else 0
    return Lettering(str(path), face)


def _face_for(path: str, language: str) -> int:
    """The number of the face for the language in a collection; 0 if no name tells."""
    base = base_language(language)
    wanted = _REGIONS.get(script_of(language) if base == "zh" else base, ())
    number = 0
    while wanted:
        try:
            family = _font(path, _UNIT, number).getname()[0] or ""
        except OSError:  # there are no more
            break
        if family.split()[-1:] and family.split()[-1] in wanted:
            return number
        number += 1
    return 0


def _font(path: str, size: int, face: int) -> FreeTypeFont:
    from PIL import ImageFont  # imported here, because it takes long and most builds draw nothing

    # Basic layout: Raqm is not in every build of Pillow, and would give other bytes.
    return ImageFont.truetype(path, size, face, layout_engine=ImageFont.Layout.BASIC)
