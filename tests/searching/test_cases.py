"""Queries mean, and texts hold, what the data says: the script of the search page is held to the same cases."""

from __future__ import annotations

from beilin.searching.query import Term, parse_query
from tests.searching.cases import marked_texts, read_cases, without_marks


def _parts(term: Term) -> list[str]:
    return ["|".join(part.forms) + "*" * part.is_beginning for part in term]


def test_queries_mean_what_the_cases_say() -> None:
    wrong = []
    for case in read_cases("queries"):
        query = parse_query(case["typed"])
        meaning = [_parts(term) for term in query.required], [_parts(term) for term in query.excluded], query.script
        expected = case.get("required", []), case.get("excluded", []), case.get("script", "")
        wrong += [] if meaning == expected else [(case["typed"], meaning, expected)]
    assert not wrong


def test_texts_hold_what_the_cases_say() -> None:
    wrong = []
    for case in read_cases("proofs"):
        shown = marked_texts(case["typed"], [*map(without_marks, (case["title"], *case["blocks"]))])
        expected = [case["title"], *case["blocks"]] if case.get("is_result", True) else None
        wrong += [] if shown == expected else [(case["typed"], shown, expected)]
    assert not wrong
