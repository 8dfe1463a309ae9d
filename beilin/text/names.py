"""Names of tags, authors, sources and series: which spellings are one name.

Two spellings are one name if they differ in nothing but case, width (full or half), Chinese script and spacing. All
other signs count: `C`, `C++` and `C#` are three names, and so are `.NET` and `net`. The address of a name is made in
`name_slugs.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Generic, TypeVar

from beilin.text.cjk import UNSPACED, contains_han
from beilin.text.table_files import read_table

Value = TypeVar("Value")

_LATIN = re.compile(r"[a-z0-9]+(?: [a-z0-9]+)*\Z")  # keys as they are
_WIDE = re.compile("[\u3000\ufe50-\ufe6b\uff01-\uffee]")
_WIDTHS = ("<wide>", "<narrow>", "<small>")  # tags of decompositions (Unicode Standard, section 3.7)
# What nobody sees: soft hyphens, zero-width characters, controls of direction, variation selectors.
_INVISIBLE = re.compile(
    "[\xad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
# ASCII, Latin-1 and general punctuation, and the blocks of symbols.
_SIGNS = r"!-/:-@\[-`{-~\xa1-\xa9\xab-\xb4\xb6-\xb9\xbb-\xbf\xd7\xf7\u2010-\u2bff\U0001f000-\U0001faff"
_BLANKS = re.compile(r"\s+")
_HYPHEN = re.compile(r"(?<=[^ _\-\u2010\u2011]) ?[_\-\u2010\u2011] ?(?=[^ _\-\u2010\u2011])")


def name_key(name: str) -> str:
    """What all spellings of a name in one script share: without differences of case, width and spacing.

    Spacing is blanks, a hyphen or an underscore between two words; beside a Chinese character or a sign it may be
    missing. Case is folded in full (Unicode Standard, section 3.13), so that `Strauß` is `STRAUSS`.
    """
    if _LATIN.match(name):
        return name
    text = unicodedata.normalize("NFC", plain_name(name).casefold())
    return _needless_spaces().sub("", text)


def plain_name(name: str) -> str:
    """The name in NFC and in its usual width, with a space for each spacing, and without what nobody sees.

    A hyphen or underscore is spacing if it stands alone between two words: not in `C--`.
    """
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", name))
    if _WIDE.search(text):
        text = unicodedata.normalize("NFC", _WIDE.sub(_usual_width, text))
    return _HYPHEN.sub(" ", _BLANKS.sub(" ", text).strip())


def same_name(one: str, other: str) -> bool:
    """Whether the two are spellings of one name, in one Chinese script or in both."""
    keys = name_key(one), name_key(other)
    return keys[0] == keys[1] or _differ_in_script(*keys)


class NameIndex(Generic[Value]):
    """Values by name, found by each of its spellings."""

    __slots__ = ("_by_key", "_by_simplified")

    def __init__(self) -> None:
        """An empty index."""
        self._by_key: dict[str, Value] = {}
        self._by_simplified: dict[str, list[str]] | None = None  # made when a name is first sought in both scripts

    def __iter__(self) -> Iterator[str]:
        """The keys of the names."""
        return iter(self._by_key)

    def __getitem__(self, key: str) -> Value:
        """The value of a key."""
        return self._by_key[key]

    def add(self, name: str, value: Value) -> Value:
        """Add the value unless the name, in this script, has one. Returns the name's value."""
        key = name_key(name)
        if key in self._by_key:
            return self._by_key[key]
        self._by_key[key] = value
        if self._by_simplified is not None:
            self._by_simplified.setdefault(simplified(key), []).append(key)
        return value

    def find(self, name: str) -> Value | None:
        """The value of the name; if it has none in this script, of the first one that is the same in the other."""
        key = name_key(name)
        if key in self._by_key or not contains_han(key):
            return self._by_key.get(key)
        if self._by_simplified is None:
            self._by_simplified = {}
            for known in self._by_key:
                self._by_simplified.setdefault(simplified(known), []).append(known)
        near = (known for known in self._by_simplified.get(simplified(key), ()) if _differ_in_script(key, known))
        return next((self._by_key[known] for known in near), None)


def simplified(text: str) -> str:
    """The text with each character in its Simplified form, whatever word it stands in."""
    return text.translate(_simplified_forms())


def _differ_in_script(one: str, other: str) -> bool:
    """Whether at each place one of the keys has the Simplified form of the character that the other has.

    So 钟 is 鍾 and is 鐘, while 鍾 and 鐘, which are two names, are not each other.
    """
    if len(one) != len(other) or one == other:
        return one == other
    pairs = [(first, second) for first, second in zip(one, other, strict=True) if first != second]
    return all(simplified(first) == second or simplified(second) == first for first, second in pairs)


def _usual_width(match: re.Match[str]) -> str:
    width, *codes = unicodedata.decomposition(match[0]).split() or [""]
    return "".join(chr(int(code, 16)) for code in codes) if width in _WIDTHS else match[0]


@cache
def _needless_spaces() -> re.Pattern[str]:
    near = f"[{UNSPACED}{_SIGNS}]"
    return re.compile(f"(?<={near}) | (?={near})")


@cache
def _simplified_forms() -> dict[int, int]:
    """Each character that has a Simplified form → that form (see tables/README.md)."""
    traditional, forms = read_table("simplified.txt").split()
    return str.maketrans(traditional, forms)
