"""The bytes of a page → its text.

Bytes that are valid UTF-8 are UTF-8. For others the page's own declaration decides (HTML, section 13.2.3.2), if they
are valid in it; otherwise the encoding is detected as for plain text, or the page is refused.
"""

from __future__ import annotations

import codecs
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from dataclasses import dataclass

from beilin.importing.model import NOWHERE, Finding
from beilin.importing.source.detection import decode_source
from beilin.importing.source.encodings import try_decode
from beilin.problems.problem import Problem

_MARKS = (BOM_UTF8, BOM_UTF16_LE, BOM_UTF16_BE)
_PRESCAN = 8192  # bytes in which a declaration counts; browsers read at least 1024
_DECLARED = re.compile(rb"<meta\b[^>]{0,300}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_.:-]{1,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\s{0,9}<\?xml\b[^>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_.:-]{1,40})")
# Labels that stand for a larger encoding (Encoding Standard, section 4.2), each with the codecs that are tried.
_CODECS = {
    **dict.fromkeys(("gb2312", "gbk", "gb18030", "gb_2312-80", "chinese", "x-gbk"), ("gb18030",)),
    **dict.fromkeys(("big5", "big5-hkscs", "big5hkscs", "cn-big5", "x-x-big5"), ("big5", "cp950", "big5hkscs")),
    **dict.fromkeys(("iso-8859-1", "latin1", "l1", "ascii", "us-ascii", "windows-1252"), ("cp1252", "latin-1")),
    **dict.fromkeys(("iso-8859-9", "latin5"), ("cp1254",)),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j"), ("cp932",)),
    **dict.fromkeys(("euc-kr", "ks_c_5601-1987", "korean"), ("cp949",)),
    **dict.fromkeys(("iso-8859-11", "tis-620"), ("cp874",)),
}
_NOT_DECLARABLE = (
    "utf-16",
    "utf-32",
    "utf-7",
    "unicode",
    "ucs",
)  # a page in one could not be read up to the declaration
MAX_STRAY_BYTES = 10  # so many may be invalid in a page that is otherwise UTF-8


@dataclass(frozen=True, slots=True)
class PageText:
    """The text of a page."""

    text: str
    encoding: str
    doubts: tuple[Finding, ...] = ()


def decode_page(name: str, data: bytes, encoding: str = "", declared: str = "") -> PageText | Problem:
    """The text, without a byte order mark.

    `encoding` is the editor's choice, and `declared` what came with the page, as in a header of HTTP.
    """
    if encoding or data.startswith(_MARKS):
        return _detected(name, data, encoding)
    if utf8 := try_decode(data, ("utf-8",)):
        return PageText(utf8.text, "utf-8")
    label = (declared or declared_encoding(data)).strip().lower()
    if (names := codecs_of(label)) and (decoded := try_decode(data, names)):
        return PageText(decoded.text, decoded.encoding)
    if label in ("", "utf-8", "utf8") and (mended := _mostly_utf8(data)):
        return mended
    return _detected(name, data, "")


def declared_encoding(data: bytes) -> str:
    """The label that the page declares; "" if it declares none."""
    start = data[:_PRESCAN]
    match = _XML_DECLARED.match(start) or _DECLARED.search(start)
    return match[1].decode("ascii") if match else ""


def codecs_of(label: str) -> tuple[str, ...]:
    """The codecs for a label, () if it is unknown or cannot be what the page is in."""
    if label in _CODECS:
        return _CODECS[label]
    if label.startswith(_NOT_DECLARABLE):
        return ()
    try:
        found = codecs.lookup(label)
    except (LookupError, ValueError):
        return ()
    return (found.name,) if found._is_text_encoding else ()


def _detected(name: str, data: bytes, encoding: str) -> PageText | Problem:
    """The text in the encoding that was chosen or can be detected."""
    decoded, problem = decode_source(name, data, encoding)
    if decoded is None:
        assert problem is not None
        return problem
    return PageText(decoded.text.removeprefix("\ufeff"), decoded.encoding)


def _mostly_utf8(data: bytes) -> PageText | None:
    """The text of a page in UTF-8 with single invalid bytes, as pages have where pieces were put together.

    Each of these bytes is read as Windows-1252, from where they come most often, and named for review.
    """
    pieces: list[str] = []
    doubts: list[Finding] = []
    at, line = 0, 1
    while at < len(data):
        try:
            pieces.append(data[at:].decode())
            break
        except UnicodeDecodeError as error:
            if len(doubts) == MAX_STRAY_BYTES:
                return None
            valid = data[at : at + error.start]
            stray = data[at + error.start : at + error.start + 1]
            line += valid.count(b"\n")
            character = stray.decode("cp1252", "ignore") or stray.decode("latin-1")
            pieces += (valid.decode(), character)
            evidence = f"byte 0x{stray[0]:02x} on line {line} is not valid UTF-8; it is read as {character!r}"
            doubts.append(Finding(NOWHERE, "encoding", evidence, False))
            at += error.start + 1
    return PageText("".join(pieces), "utf-8", tuple(doubts))
