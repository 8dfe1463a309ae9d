"""Copies are found whatever was done to hide them, and nothing else is taken for one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.checking.bodies import Look, look_at
from beilin.checking.duplicates import ALIKE, alike_groups, duplicates
from beilin.checking.spots import resemblance, spots_of
from beilin.text.variants import to_simplified
from benchmarks.corpus import make_corpus

TEXTS = {f"content/articles/{name}": text.partition("\n---\n")[2] for name, text in make_corpus(12)}
PATHS = sorted(TEXTS)


def looks_of(bodies: dict[str, str]) -> list[Look]:
    return [look_at(Path("nowhere"), path, f"---\ntitle: 題\n---\n{body}") for path, body in bodies.items()]


def groups_of(bodies: dict[str, str]) -> set[frozenset[str]]:
    groups = alike_groups(looks_of(bodies), lambda path: spots_of(bodies[path]))
    return {frozenset(path for path, _ in group) for group in groups}


def decorated(text: str) -> str:
    return f"首頁 > 科技\n\n{text}\n\n責任編輯：某人\n\n本站聲明，轉載請注明出處。"


def without_every_eighth(text: str) -> str:
    return "\n\n".join(part for number, part in enumerate(text.split("\n\n")) if number % 8 != 3)


@pytest.mark.parametrize(
    "change",
    [str, to_simplified, decorated, without_every_eighth, lambda text: text.replace("，", ", ").replace("。", ".")],
)
def test_a_copy_is_found(change: object) -> None:
    """As it is, in the other script, in another site's frame, with an eighth taken out, with other punctuation."""
    assert callable(change)
    copy = "content/articles/copy.md"
    groups = groups_of({**TEXTS, copy: change(TEXTS[PATHS[3]])})
    assert groups == {frozenset({copy, PATHS[3]})}


def test_unrelated_articles_are_told_apart() -> None:
    """The corpus is made of few words, so its texts are more alike than any two authors' are."""
    assert groups_of(TEXTS) == set()
    spots = [spots_of(text) for text in TEXTS.values()]
    assert max(resemblance(a, b) for a in spots for b in spots if a is not b) < ALIKE / 2


def test_an_english_copy_is_found() -> None:
    """Words are the marks of a text without Han characters."""
    words = [
        "licence",
        "model",
        "weight",
        "court",
        "maker",
        "reader",
        "price",
        "report",
        "archive",
        "term",
        "clause",
        "owner",
        "release",
    ]
    pick = random.Random(3)
    sentences = [
        f"The {pick.choice(words)} of the {pick.choice(words)} is {pick.choice(words)} to a {pick.choice(words)} in {n}."
        for n in range(60)
    ]
    one, other = " ".join(sentences), " ".join([*sentences[:50], "And that was all."])
    unrelated = " ".join(f"A {pick.choice(words)} for {n} of it, as the {pick.choice(words)} was." for n in range(60))
    assert groups_of({"a.md": one, "b.md": other, "c.md": unrelated}) == {frozenset({"a.md", "b.md"})}


def test_short_texts_are_one_only_where_every_letter_is() -> None:
    short = "一則短訊，說明編輯室週五休息，週六照常收稿，讀者若有急事請寫信，若無急事請等週一，編輯會逐一回覆，先到先答，小事亦然。"
    assert groups_of({"a.md": short, "b.md": short.replace("，", " ")}) == {frozenset({"a.md", "b.md"})}
    assert groups_of({"a.md": short, "b.md": short.replace("小事", "大事")}) == set()
    assert groups_of({"a.md": "一段文字。", "b.md": "一段文字。"}) == set(), "as good as nothing is no copy"


@settings(max_examples=20)
@given(st.permutations(range(12)), st.integers(0, 11), st.integers(0, 11))
def test_groups_do_not_depend_on_the_order_and_likeness_on_the_side(order: list[int], first: int, second: int) -> None:
    bodies = {**TEXTS, "content/articles/zz.md": to_simplified(TEXTS[PATHS[first]])}
    found = alike_groups(
        [LOOKS[PATHS[number]] for number in order] + [COPIES[first]],
        lambda path: SPOTS_AND_COPIES[first].get(path) or SPOTS[path],
    )
    assert [[path for path, _ in group] for group in found] == [[PATHS[first], "content/articles/zz.md"]]
    assert len(bodies) == 13
    a, b = SPOTS[PATHS[first]], SPOTS[PATHS[second]]
    assert resemblance(a, b) == resemblance(b, a)
    assert resemblance(a, a) == 1.0


LOOKS = {look.path: look for look in looks_of(TEXTS)}
SPOTS = {path: spots_of(text) for path, text in TEXTS.items()}
COPIES = [looks_of({"content/articles/zz.md": to_simplified(TEXTS[path])})[0] for path in PATHS]
SPOTS_AND_COPIES = [{"content/articles/zz.md": spots_of(to_simplified(TEXTS[path]))} for path in PATHS]


def test_many_copies_are_one_group_told_once_each() -> None:
    """The work grows with the number of copies, not with its square."""
    compared: list[str] = []
    bodies = {f"{number:03}.md": f"{TEXTS[PATHS[0]]}\n\n第{number}份。" for number in range(40)}

    def spots(path: str) -> frozenset[str]:
        compared.append(path)
        return spots_of(bodies[path])

    problems = duplicates(looks_of(bodies), spots, {"000.md": "題"})
    assert [problem.file for problem in problems] == [f"{number:03}.md" for number in range(1, 40)]
    assert all("000.md" in problem.message for problem in problems)
    assert len(compared) == 40
