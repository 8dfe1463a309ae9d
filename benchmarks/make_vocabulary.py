"""Makes vocabulary.txt anew from a dictionary of OpenCC: `.venv/bin/python -m benchmarks.make_vocabulary`."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import opencc

VOCABULARY = Path(__file__).parent / "vocabulary.txt"
OPENCC_VERSION = "1.4.2"  # of the vocabulary
OPENCC = Path(opencc.__file__).parent / "clib"
COUNTS = {1: 560, 2: 5300, 3: 740, 4: 400}  # words by their length
PER_LINE = 32


def vocabulary() -> list[str]:
    """Words of the dictionary from Simplified to Traditional phrases, of characters that are in common use.

    Most have only characters of many words, because such characters are frequent.
    """
    command = [str(OPENCC / "bin/opencc_dict"), "-f", "ocd2", "-t", "text", "-o", "/dev/stdout"]
    source = str(OPENCC / "share/opencc/STPhrases.ocd2")
    lines = subprocess.run([*command, "-i", source], capture_output=True, check=True).stdout.decode().splitlines()
    common = common_characters()
    words = {line.split("\t")[1].split(" ")[0] for line in lines if "\t" in line}
    words = {word for word in words if common.issuperset(word) and len(word) in COUNTS and len(set(word)) == len(word)}
    frequency = Counter(character for word in words for character in word)
    words |= set(frequency)
    ranked = sorted(words, key=lambda word: (-min(frequency[character] for character in word), word))
    return [
        word
        for length, count in COUNTS.items()
        for word in _spread([one for one in ranked if len(one) == length], count)
    ]


def _spread(ranked: list[str], count: int) -> list[str]:
    """That many of the words: most of the first, and ever fewer of the others."""
    others = len(ranked) - count
    return [ranked[place + others * place**2 // count**2] for place in range(count)]


def common_characters() -> set[str]:
    """The 5,401 Traditional characters of the first level of Big5."""
    trails = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    codes = (bytes((lead, trail)) for lead in range(0xA4, 0xC7) for trail in trails)
    return {code.decode("big5") for code in codes if code <= b"\xc6\x7e"}


if __name__ == "__main__":
    words = vocabulary()
    lines = [" ".join(words[start : start + PER_LINE]) for start in range(0, len(words), PER_LINE)]
    VOCABULARY.write_text("\n".join(lines) + "\n", "utf-8")
