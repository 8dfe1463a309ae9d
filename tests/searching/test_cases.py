"""Queries mean, and texts hold, what the data says: the script of the search page is held to the same cases."""

from __future__ import annotations

from pathlib import Path

from beilin.building.options import Reporting
from beilin.config import read_config
from beilin.reading.tags import TagAuthority
from beilin.searching.index import with_index
from beilin.searching.query import Term, parse_query
from beilin.searching.search import Request, results_in
from tests.conftest import MakeSite
from tests.searching.cases import marked_texts, read_answers, read_cases, without_marks


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


def test_answers_are_in_the_order_of_the_cases(make_site: MakeSite) -> None:
    answers = read_answers()
    site = make_site(answers.files)
    config, _ = read_config(site.root)
    assert config is not None
    requests = [Request(case["typed"], sort=case.get("sort", "relevance")) for case in answers.queries]
    results = with_index(
        site.root,
        config,
        Reporting(),
        lambda archive: [results_in(config, TagAuthority(), request, archive) for request in requests],
    )
    names = [[Path(hit.path).stem for hit in found.hits] for found in results]
    wrong = [(case, found) for case, found in zip(answers.queries, names, strict=True) if case["names"] != found]
    assert not wrong
