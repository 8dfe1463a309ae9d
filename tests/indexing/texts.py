"""Random texts in which every kind of character meets every other."""

from __future__ import annotations

from hypothesis import strategies as st

from beilin.indexing.documents import SearchText

# Few characters, so that grams repeat: Han with variants, above U+FFFF, kana with marks, hangul, letters with accents
# and in full width, digits, signs of words, marks and invisible characters, separators, line feeds.
ALPHABET = "開开源軟软體一𠮷々がかガﾊﾞ한글aaBbée\u0301Ａ１1+#\u200b\ufe0f -。，\n\n\0\ud800\ue000漢"

mixed_texts = st.text(st.sampled_from(ALPHABET), max_size=40)
any_texts = st.text(st.characters(), max_size=30)
search_texts = st.builds(SearchText, mixed_texts, mixed_texts, mixed_texts | any_texts)
