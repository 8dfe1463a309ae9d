"""The supported encodings, and strict decoding: no byte is ever replaced."""

from __future__ import annotations

from dataclasses import dataclass

from beilin.problems.problem import Problem

# The options of --encoding, each with the codecs that are tried for it: Big5 has several.
ENCODINGS = {
    "utf-8": ("utf-8",),
    "utf-16": ("utf-16-le", "utf-16-be"),
    "utf-16-le": ("utf-16-le",),
    "utf-16-be": ("utf-16-be",),
    "gb18030": ("gb18030",),
    "big5": ("big5", "cp950", "big5hkscs"),
    "windows-1252": ("cp1252",),
}
_RECORDED_AS = {"cp1252": "windows-1252", "big5hkscs": "big5-hkscs"}
CONVERT_HINT = "Convert it to UTF-8 and import it again."


@dataclass(frozen=True, slots=True)
class Decoded:
    """A source's text."""

    text: str  # with the byte order mark, if there is one
    encoding: str  # a name that Python's codecs accept too


def try_decode(data: bytes, codecs: tuple[str, ...]) -> Decoded | None:
    """The text in the first of the codecs in which all bytes are valid; None if there is none."""
    for codec in codecs:
        try:
            text = data.decode(codec)
            text.encode("utf-8")
        except UnicodeError:
            continue
        return Decoded(text, _RECORDED_AS.get(codec, codec))
    return None


def decode_or_refuse(name: str, data: bytes, codecs: tuple[str, ...]) -> tuple[Decoded | None, Problem | None]:
    """The text in that encoding; or None and the position of the first byte that is not valid in it."""
    if decoded := try_decode(data, codecs):
        if "\0" not in decoded.text:
            return decoded, None
        before = decoded.text[: decoded.text.index("\0")]
        message = f"this is not a text file (character U+0000 after {len(before)} characters)"
        return None, Problem("not-text", message, name, before.count("\n") + 1, hint="Import plain text.")
    try:
        data.decode(codecs[-1])
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(codecs[-1])
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        encoding = encoding_option(codecs[-1]).upper()
        message = f"the file is not {encoding} (byte 0x{data[error.start]:02x} at byte {error.start + 1})"
        return None, Problem("wrong-encoding", message, name, line, column, CONVERT_HINT)
    raise AssertionError("decoding failed before and must fail again")


def encoding_option(encoding: str) -> str:
    """The option of --encoding that covers an encoding as recorded: big5 for cp950."""
    if encoding in ENCODINGS:
        return encoding
    recorded = {_RECORDED_AS.get(codec, codec): name for name, codecs in ENCODINGS.items() for codec in codecs}
    return recorded.get(encoding) or next(name for name, codecs in ENCODINGS.items() if encoding in codecs)
