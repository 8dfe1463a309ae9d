"""The bytes of one article in an export → its text, whatever a database made of them."""

from __future__ import annotations

import codecs
import re

from beilin.importing.formats.html.page.decoding import codecs_of
from beilin.importing.model import NOWHERE, Finding
from beilin.importing.source.detection import decode_source
from beilin.importing.source.encodings import ENCODINGS, decode_or_refuse, try_decode
from beilin.problems.problem import Problem

# If at most one letter in so many is damaged, a text is UTF-8: databases cut texts in the middle of a letter.
_LETTERS_PER_DAMAGE = 100
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f]")  # not the escape of seven-bit encodings
_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}encoding\s*=\s*["']([\w.:-]{1,40})["']""")


def declared_encoding(start: bytes) -> str:
    """The encoding that the XML declaration at the start of a file names; "" if there is none, or it is unknown."""
    match = _DECLARED.search(start[:1000])
    try:
        return codecs.lookup(match[1].decode()).name if match else ""
    except LookupError:
        return ""


def decode_item(
    name: str, data: bytes, chosen: str = "", declared: str = ""
) -> tuple[str, str, tuple[Finding, ...]] | Problem:
    """The text without control characters, its encoding, and what was damaged in it.

    The encoding is the `chosen` one, else UTF-8 if all bytes or nearly all are valid in it, else the `declared` one,
    else the one that the bytes show.
    """
    if chosen:
        decoded, problem = decode_or_refuse(name, _CONTROL_BYTES.sub(b"", data), ENCODINGS[chosen])
        if decoded is None:
            return problem or Problem("wrong-encoding", "the text cannot be decoded", name)
        return _without_controls(decoded.text, decoded.encoding, ())
    if decoded := try_decode(data, ("utf-8",)):
        return _without_controls(decoded.text, decoded.encoding, ())
    mended = data.decode("utf-8", errors="replace")
    letters, damages = sum(map(_is_beyond_ascii, mended)), mended.count("\ufffd")
    if letters >= damages * _LETTERS_PER_DAMAGE:
        evidence = f"{damages} characters are damaged in the source; each is written as \ufffd"
        return _without_controls(mended, "utf-8", (Finding(NOWHERE, "damaged characters", evidence, False),))
    if declared and declared != "utf-8" and (decoded := try_decode(data, codecs_of(declared))):
        return _without_controls(decoded.text, decoded.encoding, ())
    detected, problem = decode_source(name, _CONTROL_BYTES.sub(b"", data))
    if detected is None:
        return problem or Problem("wrong-encoding", "the text cannot be decoded", name)
    return _without_controls(detected.text, detected.encoding, ())


def _is_beyond_ascii(character: str) -> bool:
    return character > "\x7f"


def _without_controls(text: str, encoding: str, findings: tuple[Finding, ...]) -> tuple[str, str, tuple[Finding, ...]]:
    cleaned, count = _CONTROL.subn("", text)
    if count:
        evidence = f"{count} control characters in the source, which pages cannot show, were left out"
        findings = (*findings, Finding(NOWHERE, "control characters", evidence, False))
    return cleaned, encoding, findings
