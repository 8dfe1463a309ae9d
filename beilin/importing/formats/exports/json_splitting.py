"""A stream of JSON → the objects in arrays of given names, one after the other in constant memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from beilin.importing.formats.exports.window import Window

_MARK = re.compile(rb'["{}\[\]]')
_QUOTE = re.compile(rb'"')
_AFTER_STRING = re.compile(rb"\s*+[^\s]")
_MAX_KEY = 100  # bytes
_MAX_DEPTH = 1_000


@dataclass(frozen=True, slots=True)
class SplitObject:
    """An object as it is in the file."""

    path: tuple[str, ...]  # the keys that lead to its array, without those of arrays in between
    data: bytes  # empty if there is a fault
    line: int  # on which it begins, from 1
    fault: str = ""  # why it cannot be read


def split_objects(stream: BinaryIO, names: frozenset[str]) -> Iterator[SplitObject]:
    """The objects directly in arrays with one of the names below a key `data`, in order.

    Reading ends where the file ends, and where it is nested more deeply than any export is.
    """
    window = Window(stream)
    keys: list[str] = []  # of the open objects and arrays: the key of each, "" within an array
    key = ""
    while match := window.find(_MARK, 0, is_kept=False):
        mark = bytes(match[0])
        window.drop(match.start())
        if mark == b'"':
            end = _end_of_string(window, 1)
            after = window.find(_AFTER_STRING, end)
            is_key = after is not None and bytes(after[0]).endswith(b":")
            key = window.bytes[1 : end - 1].decode("utf-8", "replace") if is_key and end <= _MAX_KEY else ""
            window.drop(end)
        elif mark in (b"}", b"]"):
            del keys[-1:]
            key = ""
            window.drop(1)
        elif mark == b"{" and len(keys) >= 2 and keys[-1] in names and "data" in keys[:-1]:
            offset, line, end = window.offset, window.line, _end_of_object(window)
            fault = window.fault_of(offset, end)
            yield SplitObject(tuple(filter(None, keys)), b"" if fault else bytes(window.bytes[:end]), line, fault)
            window.drop(end or len(window.bytes))
        elif len(keys) >= _MAX_DEPTH:
            return
        else:
            keys.append(key)
            key = ""
            window.drop(1)


def _end_of_object(window: Window) -> int:
    """Where the object at the beginning of the window ends; 0 if the file ends in it."""
    position, depth = 0, 0
    while match := window.find(_MARK, position):
        position = match.end()
        mark = bytes(match[0])
        if mark == b'"':
            position = _end_of_string(window, position)
        elif mark in (b"{", b"["):
            depth += 1
        else:
            depth -= 1
            if depth == 0:
                return position
    return 0


def _end_of_string(window: Window, position: int) -> int:
    """Where the string whose text begins at the position ends: after its first quotation mark without a backslash."""
    while match := window.find(_QUOTE, position):
        position = match.end()
        before = match.start()
        while before > 0 and window.bytes[before - 1] == 0x5C:
            before -= 1
        if (match.start() - before) % 2 == 0:
            return position
    return len(window.bytes)
