"""Encodings that write Chinese, Japanese or Korean in ASCII bytes: such a source is valid UTF-8, and yet not its text.

They are refused, because nothing but the escapes tells them from ASCII. Sources: RFC 1843 (HZ), RFC 2152 (UTF-7),
RFC 1468, RFC 1557 and RFC 1922 (ISO-2022-JP, -KR and -CN).
"""

from __future__ import annotations

import re

from beilin.importing.source.encodings import try_decode
from beilin.importing.source.plausibility import plausibility_of

# What designates a character set of two bytes in all three forms of ISO-2022, and nothing in a terminal's log.
_ISO_2022 = re.compile(rb"\x1b\$(?:[@AB]|[()*+][A-Z@])")
_HZ = re.compile(rb"~\{(?:[!-w][!-~])+~\}")
_UTF_7 = re.compile(rb"\+[A-Za-z0-9+/]{3}")


def seven_bit_encoding(data: bytes) -> str:
    """The name of the 7-bit encoding that the bytes are in, as `iconv` calls it; "" if they are in none."""
    if not data.isascii():
        return ""
    if match := _ISO_2022.search(data):
        designation = match[0][2:]
        return "ISO-2022-KR" if designation == b")C" else "ISO-2022-CN" if designation[0] in b")*+" else "ISO-2022-JP-2"
    if _HZ.search(data) and (decoded := try_decode(data, ("hz",))) and not decoded.text.isascii():
        return "HZ"
    # Sums and Base64 contain plus signs too, but what follows does not decode to frequent characters.
    if _UTF_7.search(data) and (decoded := try_decode(data, ("utf-7",))) and plausibility_of(decoded.text).average > 0:
        return "UTF-7"
    return ""
