"""Permanent identifiers: read tolerantly, written in one way, drawn so that none is taken twice."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.text.identifiers import ALPHABET, PATTERN, draw_id, normalise_id

WRITTEN = st.text(alphabet=ALPHABET + ALPHABET.upper() + "oOiIlL", min_size=8, max_size=8)


@pytest.mark.parametrize(
    ("written", "id"),
    [("7k3m9q2x", "7k3m9q2x"), ("7K3M-9Q2X", "7k3m9q2x"), ("oOiIlL00", "00111100"), ("01234567", "01234567")],
)
def test_an_identifier_has_one_form(written: str, id: str) -> None:
    assert normalise_id(written) == id


@pytest.mark.parametrize(
    "written", ["", "7k3m9q2", "7k3m9q2xx", "7k3m9q2u", "7k3m 9q2x", "七k3m9q2x", "7\u212a3m9q2x", "７k3m9q2x"]
)
def test_anything_else_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is not an identifier"):
        normalise_id(written)
    assert not re.search(PATTERN, written)


@given(WRITTEN)
def test_whatever_is_read_is_read_again_as_it_is_written(written: str) -> None:
    assert re.search(PATTERN, written)
    assert normalise_id(normalise_id(written)) == normalise_id(written)


@given(st.tuples(st.text(), st.text()), st.integers(0, 5))
def test_a_drawn_identifier_is_free_and_the_same_each_time(seed: tuple[str, str], collisions: int) -> None:
    taken: list[str] = []
    for _ in range(collisions + 1):
        drawn = draw_id(seed, taken)
        assert drawn == draw_id(seed, tuple(taken)) == normalise_id(drawn)
        assert drawn not in taken
        assert drawn[0].isalpha()  # spreadsheets take 00012345 and 1e234567 for numbers
        taken.append(drawn)


def test_identifiers_of_different_files_differ() -> None:
    assert len({draw_id(("https://example.org/", f"content/articles/{n}.md"), ()) for n in range(3000)}) == 3000
