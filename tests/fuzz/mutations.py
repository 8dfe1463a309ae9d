"""Random changes of valid inputs."""

from __future__ import annotations

import random
from collections.abc import Sequence

# What any format may stumble over.
ANYWHERE = [
    b"\0", b"\n", b"\r", b"\r\n", b"\t", b" ", b"\xff", b"\x80", b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xef\xb7\x90",
    "\u202e".encode(), "\u2028".encode(), "\x85".encode(), "\u3000".encode(), "：".encode(), "「題」".encode(),
    "𠮷".encode(), "e\u0301".encode(), b"\x1b[2J", b"-1", b"99999999999999999999", b"1e999", b"NaN", b"\\u0000",
    b"\\ud800", b"&#0;", b"%00", b"%ff", b"../" * 8, b"[" * 30, b"(" * 30, b"{" * 30, b"> " * 30, b'"', b"'", b"`",
    b"|", b":", b"#", b"<", b">", b"&", b"*", b"~", b"$", b"\\", b"---\n",
]  # fmt: skip
MAX_SIZE = 100_000  # bytes; enough for what is repeated to show


def mutated(samples: Sequence[bytes], pieces: Sequence[bytes], chance: random.Random) -> bytes:
    """One of the samples, changed up to eight times; `pieces` are what the format gives a meaning to."""
    data = bytearray(chance.choice(samples))
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        start = chance.randint(0, len(data))
        end = min(len(data), start + chance.choice((1, 1, 2, 5, 20, 200)))
        match chance.randrange(9):
            case 0:
                del data[start:end]
            case 1:
                data[start:start] = chance.choice(ANYWHERE)
            case 2 | 3:
                data[start:start] = chance.choice(pieces)
            case 4:
                data[start:end] = chance.choice(pieces)
            case 5:
                data[start:end] = chance.randbytes(end - start)
            case 6:
                data[start:start] = data[start:end] * chance.choice((1, 2, 30))
            case 7:
                other = chance.choice(samples)
                middle = chance.randint(0, len(other))
                data[start:] = other[middle:]
            case 8:
                del data[start:]
    return bytes(data[:MAX_SIZE])
