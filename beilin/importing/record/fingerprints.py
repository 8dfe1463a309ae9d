"""Digests of text: to find a line again in an edited file, and an article under a different name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from hashlib import blake2b, sha256

from beilin.text.letters import letters_of


def fingerprint(text: str) -> str:
    """Eight characters that identify the text of a line within its article."""
    return blake2b(text.encode(), digest_size=4).hexdigest()


def text_digest(texts: Iterable[str]) -> str:
    """The digest of the letters and digits; spaces, punctuation, width and case make no difference."""
    return sha256(letters_of(normalised("\n".join(texts))).encode()).hexdigest()


def normalised(text: str) -> str:
    """The text with compatibility forms (full-width letters and the like) and case folded."""
    return unicodedata.normalize("NFKC", text).casefold()
