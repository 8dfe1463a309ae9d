"""Random texts in which every kind of character meets every other."""

from __future__ import annotations

from random import Random

from hypothesis import strategies as st

from beilin.indexing.documents import SearchText

# Few characters, so that grams repeat: Han with variants, above U+FFFF, kana with marks, hangul, letters with accents
# and in full width, digits, signs of words, marks and invisible characters, separators, line feeds.
ALPHABET = "開开源軟软體一𠮷々がかガﾊﾞ한글aaBbée\u0301Ａ１1+#\u200b\ufe0f -。，\n\n\0\ud800\ue000漢"

ALPHABET_OF_ARTICLES = ALPHABET.replace("\ud800", "") + "ab c+ 天地玄黃宇宙洪荒日月盈昃辰宿列張,。"

mixed_texts = st.text(st.sampled_from(ALPHABET), max_size=40)
any_texts = st.text(st.characters(), max_size=30)
search_texts = st.builds(SearchText, mixed_texts, mixed_texts, mixed_texts | any_texts)


def random_text(random: Random) -> SearchText:
    """A text of two or three blocks, some of whose terms repeat."""
    blocks = ["".join(random.choices(ALPHABET_OF_ARTICLES, k=random.randrange(40))) for _ in range(3)]
    return SearchText("".join(random.choices(ALPHABET_OF_ARTICLES, k=8)), blocks[0], "\n".join(blocks[1:]))


def random_texts(random: Random, count: int) -> dict[str, SearchText]:
    """That many articles with names, in the order of their numbers."""
    return {f"{number:03}": random_text(random) for number in range(count)}
