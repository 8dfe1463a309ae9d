"""Zip archives composed byte by byte, most of them hostile: each is refused as a whole, or in the member that it has."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

TEXT = "一篇文章。".encode()
_ZEROS = bytes(10 * 1024**2)
_LINK, _PIPE, _DEVICE = 0o120777 << 16, 0o010644 << 16, 0o060644 << 16


@dataclass(frozen=True)
class Part:
    """A member, and what its two headers say, which need not be true."""

    name: bytes = b"posts/a.html"
    data: bytes = TEXT
    method: int = 0
    flags: int = 0
    mode: int = 0o100644 << 16
    extra: bytes = b""
    said: dict[str, int] | None = None  # in the directory: crc, packed, size, offset, disk
    local_name: bytes | None = None
    local_method: int | None = None
    local_extra: bytes = b""

    def packed(self) -> bytes:
        """The bytes in the archive."""
        if self.method != 8:
            return self.data
        compressor = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
        return compressor.compress(self.data) + compressor.flush()


def compose(*parts: Part, comment: bytes = b"", said: Sequence[int | None] = (None, None, None)) -> bytes:
    """An archive; `said` is the count, size and offset of the directory that its end record has."""
    body, directory = bytearray(), bytearray()
    for part in parts:
        packed, said_here = part.packed(), part.said or {}
        values: dict[str, Any] = {
            "crc": zlib.crc32(part.data), "packed": len(packed), "size": len(part.data), "offset": len(body), "disk": 0,
        } | said_here  # fmt: skip
        name = part.name if part.local_name is None else part.local_name
        method = part.method if part.local_method is None else part.local_method
        sizes = [min(values[key], 0xFFFFFFFF) for key in ("crc", "packed", "size")]
        body += struct.pack(
            "<4s5H3L2H", b"PK\3\4", 20, part.flags, method, 0, 33, *sizes, len(name), len(part.local_extra)
        )
        body += name + part.local_extra + packed
        directory += struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 3 << 8 | 20, 20, part.flags, part.method, 0, 33, *sizes, len(part.name),
            len(part.extra), 0, values["disk"], 0, part.mode, values["offset"],
        )  # fmt: skip
        directory += part.name + part.extra
    true = (len(parts), len(directory), len(body))
    count, size, offset = (value if chosen is None else chosen for chosen, value in zip(said, true, strict=True))
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, size, offset, len(comment))
    return bytes(body + directory) + end + comment


def with_zip64(
    archive: bytes, *, count: int | None = None, start: int | None = None, locator: int | None = None
) -> bytes:
    """The archive with the records of Zip64, which say what is given instead of the truth."""
    body, end = archive[:-22], archive[-22:]
    _, _, _, _, entries, size, offset, _ = struct.unpack("<4s4H2LH", end)
    entries = entries if count is None else count
    large = struct.pack(
        "<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, entries, entries, size, offset if start is None else start
    )
    found = struct.pack("<4sLQL", b"PK\6\7", 0, len(body) if locator is None else locator, 1)
    return body + large + found + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)


def _zip64_field(*values: int) -> bytes:
    return struct.pack(f"<2H{len(values)}Q", 1, 8 * len(values), *values)


def _named(name: bytes) -> Callable[[], bytes]:
    return lambda: compose(Part(name=name))


def _of(*parts: Part) -> Callable[[], bytes]:
    return lambda: compose(*parts)


def _overlapping(count: int) -> bytes:
    """Many members that share the bytes of one (David Fifield, A better zip bomb, 2019)."""
    kernel = Part(data=_ZEROS, method=8)
    return compose(
        kernel,
        *(
            replace(kernel, name=b"%d.html" % n, data=b"", said={"offset": 0, "size": len(_ZEROS)})
            for n in range(count)
        ),
    )


_PLAIN = Part()
_BOMB = Part(data=_ZEROS, method=8)
HOSTILE: dict[str, Callable[[], bytes]] = {
    "a parent folder": _named(b"../evil.html"),
    "a parent folder inside": _named(b"posts/../../evil.html"),
    "parents with backslashes": _named(b"..\\..\\evil.html"),
    "only a parent": _named(b".."),
    "an absolute name": _named(b"/etc/passwd"),
    "a name with a drive": _named(b"C:\\evil.html"),
    "a name on a server": _named(b"\\\\server\\evil.html"),
    "an empty name": _named(b""),
    "a NUL in a name": _named(b"a.html\0.png"),
    "a line end in a name": _named(b"a\nb.html"),
    "an escape in a name": _named(b"a\x1b[2Jb.html"),
    "a name without end": _named(b"a" * 60_000),
    "many folders": _named(b"a/" * 500 + b"a.html"),
    "a name that is not UTF-8": _of(Part(name=b"\xff\xfe.html", flags=1 << 11)),
    "a folder that leads out": _of(Part(name=b"../", data=b"")),
    "a link": _of(Part(data=b"/etc/passwd", mode=_LINK)),
    "a link and a file in it": _of(Part(name=b"a", data=b"/tmp", mode=_LINK), Part(name=b"a/b.html")),
    "a pipe": _of(Part(mode=_PIPE)),
    "a device": _of(Part(mode=_DEVICE)),
    "an encrypted member": _of(Part(flags=1)),
    "strong encryption": _of(Part(flags=1 << 6 | 1)),
    "an encrypted directory": _of(Part(flags=1 << 13)),
    "bzip2": _of(Part(method=12)),
    "an unknown method": _of(Part(method=99)),
    "one name twice": _of(_PLAIN, _PLAIN),
    "a bomb": _of(_BOMB),
    "a bomb among texts": _of(_PLAIN, replace(_BOMB, name=b"b.html")),
    "many small bombs": lambda: compose(*(Part(name=b"%d" % n, data=bytes(1024**2), method=8) for n in range(100))),
    "a bomb that says it is small": _of(replace(_BOMB, said={"size": 100})),
    "more than it says": _of(Part(data=TEXT * 9, method=8, said={"size": 10})),
    "less than it says": _of(Part(data=TEXT, method=8, said={"size": 1000})),
    "more than all disks": _of(Part(said={"size": 0xFFFFFFFE, "packed": 0xFFFFFFFE})),
    "a huge size of Zip64": _of(Part(extra=_zip64_field(2**63), said={"size": 0xFFFFFFFF})),
    "a huge offset of Zip64": _of(Part(extra=_zip64_field(2**63), said={"offset": 0xFFFFFFFF})),
    "no field of Zip64": _of(Part(said={"size": 0xFFFFFFFF})),
    "a short field of Zip64": _of(Part(extra=b"\1\0\x04\0abcd", said={"size": 0xFFFFFFFF})),
    "members that share bytes": lambda: _overlapping(3),
    "a thousand members in one": lambda: _overlapping(1000),
    "a member in a member": _of(Part(name=b"a", data=compose(_PLAIN)), Part(name=b"posts/a.html", said={"offset": 31})),
    "a member in the directory": _of(_PLAIN, Part(name=b"b", said={"offset": 200})),
    "a member after the end": _of(Part(said={"offset": 0x7FFFFFFF})),
    "two names of a member": _of(Part(local_name=b"other/a.html")),
    "two methods of a member": _of(Part(method=8, local_method=0)),
    "a local field without end": lambda: compose(Part()).replace(b"\x0c\0\0\0posts", b"\x0c\0\xff\xffposts", 1),
    "a wrong checksum": _of(Part(said={"crc": 1})),
    "a part of several": _of(Part(said={"disk": 3})),
    "more members than there are": lambda: compose(_PLAIN, said=(5, None, None)),
    "fewer members than there are": lambda: compose(_PLAIN, Part(name=b"b"), said=(1, None, None)),
    "a directory somewhere else": lambda: compose(_PLAIN, said=(None, None, 7)),
    "a directory before the file": lambda: b"GIF89a" + compose(_PLAIN),
    "a huge directory": lambda: compose(_PLAIN, said=(None, 0x7FFFFFFF, 0)),
    "a huge directory of Zip64": lambda: with_zip64(compose(_PLAIN), count=2**63),
    "a directory of Zip64 elsewhere": lambda: with_zip64(compose(_PLAIN), start=2**62),
    "a record of Zip64 elsewhere": lambda: with_zip64(compose(_PLAIN), locator=2**62),
    "two end records": lambda: compose(_PLAIN, comment=b"PK\5\6" + bytes(18)),
    "too many members": lambda: compose(*(Part(name=b"%d" % n, data=b"") for n in range(50_001))),
    "extra fields without end": lambda: compose(*(Part(name=b"%d" % n, data=b"", extra=bytes(0xFFFF)) for n in range(300))),
    "half of an archive": lambda: compose(_PLAIN, Part(name=b"b"))[: -60],
    "the second half": lambda: compose(Part(data=TEXT * 50))[100:],
    "only an end": lambda: compose() + b"x",
    "only the letters": lambda: b"PK\3\4",
    "end records in a row": lambda: b"PK\5\6" * 20_000,
}  # fmt: skip
