"""The tag files of a bag that say what it is: bagit.txt and bag-info.txt (RFC 8493, sections 2.1.1 and 2.2.2)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

DECLARATION_TEXT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
LISTED_COMPLETELY = (1, 0)  # from this version on, each manifest lists each file of the payload
_BOM = b"\xef\xbb\xbf"
_DECLARATION = re.compile(
    r"BagIt-Version:[ \t]*(?P<major>\d{1,3})\.(?P<minor>\d{1,3})[ \t]*(?:\r\n|\n|\r)"
    r"Tag-File-Character-Encoding:[ \t]*(?P<encoding>[\w.:-]+)[ \t]*(?:\r\n|\n|\r)?"
)
_NEWEST = 1
_FOLDED = re.compile(r"(?:\r\n|\n|\r)[ \t]+")
_OXUM = re.compile(r"(?P<size>\d+)\.(?P<files>\d+)")


class Declaration(NamedTuple):
    """What bagit.txt says, as far as it can be understood."""

    version: tuple[int, int] = (1, 0)
    encoding: str = "utf-8"  # of the other tag files
    faults: tuple[str, ...] = ()


def read_declaration(data: bytes) -> Declaration:
    """What the bytes of bagit.txt say."""
    faults = []
    if data.startswith(_BOM):
        faults.append("it begins with a byte-order mark, which is not allowed there")
        data = data.removeprefix(_BOM)
    match = _DECLARATION.fullmatch(data.decode("utf-8", errors="replace"))
    if not match:
        return Declaration(faults=(*faults, "it is not the two lines BagIt-Version and Tag-File-Character-Encoding"))
    version, encoding = (int(match["major"]), int(match["minor"])), match["encoding"]
    if version[0] > _NEWEST:
        faults.append(f"version {version[0]}.{version[1]} of BagIt is not known")
    try:
        "".encode(encoding)
    except (LookupError, ValueError):
        faults.append(f"the encoding {encoding} is not known")
        encoding = "utf-8"
    return Declaration(version, encoding, tuple(faults))


def decode_tags(data: bytes, encoding: str) -> str:
    """The text of a tag file, without a byte-order mark. Raises ValueError if it is in another encoding."""
    return data.decode(encoding).removeprefix("\ufeff")


def read_info(text: str) -> dict[str, str]:
    """The first value of each label of bag-info.txt, by the label in lower case."""
    values: dict[str, str] = {}
    for line in _FOLDED.sub(" ", text).splitlines():
        label, separator, value = line.partition(":")
        if separator:
            values.setdefault(label.strip().lower(), value.strip())
    return values


def read_oxum(value: str) -> tuple[int, int] | None:
    """(bytes, files) of a Payload-Oxum; None if it is not one."""
    match = _OXUM.fullmatch(value)
    return (int(match["size"]), int(match["files"])) if match else None


def info_text(values: Iterable[tuple[str, str]]) -> bytes:
    """bag-info.txt with these labels and values, without those that are empty; each on one line."""
    return "".join(f"{label}: {' '.join(value.split())}\n" for label, value in values if value.strip()).encode()
