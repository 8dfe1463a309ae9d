"""The font file with which share pictures are lettered."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from beilin.config import Config
from beilin.files.regular import read_regular
from beilin.problems.problem import Problem

# The first bytes of fonts and of collections of them (OpenType, "Organization of an OpenType Font").
_HEADS = (b"\0\1\0\0", b"OTTO", b"true", b"ttcf")


def read_share_font(root: Path, config: Config) -> tuple[str, list[Problem]]:
    """The SHA-256 of the font file, and what is wrong with it; "" if no share pictures are drawn or it is unusable."""
    if not config.share_pictures:
        return "", []
    try:
        data = read_regular(root / config.share_font)
    except OSError as error:
        is_missing = isinstance(error, FileNotFoundError)
        message = "`share_font` names this file, but it does not exist" if is_missing else f"cannot be read: {error}"
        hint = "Put the font file there, or a link to it, or correct the name in site.yaml."
        return "", [Problem("bad-share-font", message, config.share_font, hint=hint)]
    if not data.startswith(_HEADS):
        return "", [bad_font(config.share_font)]
    return sha256(data).hexdigest(), []


def bad_font(path: str) -> Problem:
    """The problem that the file at the path cannot be used."""
    return Problem(
        "bad-share-font", "is not a TrueType or OpenType font that can be used", path,
        hint="Name another font in `share_font`.",
    )  # fmt: skip
