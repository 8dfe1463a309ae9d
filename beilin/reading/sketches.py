"""What an article is about, as a few numbers made of its own text alone: its most frequent terms."""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import filterfalse, islice
from zlib import crc32

from beilin.model import TextBlock
from beilin.text.common_words import COMMON_WORDS, FUNCTION_CHARACTERS
from beilin.text.names import simplified

MAX_TERMS = 32
# The beginning of each block, where texts mostly say what they are about, up to so many characters together: with all
# of the text an article of 4,500 characters would take three times as long.
MAX_IN_BLOCK, MAX_CHARACTERS = 100, 1000
WEIGHT_OF_TITLE = 4  # that many occurrences in the text

# Of scripts with words, in lower case where there is one.
_LETTERS = "a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\uac00-\ud7a3"
_NOT_HAN = "\0-\u30a0\u30fb\u30fd-\u33ff\u4dc0-\u4dff\ua000-\U0001ffff\U00040000-\U0010ffff"  # or katakana
# A word; or two Han characters, which mostly are one if cutting begins after punctuation or a character of grammar.
# Ranges take 22 ns a character, as against 30 with `\w`; and words first, where most separators end the match.
_TERM = re.compile(f"[{_LETTERS}][{_LETTERS}0-9+#]+|[^{_NOT_HAN}{FUNCTION_CHARACTERS}]{{2}}")


def sketch_of(title: str, blocks: Sequence[TextBlock]) -> bytes:
    """The sketch of an article: at most MAX_TERMS terms as sorted 32-bit numbers in the machine's byte order.

    A term is a word, or a pair of Han characters; both Chinese scripts give the same. Numbers of occurrences decide
    only which terms are among the most frequent, so many edits of a sentence leave the sketch as it is.
    """
    counts = Counter(_TERM.findall(title.lower()))
    for term in counts:
        counts[term] *= WEIGHT_OF_TITLE
    counts.update(_TERM.findall(_sample(blocks)))
    ranked = sorted(counts, key=counts.__getitem__, reverse=True)  # stable: among equals the first to occur
    terms = islice(filterfalse(COMMON_WORDS.__contains__, ranked), MAX_TERMS)
    return array("I", sorted(set(map(_number, terms)))).tobytes()


@lru_cache(1 << 14)  # texts have many terms in common, and it saves a fifth of the time
def _number(term: str) -> int:
    """The number of a term: the same in both Chinese scripts, and without the ending of plurals in English."""
    folded = simplified(term)
    if folded[-1] == "s" and len(folded) > 3 and folded[-2] != "s":
        folded = folded[:-1]
    return crc32(folded.encode())


def _sample(blocks: Sequence[TextBlock]) -> str:
    """The beginnings of the blocks in lower case, a line each; headings twice, code not at all."""
    lines: list[str] = []
    length = 0
    for block in blocks:
        if block.kind != "code":
            line = block.text[:MAX_IN_BLOCK]
            lines += (line, line) if block.kind == "heading" else (line,)
            length += len(line)
            if length >= MAX_CHARACTERS:
                break
    return "\n".join(lines).lower()
