"""An article is a result if its text holds every required term and no excluded one; each place is marked."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from beilin.searching.prove import Span, Text, holds, marks_in, merged
from beilin.searching.query import Term, parse_query
from beilin.text.folding import tokens, twins_of

# Few characters, so that random texts hold random terms often: both scripts, a twin, a voiced mark, a soft hyphen, an accent
# of its own, a variation selector, a character above U+FFFF.
ALPHABET = "開开源計划畫ガカ𠮷aAé1+# -,。\n\u0301\u00ad\ufe00"
texts = st.text(ALPHABET, max_size=24)


def units(text: str) -> list[tuple[int, int, str, int]]:
    """The Han-like characters and the words of a text: start, end, folded, number of the token."""
    found = []
    for number, token in enumerate(tokens(text)):
        if not token.is_han:
            found.append((token.start, token.end, token.text, number))
            continue
        offsets = [at for at in range(token.start, token.end) if tokens(text[at])]
        ends = [*offsets[1:], token.end]
        found += [(start, end, one, number) for start, end, one in zip(offsets, ends, token.text, strict=True)]
    return found


def places_by_trying(term: Term, text: str) -> list[Span]:
    """The same by trying every form of every part at every unit."""
    wanted: list[list[str | None]] = [[]]
    for part in term:
        forms = [[*form] if part.is_han else [form] for form in part.forms]
        wanted = [[*before, None, *form] for before in wanted for form in forms]
    is_open = term[-1].is_beginning
    all_units = units(text)
    found: dict[int, int] = {}
    for first in range(len(all_units)):
        for sequence in wanted:
            length = sum(one is not None for one in sequence)
            here = all_units[first : first + length]
            if len(here) == length and _fits(sequence, here, is_open=is_open):
                found[here[0][0]] = max(here[-1][1], found.get(here[0][0], 0))
    return list(found.items())


def _fits(sequence: list[str | None], here: list[tuple[int, int, str, int]], *, is_open: bool) -> bool:
    """Whether the units are those of the sequence, in which None allows the next unit to be of another token."""
    position, may_part, token = 0, True, -1
    for one in sequence:
        if one is None:
            may_part = True
            continue
        _, _, text, number = here[position]
        is_last = position == len(here) - 1
        if text != one and not (is_last and is_open and text.startswith(one)):
            return False
        if number != token and not may_part:
            return False
        position, may_part, token = position + 1, False, number
    return True


@given(st.text(ALPHABET + '"', max_size=8), texts)
def test_every_place_of_a_term_is_found(typed: str, text: str) -> None:
    for term in parse_query(typed).required:
        assert [*Text(text).places(term)] == places_by_trying(term, text)


@given(st.text(ALPHABET + '"-', max_size=10), texts, st.lists(texts, max_size=3))
def test_a_result_has_every_required_term_and_no_excluded_one(typed: str, title: str, blocks: list[str]) -> None:
    query, texts = parse_query(typed), [title, *blocks]
    required = [any(places_by_trying(term, text) for text in texts) for term in query.required]
    excluded = [any(places_by_trying(term, text) for text in texts) for term in query.excluded]
    assert holds(query, [*map(Text, texts)]) == (bool(required) and all(required) and not any(excluded))
    for text in texts:
        spans = [span for term in query.required for span in places_by_trying(term, text)]
        assert marks_in(query, Text(text)) == merged(spans)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5)), max_size=6))
def test_marks_cover_what_is_found_and_do_not_overlap(found: list[tuple[int, int]]) -> None:
    spans = [(start, start + length) for start, length in found]
    marks = merged(spans)
    assert {at for span in marks for at in range(*span)} == {at for span in spans for at in range(*span)}
    assert all(one[1] <= other[0] for one, other in pairwise(marks))


def test_any_part_of_a_text_that_is_not_cut_inside_a_word_is_found() -> None:
    text = "「開放原始碼」不是開源碼:C++ 與 e\u0301tude、𠮷野家ガラス,soft\u00adware。"
    whole = tokens(text)
    for first in range(len(whole)):
        for last in range(first, len(whole)):
            begin, end = whole[first].start, whole[last].end
            inside = range(end - whole[last].start) if whole[last].is_han else [0]
            for cut in inside:
                piece = text[begin : end - cut]
                for term in parse_query(f'"{piece}"').required:
                    assert (begin, end - cut) in [*Text(text).places(term)], piece


def test_a_twin_is_found_too() -> None:
    (term,) = parse_query("開源計劃書").required
    assert twins_of(term[0].typed)
    assert [*Text("開源計畫書,開源计划书").places(term)] == [(0, 5), (6, 11)]
