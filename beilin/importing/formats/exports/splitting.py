"""A stream of XML → its elements of given names, one after the other in constant memory.

This is not an XML parser: exports have control characters, bytes of other encodings and undeclared entities in them,
at which a parser would stop. It knows tags, comments and CDATA sections (XML 1.0, sections 2.5, 2.7 and 3.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from beilin.importing.formats.exports.window import Window

_LARGEST_TAG = 4_096  # bytes
_ENDS = {b"<!--": re.compile(rb"-->"), b"<![CDATA[": re.compile(rb"\]\]>")}
_TAG_END = re.compile(rb">")
_TAG_BEFORE = re.compile(rb"<([A-Za-z][\w:.-]*)[^<>]*>\Z")


@dataclass(frozen=True, slots=True)
class SplitElement:
    """An element as it is in the file."""

    name: str
    data: bytes  # from its start tag to its end tag; empty if there is a fault
    offset: int  # in the file, in bytes
    line: int  # on which it begins, from 1
    fault: str = ""  # why it cannot be read


def split_elements(stream: BinaryIO, names: tuple[str, ...]) -> Iterator[SplitElement]:
    """The outermost elements of these names, in order. What is between them is skipped."""
    return _Splitter(stream, names).elements()


class _Splitter:
    def __init__(self, stream: BinaryIO, names: tuple[str, ...]) -> None:
        self._window = Window(stream)
        alternatives = b"|".join(re.escape(name.encode()) for name in names)
        self._start = re.compile(rb"<!--|<!\[CDATA\[|<(?P<name>" + alternatives + rb")(?=[\s/>])")
        self._ends = {name: re.compile(rb"<!\[CDATA\[|</" + re.escape(name.encode()) + rb"\s*>") for name in names}

    def elements(self) -> Iterator[SplitElement]:
        while match := self._window.find(self._start, 0, is_kept=False):
            mark, name = bytes(match[0]), bytes(match["name"] or b"").decode()  # a match reads them from the buffer
            self._window.drop(match.start())
            if not name:
                found = self._window.find(_ENDS[mark], len(mark), is_kept=False)
                self._window.drop(found.end() if found else len(self._window.bytes))
                continue
            offset, line = self._window.offset, self._window.line
            end_of_element = self._end_of_element(name)
            fault = self._window.fault_of(offset, end_of_element)
            data = b"" if fault else bytes(self._window.bytes[:end_of_element])
            yield SplitElement(name, data, offset, line, fault)
            self._window.drop(end_of_element or len(self._window.bytes))

    def _end_of_element(self, name: str) -> int:
        """Where the element at the beginning of the window ends, in the window; 0 if the file ends in it."""
        position = self._end_of_tag()
        if self._window.bytes[position - 2 : position] == b"/>":
            return position
        while match := self._window.find(self._ends[name], position):
            if match[0] != b"<![CDATA[":
                return match.end()
            position = self._end_of_cdata(match.end(), self._tag_before(match.start()))
            if not position:
                return 0
        return 0

    def _end_of_tag(self) -> int:
        match = self._window.find(_TAG_END, 0)
        return match.end() if match else len(self._window.bytes)

    def _tag_before(self, position: int) -> bytes:
        """The name of the element whose start tag is right before the position; b"" if there is none."""
        before = self._window.bytes[max(0, position - _LARGEST_TAG) : position].rstrip()
        match = _TAG_BEFORE.search(before) if before.endswith(b">") else None
        return match[1] if match else b""

    def _end_of_cdata(self, start: int, element: bytes) -> int:
        """Where the section ends whose text begins at `start`; 0 if the file ends in it.

        A section that was never closed has the end tag of its element and, after that, the beginning of a further
        section; it ends before that tag.
        """
        match = self._window.find(_ENDS[b"<![CDATA["], start)
        end = match.start() if match else len(self._window.bytes)
        if element:
            closing = self._window.bytes.find(b"</" + element + b">", start, end)
            if closing >= 0 and (not match or self._window.bytes.find(b"<![CDATA[", closing, end) >= 0):
                return closing
        return match.end() if match else 0
