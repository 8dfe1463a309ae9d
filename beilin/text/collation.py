"""The order of names in lists, as readers of the list's language look for them.

Chinese is ordered by strokes in Traditional and by pinyin in Simplified, and stands before other letters (CLDR, "zh");
in lists of another language Han characters come last, in the order of Unicode. Accents and case decide only between
names that are equal otherwise, numbers are ordered by value, and signs at the beginning of a name do not count.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, partial

from beilin.text.cjk import is_han
from beilin.text.languages import script_of
from beilin.text.table_files import read_table

# Equal for names that only the spelling itself tells apart; what counts most comes first.
CollationKey = tuple[tuple[int, ...], str, str, int, str]

_SIGN, _DIGIT, _HAN, _BOPOMOFO, _LETTER, _HAN_LAST = (group << 24 for group in range(6))
TABLES = {"hant": "stroke.txt", "hans": "pinyin.txt"}  # by script
# ASCII signs in the order of CLDR's root; others follow by code point.
_SIGNS = " _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
# Letters that Unicode does not decompose, though CLDR's root sorts them as others.
_AS_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ſ": "s"})
_SMALL_KANA = str.maketrans("ぁぃぅぇぉっゃゅょゎゕゖ", "あいうえおつやゆよわかけ")
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}


def collation_key(language: str) -> Callable[[str], CollationKey]:
    """A function from names to keys that sort in the order of the language (a BCP 47 tag)."""
    return partial(_key, TABLES.get(script_of(language), ""))


def _key(table: str, name: str) -> CollationKey:
    decomposed = unicodedata.normalize("NFKD", name)
    letters = _base_letters(decomposed)
    folded = _folded(letters)
    if table == TABLES["hans"]:
        folded = folded.replace("重庆", "崇庆")  # the one word that CLDR sorts by a different reading
    accents = "".join(letter for letter in decomposed if unicodedata.combining(letter))
    cased = _without_leading_signs(letters).swapcase()  # small letters before capitals
    return tuple(_weights(table, _without_leading_signs(folded))), accents, cased, len(name), name


def first_letter(name: str) -> str:
    """What decides where the name stands: its first character but signs, in lower case and without accents; or ""."""
    return _without_leading_signs(_folded(_base_letters(unicodedata.normalize("NFKD", name))))[:1]


def _base_letters(decomposed: str) -> str:
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _folded(letters: str) -> str:
    return letters.casefold().translate(_KATAKANA).translate(_SMALL_KANA).translate(_AS_LETTERS)


def _without_leading_signs(text: str) -> str:
    start = next((at for at, letter in enumerate(text) if not _is_sign(letter)), 0)
    return text[start:]


def _is_sign(letter: str) -> bool:
    return unicodedata.category(letter)[0] in "PSZC"


def _weights(table: str, text: str) -> Iterator[int]:
    """A number for each letter or sign; for each run of digits the number of its digits, then these."""
    at = 0
    while at < len(text):
        letter = text[at]
        if letter.isdecimal():
            end = next((end for end in range(at, len(text)) if not text[end].isdecimal()), len(text))
            digits = [unicodedata.decimal(digit) for digit in text[at:end]]
            while len(digits) > 1 and digits[0] == 0:
                del digits[0]
            yield from (_DIGIT + len(digits), *digits)
            at = end
            continue
        yield _weight(table, letter)
        at += 1


def _weight(table: str, letter: str) -> int:
    code = ord(letter)
    if letter.isascii():
        return _LETTER + code if letter.isalpha() else _SIGN + _SIGNS.find(letter)
    if is_han(letter):
        if not table:
            # The first block of Han comes before its extensions.
            return _HAN_LAST + code + (0 if 0x4E00 <= code <= 0x9FFF else 0x100000)
        return _HAN + ranks(table).get(letter, 0x10000 + code)
    if _is_sign(letter):
        return _SIGN + 0x100 + code
    is_bopomofo = 0x3105 <= code <= 0x312F or 0x31A0 <= code <= 0x31BF
    return (_BOPOMOFO if is_bopomofo and table else _LETTER) + code


@cache
def ranks(table: str) -> dict[str, int]:
    """The place of each Han character in the table (see tables/README.md); loaded when a name has one."""
    text = read_table(table).strip()
    return {letter: rank for rank, letter in enumerate(text)}
