"""A stream of JSON → its outermost objects, each with its line, in constant memory.

Most files have an object on each line. Others are an array, or have objects on several lines; those are divided by
their braces, outside strings (RFC 8259, section 7). Either way a broken object does not hide the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader

from beilin.importing.formats.jsonl.parsing import BrokenRecordError, parse_record

MAX_RECORD = 16 * 1024**2  # bytes
_CHUNK = 1 << 18
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_AROUND = b" \t\r\n,\x1e"  # RFC 7464 puts a record separator before each record
_TOKEN = re.compile(rb'"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*"|["{}]')


@dataclass(frozen=True, slots=True)
class Record:
    """An object of the file, not yet parsed."""

    number: int  # from 1
    line: int  # from 1
    data: bytes
    is_whole: bool = True  # not if it is too large, or if the file ends in it


def read_records(file: BufferedReader) -> Iterator[Record]:
    """The objects in order. Raises what reading the file raises."""
    if _has_lines(file.peek(_CHUNK).removeprefix(_BYTE_ORDER_MARK)):
        return _by_line(file)
    return _by_braces(file)


def _has_lines(beginning: bytes) -> bool:
    """Whether each record has a line of its own: some line is an object, or the first is longer than the beginning."""
    if not beginning.strip(_AROUND).startswith(b"{"):
        return False
    lines = beginning.strip(_AROUND).split(b"\n")
    return len(lines) == 1 or any(map(_is_object, lines))


def _is_object(line: bytes) -> bool:
    line = line.strip(_AROUND)
    if not (line.startswith(b"{") and line.endswith(b"}")):
        return False
    try:
        parse_record(line)
    except BrokenRecordError:
        return False
    return True


def _by_line(file: BufferedReader) -> Iterator[Record]:
    number, line = 0, 0
    while raw := file.readline(MAX_RECORD + 1):
        line += 1
        is_whole = len(raw) <= MAX_RECORD
        while not raw.endswith(b"\n") and (rest := file.readline(_CHUNK)):
            raw = rest
        data = raw.removeprefix(_BYTE_ORDER_MARK).strip(_AROUND) if is_whole else b""
        if data or not is_whole:
            number += 1
            yield Record(number, line, data, is_whole)


def _by_braces(file: BufferedReader) -> Iterator[Record]:
    buffer = bytearray(file.read(_CHUNK))
    position = depth = start = number = 0
    line, counted = 1, 0  # the line of the character at `counted`
    wanted = _CHUNK
    while True:
        token = _TOKEN.search(buffer, position)
        if token and token[0] == b'"' and (end := buffer.find(b"\n", token.end())) >= 0:
            position = end  # a string that is not closed on its line is broken
            continue
        if token is None or token[0] == b'"':  # nothing, or a string that goes on after the buffer
            position = token.start() if token else len(buffer)
            done = start if depth else position
            line += buffer.count(b"\n", counted, done) if done > counted else 0
            del buffer[:done]
            position, start, counted = position - done, 0, max(0, counted - done)
            more = file.read(wanted) if len(buffer) <= MAX_RECORD else b""
            if not more:
                break
            buffer += more
            wanted = min(2 * wanted, MAX_RECORD)  # a long string is not searched again for each small piece
            continue
        position = token.end()
        if token[0] == b"{":
            depth += 1
            if depth == 1:
                start = token.start()
                line += buffer.count(b"\n", counted, start)
                counted = start
        elif token[0] == b"}" and depth:
            depth -= 1
            if not depth:
                number += 1
                yield Record(number, line, bytes(buffer[start:position]))
    if depth:
        yield Record(number + 1, line, b"", is_whole=False)
