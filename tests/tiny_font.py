"""A TrueType font made on the spot: every character is a box of one of a few widths.

It is the smallest that FreeType accepts (OpenType 1.9: head, hhea, maxp, hmtx, cmap, loca, glyf), and has every character
that tests use, which no free font of a reasonable size does.
"""

from __future__ import annotations

import struct

UNITS = 1000  # per em
BOXES = (0, 300, 450, 600, 750, 900)  # the width of each glyph's box; the first is what missing characters show
_RUN = 16  # characters one after the other that share a glyph
EVERYTHING = range(0x20, 0xA000), range(0xFF00, 0xFFF0)


def tiny_font(characters: tuple[range, ...] = EVERYTHING) -> bytes:
    """The bytes of the font with these characters."""
    glyphs = [_box(width) for width in BOXES]
    places = [sum(map(len, glyphs[:number])) for number in range(len(glyphs) + 1)]
    tables = {
        b"cmap": _cmap(characters),
        b"glyf": b"".join(glyphs),
        b"head": struct.pack(">IIIIHHQQhhhhHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, UNITS, 0, 0, 0, 0, UNITS, UNITS,
                             0, 8, 2, 1, 0),
        b"hhea": struct.pack(">IhhhHhhhhhhhhhhhH", 0x10000, 880, -120, 0, UNITS, 0, 0, UNITS, 1, 0, 0, 0, 0, 0, 0, 0,
                             len(glyphs)),
        b"hmtx": struct.pack(">Hh", UNITS, 50) * len(glyphs),
        b"loca": struct.pack(f">{len(places)}I", *places),
        b"maxp": struct.pack(">IHHHHHHHHHHHHHH", 0x10000, len(glyphs), 4, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0),
    }  # fmt: skip
    head = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 48)
    at = len(head) + 16 * len(tables)
    directory, data = b"", b""
    for name, table in tables.items():
        directory += name + struct.pack(">III", 0, at + len(data), len(table))
        data += table + b"\0" * (-len(table) % 4)
    return head + directory + data


def _box(width: int) -> bytes:
    width = width or 20
    glyph = struct.pack(">hhhhhHH", 1, 50, 0, 50 + width, 800, 3, 0) + b"\1" * 4
    glyph += struct.pack(">8h", 50, 0, width, 0, 0, 800, 0, -800)
    return glyph + b"\0" * (-len(glyph) % 4)


def _cmap(characters: tuple[range, ...]) -> bytes:
    """Format 13: each run of characters has one glyph."""
    groups = [
        struct.pack(">III", start, min(start + _RUN, one.stop) - 1, 1 + start // _RUN % (len(BOXES) - 1))
        for one in characters
        for start in range(one.start, one.stop, _RUN)
    ]
    table = struct.pack(">HHIII", 13, 0, 16 + 12 * len(groups), 0, len(groups)) + b"".join(groups)
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table
