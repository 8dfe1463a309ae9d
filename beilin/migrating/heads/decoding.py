"""The bytes of a document → its text. Any bytes give a text; `importing` refuses those that it cannot decode."""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from beilin.importing.source.detection import decode_source
from beilin.importing.source.encodings import ENCODINGS, Decoded, try_decode
from beilin.importing.source.plausibility import plausibility_of

_LINE_END = re.compile("\r\n?")
_MARKS = "\ufeff\u200b\u2060"  # byte order marks, also several, and what editors leave in their place
_LEGACY = [codecs for name, codecs in ENCODINGS.items() if not name.startswith("utf-")]


def decode(data: bytes) -> tuple[str, str, bool]:
    """The text with "\\n" as its line ends and without byte order marks, its encoding, and whether that is certain.

    What is valid UTF-8 is UTF-8, because all the generators read nothing else. Otherwise the encoding is detected; if
    that fails, it is the likeliest one, and characters that cannot be read become U+FFFD.
    """
    decoded, is_certain = _decoded(data)
    text = decoded.text.replace("\0", "\ufffd")
    return _LINE_END.sub("\n", text).lstrip(_MARKS), decoded.encoding, is_certain and "\0" not in decoded.text


def _decoded(data: bytes) -> tuple[Decoded, bool]:
    if b"\0" not in data and (utf8 := try_decode(data, ("utf-8",))):
        return utf8, True
    detected, _ = decode_source("", data)
    if detected:
        return detected, True
    lossy = data.decode("utf-8", "replace")
    # A slip in a file that is UTF-8 otherwise, such as a character that was cut in two.
    if 100 * lossy.count("\ufffd") <= len(lossy) or data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return Decoded(lossy, "utf-8"), False
    readings = [reading for codecs in _LEGACY if (reading := try_decode(data, codecs))]
    best = max(readings, key=lambda reading: plausibility_of(reading.text).weight, default=Decoded(lossy, "utf-8"))
    return best, False
