"""A source's bytes → its text. The encoding is detected, or chosen by the editor; otherwise the source is refused.

An encoding that is merely possible is never guessed. A reading is the text of the bytes in one encoding.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass

from beilin.importing.source.encodings import (
    CONVERT_HINT,
    ENCODINGS,
    Decoded,
    decode_or_refuse,
    encoding_option,
    try_decode,
)
from beilin.importing.source.plausibility import Plausibility, plausibility_of, sample_of
from beilin.importing.source.seven_bit import seven_bit_encoding
from beilin.problems.problem import Problem

# Only used when the editor chooses them, because almost any bytes can be decoded with them.
_NEVER_DETECTED = {"utf-16", "windows-1252"}
_MARKS = {BOM_UTF8: "utf-8", BOM_UTF16_LE: "utf-16-le", BOM_UTF16_BE: "utf-16-be"}
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1f]")
_MAX_SIGNS = 3  # so many different non-ASCII characters are too few to be sure of UTF-8
_UTF32_MARKS = (b"\xff\xfe\0\0", b"\0\0\xfe\xff")


@dataclass(frozen=True, slots=True)
class _Reading:
    decoded: Decoded
    plausibility: Plausibility


def decode_source(name: str, data: bytes, encoding: str = "") -> tuple[Decoded | None, Problem | None]:
    """The text; or None and why the source is refused. `encoding` is a key of ENCODINGS, or "" to detect it."""
    if not data:
        return None, Problem("empty", "the file is empty", name, 1, hint="Export the article again.")
    marked = next((codec for mark, codec in _MARKS.items() if data.startswith(mark)), "")
    if data.startswith(_UTF32_MARKS):
        return None, Problem("wrong-encoding", "the file is UTF-32, which is not supported", name, hint=CONVERT_HINT)
    if encoding and not (encoding == "utf-16" and not marked):
        codecs = (marked,) if encoding == "utf-16" else ENCODINGS[encoding]
        return decode_or_refuse(name, data, codecs)
    if marked:
        return decode_or_refuse(name, data, (marked,))
    if b"\0" in data or encoding == "utf-16":
        return _detect_utf16(name, data)
    if escapes := seven_bit_encoding(data):
        message = f"the file is {escapes}, which is not supported"
        hint = f"Convert it with iconv -f {escapes} -t UTF-8; if it is ASCII after all, use --encoding utf-8."
        return None, Problem("wrong-encoding", message, name, hint=hint)
    return _detect(name, data)


def _detect(name: str, data: bytes) -> tuple[Decoded | None, Problem | None]:
    """The text in the one encoding that is certain."""
    utf8 = try_decode(data, ("utf-8",))
    if utf8 and not _may_be_other_encoding(utf8.text):
        return utf8, None
    readings = _readings(data)
    if utf8 and not any(_casts_doubt(reading, utf8.text) for reading in readings):
        return utf8, None
    if utf8 is None and (decoded := _certain(readings)):
        return decoded, None
    return None, _refusal(name, data, utf8, readings)


def _detect_utf16(name: str, data: bytes) -> tuple[Decoded | None, Problem | None]:
    """The text in UTF-16 without a byte order mark, if it is text in one byte order and not in the other."""
    both_orders = [decoded for codec in ENCODINGS["utf-16"] if (decoded := try_decode(data, (codec,)))]
    readings = [_Reading(decoded, plausibility_of(decoded.text, counts_ascii=True)) for decoded in both_orders]
    if decoded := _certain(readings):
        return decoded, None
    offset = data.find(b"\0")
    if offset < 0:
        return None, _uncertain(name, [reading.decoded for reading in readings])
    message = f"this is not a text file (byte 0x00 at byte {offset + 1})"
    hint = "Import plain text; if it is UTF-16, use --encoding utf-16-le or utf-16-be."
    return None, Problem("not-text", message, name, data.count(b"\n", 0, offset) + 1, hint=hint)


def _readings(data: bytes) -> list[_Reading]:
    """All possible readings in encodings other than UTF-8."""
    codecs = [codecs for name, codecs in ENCODINGS.items() if name not in {*_NEVER_DETECTED, "utf-8"}]
    possible = [decoded for names in codecs if (decoded := try_decode(data, names))]
    return [_Reading(decoded, plausibility_of(decoded.text)) for decoded in possible]


def _certain(readings: list[_Reading]) -> Decoded | None:
    """The reading that is certain, if there is one and no other comes near. Sorts the readings, likeliest first."""
    readings.sort(key=lambda reading: reading.plausibility.weight, reverse=True)
    if not readings or not readings[0].plausibility.is_certain:
        return None
    best, others = readings[0], readings[1:]
    return best.decoded if all(best.plausibility.outweighs(other.plausibility) for other in others) else None


def _may_be_other_encoding(text: str) -> bool:
    """Whether text that was decoded as UTF-8 may be a few characters in a different encoding.

    A character beyond U+07FF takes three bytes, in a pattern that other encodings may hit once by chance, but not
    throughout. ASCII is ASCII, unless control characters suggest halves of UTF-16.
    """
    return max(text) < "\u0800" and (not text.isascii() or _CONTROL.search(text) is not None)


def _casts_doubt(reading: _Reading, utf8: str) -> bool:
    """Whether this reading may be right although the bytes are valid UTF-8.

    A few signs may be anything, and so may a text of which every tenth character is a control character.
    """
    signs = {character for character in utf8 if not character.isascii()}
    has_letters = any(character.isascii() and character.isalpha() for character in utf8)
    is_utf16 = reading.decoded.encoding in ENCODINGS["utf-16"]
    has_few_signs = len(signs) <= _MAX_SIGNS and (is_utf16 or not has_letters)
    if has_few_signs or 10 * len(_CONTROL.findall(utf8)) >= len(utf8):
        return _is_offered(reading)
    return reading.plausibility.is_likely


def _is_offered(reading: _Reading) -> bool:
    """Whether to show the reading to the editor. Almost any bytes are valid UTF-16, so that must look like text."""
    plausibility = reading.plausibility
    return plausibility.average > 0 if reading.decoded.encoding in ENCODINGS["utf-16"] else plausibility.is_possible


def _refusal(name: str, data: bytes, utf8: Decoded | None, readings: list[_Reading]) -> Problem:
    candidates = [reading.decoded for reading in readings if _is_offered(reading)]
    candidates = ([utf8] if utf8 else []) + candidates
    if not any(decoded.encoding in ("gb18030", "big5", "cp950", "big5-hkscs") for decoded in candidates):
        latin = try_decode(data, ENCODINGS["windows-1252"])
        candidates += [latin] if latin and _is_mostly_ascii(data) else []
    if not candidates:
        candidates = [reading.decoded for reading in readings]
    if candidates:
        return _uncertain(name, candidates)
    _, problem = decode_or_refuse(name, data, ENCODINGS["utf-8"])
    assert problem is not None
    return problem


def _uncertain(name: str, candidates: list[Decoded]) -> Problem:
    """The problem of bytes with several possible readings, or with one that is not certain."""
    samples = "; ".join(f"{encoding_option(text.encoding)} reads “{sample_of(text.text)}”" for text in candidates)
    return Problem(
        "uncertain-encoding",
        "the encoding of the file is not certain",
        name,
        hint=f"Choose the right reading with --encoding: {samples}.",
    )


def _is_mostly_ascii(data: bytes) -> bool:
    return sum(byte < 0x80 for byte in data) > 0.8 * len(data)
