"""Bytes of a file to text."""

from __future__ import annotations

import codecs

from beilin.problems.problem import Problem


def decode_utf8(data: bytes, file: str) -> str | Problem:
    """The text in the bytes of the file, without a byte order mark; the problem, with its position, if it is not UTF-8.

    `file` is the name of the file in the problem.
    """
    if data.startswith(2 * codecs.BOM_UTF8):
        message, hint = "the file begins with more than one byte order mark", "Save it as UTF-8 without such a mark."
        return Problem("wrong-encoding", message, file, 1, 1, hint)
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()  # without the byte order mark, which takes no column
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        message = f"the file is not UTF-8 (byte 0x{error.object[error.start]:02x})"
        return Problem("wrong-encoding", message, file, line, column, "Save it as UTF-8.")
