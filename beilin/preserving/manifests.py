"""The tag files of a bag that list files: manifests and fetch.txt (RFC 8493, sections 2.1.3, 2.2.1 and 2.2.3)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from beilin.preserving.names import decode_path, encode_path, is_unsafe
from beilin.problems.controls import printable_path

_LINE = re.compile(r"(?P<digest>[0-9A-Fa-f]+)[ \t]+(?P<path>\S.*)")
# What programs such as md5sum write before a name: a mark of binary mode, and the folder that it is in.
_BEFORE_PATH = re.compile(r"\*?(?:\./)*")
_FETCH_LINE = re.compile(r"(?P<url>\S+)[ \t]+(?:[0-9]+|-)[ \t]+(?P<path>\S.*)")
_LINE_END = re.compile("\r\n|\n|\r")
_MAX_SHOWN = 60  # characters of a line that is not understood


@dataclass(slots=True)
class Manifest:
    """What a manifest lists."""

    digests: dict[str, str] = field(default_factory=dict)  # by decoded path
    literal: dict[str, str] = field(default_factory=dict)  # by decoded path, the path as it is written if it differs
    faults: list[str] = field(default_factory=list)  # what is wrong with its lines


def known_algorithm(name: str) -> str:
    """The name that hashlib has for the algorithm of a manifest's name; "" for an unknown one."""
    name = name.lower().replace("-", "").replace("_", "")
    known = {known.replace("_", ""): known for known in hashlib.algorithms_guaranteed if "shake" not in known}
    return known.get(name, "")


def read_manifest(text: str, algorithm: str) -> Manifest:
    """What the text of a manifest lists; `algorithm` is one of hashlib's."""
    manifest = Manifest()
    length = 2 * hashlib.new(algorithm, usedforsecurity=False).digest_size
    for number, line in _lines(text):
        match = _LINE.fullmatch(line)
        if not match or len(match["digest"]) != length:
            shown = printable_path(line if len(line) <= _MAX_SHOWN else f"{line[:_MAX_SHOWN]}…")
            manifest.faults.append(f"line {number} is not a digest and a path: {shown}")
            continue
        literal = _BEFORE_PATH.sub("", match["path"], count=1)
        path, digest = decode_path(literal), match["digest"].lower()
        if is_unsafe(path):
            manifest.faults.append(f"line {number} names a file outside the bag: {printable_path(path)}")
        elif manifest.digests.setdefault(path, digest) != digest:
            manifest.faults.append(f"line {number} has a second digest for {printable_path(path)}")
        elif literal != path:
            manifest.literal[path] = literal
    return manifest


def read_fetch(text: str) -> tuple[dict[str, str], list[str]]:
    """The URLs of files that are not in the bag yet, by path, and what is wrong with the lines."""
    urls, faults = {}, []
    for number, line in _lines(text):
        match = _FETCH_LINE.fullmatch(line)
        if match and not is_unsafe(path := decode_path(match["path"])):
            urls[path] = match["url"]
        else:
            faults.append(f"line {number} is not an address, a length and a path inside the bag")
    return urls, faults


def manifest_text(digests: Iterable[tuple[str, str]]) -> bytes:
    """The manifest of these (path, digest), in their order. Two spaces: `sha256sum -c` reads it."""
    return "".join(f"{digest}  {encode_path(path)}\n" for path, digest in digests).encode()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_LINE_END.split(text), 1):
        if line.strip():
            yield number, line
