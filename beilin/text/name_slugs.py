"""The addresses of names: a slug for each name, which no different name has.

The slug of a name depends on nothing but the name. Where letters, digits, spaces and hyphens are all there is, it is
that of an article with this title (`slugify`). Signs, which tell names apart, stay in it or are spelled out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b

from beilin.text.cjk import UNSPACED
from beilin.text.names import name_key, plain_name
from beilin.text.slugs import MAX_SLUG, slugify, truncate_to_bytes

_LATIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
# Signs that some system, server or program does not keep as they are in an address or a file name. An underscore, which
# nothing else leaves in a slug, stands before and after the word.
SPELLED = {
    "+": "plus", "#": "sharp", "&": "and", "*": "star", ".": "dot", "/": "slash", "\\": "backslash", ":": "colon",
    "%": "percent", "?": "question", "<": "less", ">": "greater", "|": "bar", '"': "quote", "^": "caret", "`": "grave",
    "[": "bracket", "]": "endbracket", "{": "brace", "}": "endbrace", "-": "minus", "_": "underscore", "~": "tilde",
    "$": "dollar", "=": "equals", "\u2010": "minus", "\u2011": "minus",
}  # fmt: skip
_INNER_DOT = re.compile(r"(?<=[^\W_])\.(?= ?[^\W_])")  # as in node.js, gpt-3.5 and j.-r.-r.-tolkien
_WORDS = frozenset(SPELLED.values())
_DIGEST_SIZE = 4  # bytes


def name_slug(name: str) -> str:
    """The last segment of the address of a tag, an author, a source or a series; "" for a blank name.

    At most 200 bytes of UTF-8, in NFC and lower case; spacing is a hyphen. A full stop within the name stays. Signs
    beside Chinese characters stay in full width; elsewhere those in SPELLED become their words: `c_plus_plus`,
    `dot_net`, `r_and_d`. Of a longer name the beginning is kept, with a digest of the whole.
    """
    if _LATIN.match(name) and len(name) <= MAX_SLUG:
        return name
    text = unicodedata.normalize("NFC", plain_name(name).lower())
    slug = _spelled(_beside_unspaced().sub(_full_width, text))
    if len(slug.encode()) > MAX_SLUG:
        digest = blake2b(name_key(name).encode(errors="surrogatepass"), digest_size=_DIGEST_SIZE).hexdigest()
        slug = f"{truncate_to_bytes(slug, MAX_SLUG - len(digest) - 1)}_{digest}"
    return slug


def fault_of_name_slug(slug: str) -> str:
    """Why no name could have this slug, or ""."""
    if not slug:
        return "it is empty"
    if slug.startswith("_"):
        return "it begins with an underscore"
    if all(part == name_slug(part) for part in slug.split("_")):
        return ""
    return f"it must look like {name_slug(slug)!r}"


def former_name_slug(name: str) -> str:
    """The slug that the name had when slugs lost all signs: pages there redirect to today's."""
    return slugify(name) or "-".join(f"u{ord(character):x}" for character in name.strip()[:8])


def _spelled(text: str) -> str:
    """The text with hyphens for spaces, and with words for signs, set off by underscores.

    Text that reads like such a word has an underscore after it, so that `c+plus` differs from `c++`.
    """
    pieces = [*_pieces(text)]
    if len(pieces) == 1:
        return pieces[0][0]
    return "_".join(f"{piece}_" if piece in _WORDS and not is_sign else piece for piece, is_sign in pieces)


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in pieces: a word for each sign to be spelled, and what stands between these signs."""
    start = 0
    for index, character in enumerate(text):
        if character in SPELLED and not _INNER_DOT.match(text, index):
            if between := text[start:index].strip(" "):
                yield between.replace(" ", "-"), False
            yield SPELLED[character], True
            start = index + 1
    if rest := text[start:].strip(" "):
        yield rest.replace(" ", "-"), False


def _full_width(match: re.Match[str]) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in match[0])


@cache
def _beside_unspaced() -> re.Pattern[str]:
    signs = r"[!-,./:-@\[-^`{-~]+"
    return re.compile(f"(?<=[{UNSPACED}]){signs}|{signs}(?=[{UNSPACED}])")
