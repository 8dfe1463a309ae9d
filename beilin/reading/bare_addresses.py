"""Bare web addresses in text. They are recognised before all other markup, which has no meaning in them.

Such an address begins with `https://`, `http://`, `ftp://` or `www.`. It ends before a character that no address has
unencoded, before Chinese punctuation, before `**` and `~~`, and before `*` beside a Chinese character; punctuation at
its end, which includes `*`, `_` and `~`, does not belong to it. Han characters do (https://zh.wikipedia.org/wiki/開源),
except after a host like `example.org` and from a particle after a Latin letter or digit (https://example.org/x的). A
backslash escapes as it does elsewhere, and `&amp;` is `&`.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from linkify_it import LinkifyIt
from markdown_it.common.utils import replaceEntityPattern

from beilin.text.cjk import is_unspaced

MAX_LENGTH = 2000  # characters of an address; the time for each is in proportion to its length

# The beginning of an address: also right after a Han character, because Chinese sets no space before it.
_START = re.compile(r"(?<![A-Za-z0-9@/.-])(?:https?://|ftp://|www\.(?=[^\s./]+\.))", re.IGNORECASE)
# These are never in an address unencoded; Han characters may be.
_STRETCH = re.compile(
    r"[^\s\"<>`\u2014\u2018\u2019\u201c-\u201f\u2026\u3000-\u3004\u3008-\u3020\u3030\ufe30-\ufe4f"
    rf"\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65]{{1,{MAX_LENGTH + 1}}}"
)
# After a Latin letter or digit, these go on with the sentence.
_PARTICLE = re.compile(r"(?<=[A-Za-z0-9])[的與与和或及是在等]")
# A host that ends in Latin letters, if the label goes on in another script.
_LATIN_HOST = re.compile(
    r"(?:[a-z]+://)?(?:[^/?#:.]*\.)*(?:localhost|(?<=\.)[a-z]{2,})(?=[^\0-\x7f][^/?#:.]*(?:[/?#:]|\Z))", re.IGNORECASE
)
_SPECIAL = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])?|&(?P<entity>#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|\*\*|~~|\*|!?\[(?=[\^\[]|[^\[\]]*\][(\[])"
    r"|[,;!](?=[\u3400-\u9fff])"
)
_MARKS = "*_~"  # of emphasis, which may surround an address
_NEVER = '\\<>"`'  # not in an address, even escaped


class BareAddress(NamedTuple):
    """A bare address in inline text."""

    start: int
    end: int
    text: str  # without escapes


def may_hold_address(source: str) -> bool:
    """Whether the text may contain a bare address."""
    # Searching for a single character takes a fifth of the time of searching for several.
    return (":" in source and "://" in source) or ("." in source and "www." in source)


def find_addresses(source: str) -> list[BareAddress]:
    """All bare addresses in the inline text, also those in code, in order."""
    addresses: list[BareAddress] = []
    if not may_hold_address(source):
        return addresses
    position = 0
    while start := _START.search(source, position):
        position = start.end()
        stretch = _STRETCH.match(source, start.start())
        if stretch and stretch.end() - stretch.start() <= MAX_LENGTH:
            address = _address_in(stretch.group(), start.start())
            if address:
                addresses.append(address)
                position = address.end
    return addresses


def _address_in(stretch: str, start: int) -> BareAddress | None:
    """The address at the beginning of the stretch, which begins at `start` of the text."""
    decoded, ends = _decode(_before_sentence(stretch))
    prefix = "http://" if decoded[:4].lower() == "www." else ""
    link = _linkify().match_at_start(prefix + decoded)
    if link is None:
        return None
    written = decoded[: link.last_index - len(prefix)]
    if written[-1] in _MARKS:
        written = written.rstrip(f"{_MARKS}.,:;!?'")
    return None if written.endswith("//") else BareAddress(start, start + ends[len(written) - 1], written)


def _before_sentence(stretch: str) -> str:
    """The stretch up to where Chinese words go on with the sentence."""
    if host := _LATIN_HOST.match(stretch):
        return host.group()
    particle = _PARTICLE.search(stretch)
    return stretch[: particle.start()] if particle else stretch


def _decode(stretch: str) -> tuple[str, list[int]]:
    """The address without escapes, up to where markup ends it, and where each of its characters ends in the stretch."""
    characters: list[str] = []
    ends: list[int] = []
    position = 0
    for special in _SPECIAL.finditer(stretch):
        characters += stretch[position : special.start()]
        ends += range(position + 1, special.start() + 1)
        position = special.start()
        character = _meaning(special)
        if not character:
            break
        characters += character
        ends += range(special.end() - len(character) + 1, special.end() + 1)
        position = special.end()
    else:
        characters += stretch[position:]
        ends += range(position + 1, len(stretch) + 1)
    return "".join(characters), ends


def _meaning(special: re.Match[str]) -> str:
    """What the match stands for in an address; "" if it ends the address."""
    written = special.group()
    if special["escaped"]:
        return special["escaped"] if special["escaped"] not in _NEVER else ""
    if special["entity"]:
        meaning = replaceEntityPattern(written, special["entity"])
        return meaning if meaning in ("&", written) else ""
    if written != "*":
        return ""
    around = special.string[max(0, special.start() - 1) : special.end() + 1]
    return "" if any(map(is_unspaced, around)) else written


@cache
def _linkify() -> LinkifyIt:
    # Made when it is needed, because its expressions take 0.1 s to compile.
    return LinkifyIt(options={"fuzzy_email": False})
