"""Permanent identifiers of articles: 8 characters of Crockford's Base32, in lower case."""

from __future__ import annotations

import re
from collections.abc import Container
from hashlib import sha256
from itertools import count

ID_SIZE = 8
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # https://www.crockford.com/base32.html: without i, l, o and u
HOW_TO_WRITE = "Write 8 letters and digits without u, or let `build.py id --missing` write one."
PATTERN = r"^-*(?:[0-9A-Ta-tV-Zv-z]-*){8}$"

_LETTERS = ALPHABET[10:]
_READ_AS = str.maketrans({"o": "0", "i": "1", "l": "1", "-": None})
_VALID = re.compile(rf"[{ALPHABET}]{{{ID_SIZE}}}")


def normalise_id(text: str) -> str:
    """The identifier as it is written in addresses: in lower case, with o as 0, i and l as 1, and without hyphens.

    Raises ValueError if it is not one.
    """
    folded = text.lower().translate(_READ_AS) if text.isascii() else text
    if _VALID.fullmatch(folded):
        return folded
    if odd := next((character for character in folded if character not in ALPHABET), ""):
        raise ValueError(f"{text!r} is not an identifier: it contains {odd!r}")
    raise ValueError(f"{text!r} is not an identifier: it has {len(folded)} characters instead of {ID_SIZE}")


def draw_id(seed: tuple[str, ...], taken: Container[str]) -> str:
    """An identifier that is not `taken`, the same for the same seed and the same identifiers taken.

    It begins with a letter, because programs that read tables take others for numbers: 00012345, 1e234567.
    """
    for attempt in count():
        digest = sha256("\0".join((*seed, str(attempt))).encode(errors="surrogatepass")).digest()
        number = int.from_bytes(digest)
        number, first = divmod(number, len(_LETTERS))
        characters = [_LETTERS[first]]
        for _ in range(ID_SIZE - 1):
            number, value = divmod(number, len(ALPHABET))
            characters.append(ALPHABET[value])
        if (drawn := "".join(characters)) not in taken:
            return drawn
    raise AssertionError
