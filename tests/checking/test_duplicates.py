"""Copies are found in spite of changes to them, and nothing else is reported as a copy."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.checking.bodies import BodyFindings, check_body
from beilin.checking.duplicates import MIN_RESEMBLANCE, duplicate_groups, duplicates
from beilin.checking.spot_signatures import resemblance, spot_signatures
from beilin.text.variants import to_simplified
from benchmarks.corpus import make_corpus

TEXTS = {f"content/articles/{name}": text.partition("\n---\n")[2] for name, text in make_corpus(12)}
PATHS = sorted(TEXTS)


def findings_of(bodies: dict[str, str]) -> list[BodyFindings]:
    return [check_body(Path("nowhere"), path, f"---\ntitle: 題\n---\n{body}") for path, body in bodies.items()]


def groups_of(bodies: dict[str, str]) -> set[frozenset[str]]:
    groups = duplicate_groups(findings_of(bodies), lambda path: spot_signatures(bodies[path]))
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


def test_unrelated_articles_are_not_duplicates() -> None:
    """The corpus is made of few words, so its texts are more alike than any two authors' are."""
    assert groups_of(TEXTS) == set()
    signatures = [spot_signatures(text) for text in TEXTS.values()]
    assert max(resemblance(a, b) for a in signatures for b in signatures if a is not b) < MIN_RESEMBLANCE / 2


def test_an_english_copy_is_found() -> None:
    """A text without Han characters is compared by its words."""
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


def test_short_texts_are_duplicates_only_if_every_letter_is_the_same() -> None:
    short = "一則短訊，說明編輯室週五休息，週六照常收稿，讀者若有急事請寫信，若無急事請等週一，編輯會逐一回覆，先到先答，小事亦然。"
    assert groups_of({"a.md": short, "b.md": short.replace("，", " ")}) == {frozenset({"a.md", "b.md"})}
    assert groups_of({"a.md": short, "b.md": short.replace("小事", "大事")}) == set()
    assert groups_of({"a.md": "一段文字。", "b.md": "一段文字。"}) == set(), "a text of a few letters is not compared"


@settings(max_examples=20)
@given(st.permutations(range(12)), st.integers(0, 11), st.integers(0, 11))
def test_groups_do_not_depend_on_the_order_and_resemblance_is_symmetric(
    order: list[int], first: int, second: int
) -> None:
    bodies = {**TEXTS, "content/articles/zz.md": to_simplified(TEXTS[PATHS[first]])}
    found = duplicate_groups(
        [FINDINGS[PATHS[number]] for number in order] + [COPIES[first]],
        lambda path: SIGNATURES_OF_COPIES[first].get(path) or SIGNATURES[path],
    )
    assert [[path for path, _ in group] for group in found] == [[PATHS[first], "content/articles/zz.md"]]
    assert len(bodies) == 13
    a, b = SIGNATURES[PATHS[first]], SIGNATURES[PATHS[second]]
    assert resemblance(a, b) == resemblance(b, a)
    assert resemblance(a, a) == 1.0


FINDINGS = {body.path: body for body in findings_of(TEXTS)}
SIGNATURES = {path: spot_signatures(text) for path, text in TEXTS.items()}
COPIES = [findings_of({"content/articles/zz.md": to_simplified(TEXTS[path])})[0] for path in PATHS]
SIGNATURES_OF_COPIES = [{"content/articles/zz.md": spot_signatures(to_simplified(TEXTS[path]))} for path in PATHS]


def test_many_copies_are_one_group_reported_once_each() -> None:
    """The work grows with the number of copies, not with its square."""
    read: list[str] = []
    bodies = {f"{number:03}.md": f"{TEXTS[PATHS[0]]}\n\n第{number}份。" for number in range(40)}

    def signatures(path: str) -> frozenset[str]:
        read.append(path)
        return spot_signatures(bodies[path])

    problems = duplicates(findings_of(bodies), signatures, {"000.md": "題"})
    assert [problem.file for problem in problems] == [f"{number:03}.md" for number in range(1, 40)]
    assert all("000.md" in problem.message for problem in problems)
    assert len(read) == 40
