"""A source's bytes → its text. The encoding is told from the bytes, chosen by the editor, or the source is refused.

Nothing is ever replaced: every reading is strict, and a reading that is only possible is not taken for the right one.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass

from beilin.importing.plausible import Plausibility, plausibility_of, sample_of
from beilin.problems.problem import Problem

# What an editor may choose, each with the codecs that are tried for it: Big5 has several.
ENCODINGS = {
    "utf-8": ("utf-8",),
    "utf-16": ("utf-16-le", "utf-16-be"),
    "utf-16-le": ("utf-16-le",),
    "utf-16-be": ("utf-16-be",),
    "gb18030": ("gb18030",),
    "big5": ("big5", "cp950", "big5hkscs"),
    "windows-1252": ("cp1252",),
}
# Never taken without the editor's word, for almost any bytes can be read so.
_ONLY_BY_HAND = {"utf-16", "windows-1252"}
_MARKS = {BOM_UTF8: "utf-8", BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}
_RECORDED_AS = {"cp1252": "windows-1252", "big5hkscs": "big5-hkscs"}
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f]")
_TOO_FEW = 3  # characters, to speak for UTF-8 without a word beside them
_UTF32_MARKS = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")

_CHOOSE = "Choose with --encoding what reads right: "
_CONVERT = "Convert it to UTF-8 and import it again."


@dataclass(frozen=True, slots=True)
class Decoded:
    """A source's text."""

    text: str  # with the byte order mark, if there is one
    encoding: str  # as Python's codecs know it, too


@dataclass(frozen=True, slots=True)
class _Reading:
    decoded: Decoded
    plausibility: Plausibility


def decode_source(name: str, data: bytes, encoding: str = "") -> tuple[Decoded | None, Problem | None]:
    """The text, or why the source is refused. `encoding` is a key of ENCODINGS that the editor chose, "" to tell it."""
    if not data:
        return None, Problem("empty", "the file is empty", name, hint="Export the article again.")
    marked = next((codec for mark, codec in _MARKS.items() if data.startswith(mark)), "")
    if data.startswith(_UTF32_MARKS):
        return None, Problem("wrong-encoding", "the file is UTF-32, which is not read here", name, hint=_CONVERT)
    if encoding and not (encoding == "utf-16" and not marked):
        codecs = (marked,) if encoding == "utf-16" else ENCODINGS[encoding]
        return _strictly(name, data, codecs)
    if marked:
        return _strictly(name, data, (marked,))
    if b"\0" in data or encoding == "utf-16":
        return _without_mark(name, data)
    return _told(name, data)


def _told(name: str, data: bytes) -> tuple[Decoded | None, Problem | None]:
    """The text in the one encoding in which it is beyond doubt."""
    utf8 = _read(data, ("utf-8",))
    if utf8 and not _could_be_pairs(utf8.text):
        return utf8, None
    readings = _readings(data)
    if utf8 and not any(_casts_doubt(reading, utf8.text) for reading in readings):
        return utf8, None
    if utf8 is None and (decoded := _beyond_doubt(readings)):
        return decoded, None
    return None, _refusal(name, data, utf8, readings)


def _without_mark(name: str, data: bytes) -> tuple[Decoded | None, Problem | None]:
    """The text in UTF-16 without a byte order mark, where one order of the bytes gives text and the other does not."""
    found = [decoded for codec in ENCODINGS["utf-16"] if (decoded := _read(data, (codec,)))]
    readings = [_Reading(decoded, plausibility_of(decoded.text, counts_ascii=True)) for decoded in found]
    if decoded := _beyond_doubt(readings):
        return decoded, None
    place = data.find(b"\0")
    if place < 0:
        return None, _uncertain(name, [reading.decoded for reading in readings])
    message = f"this is no text file (byte 0x00 at byte {place + 1})"
    hint = "Import plain text; if it is UTF-16, say --encoding utf-16-le or utf-16-be."
    return None, Problem("not-text", message, name, data.count(b"\n", 0, place) + 1, hint=hint)


def _readings(data: bytes) -> list[_Reading]:
    """All readings in other encodings than UTF-8 that the bytes allow."""
    codecs = [codecs for name, codecs in ENCODINGS.items() if name not in {*_ONLY_BY_HAND, "utf-8"}]
    found = [decoded for names in codecs if (decoded := _read(data, names))]
    return [_Reading(decoded, plausibility_of(decoded.text)) for decoded in found]


def _beyond_doubt(readings: list[_Reading]) -> Decoded | None:
    """The one reading that is certain, where no other comes near. The likeliest stand first afterwards."""
    readings.sort(key=lambda reading: reading.plausibility.weight, reverse=True)
    if not readings or not readings[0].plausibility.is_certain:
        return None
    best, others = readings[0], readings[1:]
    return best.decoded if all(best.plausibility.outweighs(other.plausibility) for other in others) else None


def _could_be_pairs(text: str) -> bool:
    """Whether text that was read as UTF-8 may be a few characters in another encoding.

    What is beyond U+07FF takes three bytes in a pattern that other encodings hit by chance once, not throughout. ASCII
    is ASCII, unless control characters show that it may be halves of UTF-16.
    """
    return max(text) < "\u0800" and (not text.isascii() or _CONTROL.search(text) is not None)


def _casts_doubt(reading: _Reading, utf8: str) -> bool:
    """Whether the bytes may be this reading, though they are UTF-8 too. A lone sign or two may be anything."""
    is_bare = not any(character.isascii() and character.isalpha() for character in utf8)
    if is_bare and sum(not character.isascii() for character in utf8) <= _TOO_FEW:
        return _is_offered(reading)
    return reading.plausibility.is_likely


def _is_offered(reading: _Reading) -> bool:
    """Whether an editor should see the reading. Almost any bytes are UTF-16, so that must look like text."""
    plausibility = reading.plausibility
    return plausibility.average > 0 if reading.decoded.encoding in ENCODINGS["utf-16"] else plausibility.is_possible


def _refusal(name: str, data: bytes, utf8: Decoded | None, readings: list[_Reading]) -> Problem:
    candidates = [reading.decoded for reading in readings if _is_offered(reading)]
    candidates = ([utf8] if utf8 else []) + candidates
    if not any(decoded.encoding in ("gb18030", "big5", "cp950", "big5-hkscs") for decoded in candidates):
        latin = _read(data, ENCODINGS["windows-1252"])
        candidates += [latin] if latin and _is_mostly_ascii(data) else []
    if not candidates:
        candidates = [reading.decoded for reading in readings]
    if candidates:
        return _uncertain(name, candidates)
    _, problem = _strictly(name, data, ENCODINGS["utf-8"])
    assert problem is not None
    return problem


def _uncertain(name: str, candidates: list[Decoded]) -> Problem:
    """The problem of bytes that can be read in several ways, or in one that is not sure."""
    samples = "; ".join(f"{_chosen_as(decoded.encoding)} reads “{sample_of(decoded.text)}”" for decoded in candidates)
    return Problem("uncertain-encoding", "the encoding of the file is not certain", name, hint=f"{_CHOOSE}{samples}.")


def _strictly(name: str, data: bytes, codecs: tuple[str, ...]) -> tuple[Decoded | None, Problem | None]:
    """The text in that encoding, or the place of the first byte that does not fit."""
    if decoded := _read(data, codecs):
        if "\0" not in decoded.text:
            return decoded, None
        before = decoded.text[: decoded.text.index("\0")]
        message = f"this is no text file (character U+0000 after {len(before)} characters)"
        return None, Problem("not-text", message, name, before.count("\n") + 1, hint="Import plain text.")
    try:
        data.decode(codecs[-1])
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(codecs[-1])
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        encoding = _chosen_as(codecs[-1]).upper()
        message = f"the file is not {encoding} (byte 0x{data[error.start]:02x} at byte {error.start + 1})"
        return None, Problem("wrong-encoding", message, name, line, column, _CONVERT)
    raise AssertionError("what cannot be read cannot be read again")


def _read(data: bytes, codecs: tuple[str, ...]) -> Decoded | None:
    """The text in the first of the codecs in which every byte has a meaning and leads back to itself."""
    for codec in codecs:
        try:
            text = data.decode(codec)
            text.encode("utf-8")
        except UnicodeError:
            continue
        return Decoded(text, _RECORDED_AS.get(codec, codec))
    return None


def _chosen_as(encoding: str) -> str:
    """The name under which the editor chooses the encoding."""
    if encoding in ENCODINGS:
        return encoding
    recorded = {_RECORDED_AS.get(codec, codec): name for name, codecs in ENCODINGS.items() for codec in codecs}
    return recorded.get(encoding) or next(name for name, codecs in ENCODINGS.items() if encoding in codecs)


def _is_mostly_ascii(data: bytes) -> bool:
    return sum(byte < 0x80 for byte in data) > 0.8 * len(data)
