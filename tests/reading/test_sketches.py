"""A sketch says what an article is about: its frequent terms, whatever their script, and no words of grammar."""

from __future__ import annotations

import random
from array import array
from zlib import crc32

from hypothesis import given
from hypothesis import strategies as st

from beilin.model import TextBlock
from beilin.reading.sketches import MAX_IN_BLOCK, MAX_TERMS, sketch_of
from beilin.text.variants import to_simplified
from benchmarks.corpus import make_articles


def blocks(*texts: str) -> list[TextBlock]:
    """Paragraphs."""
    return [TextBlock("", text, "paragraph") for text in texts]


def terms(sketch: bytes) -> set[int]:
    return set(array("I", sketch))


def has(sketch: bytes, *words: str) -> bool:
    """Whether the sketch has these terms, which are given in the Simplified script."""
    return {crc32(word.encode()) for word in words} <= terms(sketch)


def test_terms_are_words_and_pairs_between_characters_of_grammar() -> None:
    sketch = sketch_of("", blocks("開放權重的授權條款，與訓練資料。模型的授權由Meta寫成，模型的權重在網路上。"))
    expected = ("开放", "权重", "授权", "条款", "训练", "资料", "模型", "meta", "写成", "网路")
    assert terms(sketch) == {crc32(word.encode()) for word in expected}


def test_both_scripts_and_cases_have_the_same_terms() -> None:
    texts = ["資料庫與網路的記憶體。", "伺服器的頻寬。MySQL的授權，與MySQL的後繼者。"]
    one = sketch_of("資料庫的授權", blocks(*texts))
    assert one == sketch_of(to_simplified("資料庫的授權"), blocks(*map(to_simplified, texts)))
    assert sketch_of("Open Weights", blocks("LICENCES")) == sketch_of("open weight", blocks("licence"))


def test_other_scripts_have_words() -> None:
    sketch = sketch_of("Открытые веса", blocks("가중치 공개", "オープンウェイト", "c++ és C#"))
    assert has(sketch, "открытые", "веса", "가중치", "공개", "オー", "プン", "c++", "és", "c#")


def test_words_that_any_text_has_are_left_out() -> None:
    assert sketch_of("How to read this", blocks("這個問題的結果，我們已經看過了。", "all of these things")) == b""


def test_the_title_and_what_is_repeated_come_first_and_code_not_at_all() -> None:
    others = blocks(*(f"word{chr(97 + n)}{chr(97 + n)}" for n in range(20)), *(f"甲乙{chr(0x5000 + 2 * n)}{chr(0x5001 + 2 * n)}" for n in range(20)))  # fmt: skip
    sketch = sketch_of("蒸餾", [*others, *blocks("量化。", "量化。"), TextBlock("", "printf printf printf", "code")])
    assert len(terms(sketch)) == MAX_TERMS
    assert has(sketch, "蒸馏", "量化", "甲乙")
    assert not has(sketch, "printf")


def test_only_the_beginning_of_a_block_counts() -> None:
    long = "權重。" * (MAX_IN_BLOCK // 3) + "。蒸餾。"
    assert not has(sketch_of("", blocks(long)), "蒸馏")
    assert has(sketch_of("", blocks(long[: MAX_IN_BLOCK - 4], "蒸餾")), "蒸馏")


def test_most_edits_of_a_sentence_leave_it_as_it_is() -> None:
    chance = random.Random(1)
    archive = [(one.title, one.body.split("\n\n")) for one in make_articles(60)]
    same = 0
    for title, paragraphs in archive:
        at = chance.randrange(len(paragraphs))
        edited = [*paragraphs]
        edited[at] = edited[at].replace("。", f"，這是第{at}個。", 1)
        same += sketch_of(title, blocks(*paragraphs)) == sketch_of(title, blocks(*edited))
    assert same >= 50


@given(title=st.text(max_size=40), texts=st.lists(st.text(max_size=200), max_size=8))
def test_any_text_has_one_of_bounded_size(title: str, texts: list[str]) -> None:
    sketch = sketch_of(title, blocks(*texts))
    assert len(sketch) <= 4 * MAX_TERMS
    assert sketch == array("I", sorted(terms(sketch))).tobytes()
