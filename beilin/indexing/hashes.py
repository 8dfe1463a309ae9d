"""The 32-bit hashes that decide in which file a gram, a word or a name is. Browsers compute the same ones."""

from __future__ import annotations

from functools import lru_cache

MASK = 0xFFFFFFFF
GOLDEN = 0x9E3779B1  # 2^32 divided by the golden ratio, a prime: multiplicative hashing (Knuth, TAOCP 6.4)
GRAM1_SEED, GRAM3_SEED = 0x5BD1E995, 0x2545F491
MIX1, MIX2 = 0x7FEB352D, 0x846CA68B
BEGINNING = 3  # characters of a word
# Where a character above U+FFFF goes: the surrogates and private use, 8,192 values in which nothing is searched.
FIRST_ABOVE, ABOVE_SHIFT = 0xD800, 19


def mix(value: int) -> int:
    """Spread the 32 bits of the value over all bits of the result: Wellons' "lowbias32" (hash-prospector)."""
    value ^= value >> 16
    value = value * MIX1 & MASK
    value ^= value >> 15
    value = value * MIX2 & MASK
    return value ^ value >> 16


def text_hash(text: str) -> int:
    """The hash of a word's beginning or of a name: FNV-1a, 32 bits, over code points, then mixed."""
    value = 0x811C9DC5
    for character in text:
        value = (value ^ ord(character)) * 0x01000193 & MASK
    return mix(value)


@lru_cache(maxsize=1 << 14)
def _beginning_hash(beginning: str) -> int:
    return text_hash(beginning)


def word_hash(word: str) -> int:
    """The hash that decides in which file a word is: that of its beginning, so that all that begin alike are in one."""
    return _beginning_hash(word[:BEGINNING])


# An edit hashes some 3,000 grams of the old text and of the new one, nearly all of them the same.
@lru_cache(maxsize=1 << 15)
def gram_hash(gram: str) -> int:
    """The hash of one to three folded Han characters."""
    first, *others = map(_in_16_bits, gram)
    if not others:
        return mix(first ^ GRAM1_SEED)
    value = mix(first << 16 | others[0])
    return mix(value * GOLDEN + others[1] + GRAM3_SEED & MASK) if len(others) == 2 else value


def _in_16_bits(character: str) -> int:
    code = ord(character)
    return code if code < 0x10000 else FIRST_ABOVE + ((code * GOLDEN & MASK) >> ABOVE_SHIFT)
