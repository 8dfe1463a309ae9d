"""Every edit of a body can be undone, and a note names the line of the source."""

from __future__ import annotations

import re
import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.migrating.bodies.context import BodyContext
from beilin.migrating.bodies.passes import Found, Remark, Rule, run_passes, undo
from beilin.migrating.bodies.protected import Protected
from beilin.migrating.bodies.table import convert_body
from beilin.migrating.model import Edit
from tests.migrating.bodies.little_context import context

BODIES = st.text("ab\n`$<!-> #石", max_size=60)
REPLACEMENTS = st.tuples(st.sampled_from(["a", "b", "\n", "a+", "石|$", "(?=b)"]), st.text("xab\n`", max_size=4))


def replacing(pattern: str, new: str) -> Rule:
    """A rule that replaces all matches, and remarks on each."""

    def rule(text: str, protected: Protected, context: BodyContext) -> Found:
        del protected, context
        matches = list(re.finditer(pattern, text, re.MULTILINE))
        edits = tuple(Edit(match.start(), match.end(), new, "test") for match in matches)
        return Found(edits, tuple(Remark("dead-link", match.start(), match[0]) for match in matches))

    return rule


@given(BODIES, st.lists(REPLACEMENTS, max_size=4))
def test_undoing_the_edits_gives_back_the_body(body: str, replacements: list[tuple[str, str]]) -> None:
    converted = run_passes(body, 1, context(), [replacing(*replacement) for replacement in replacements])
    assert undo(converted) == body
    assert all(1 <= note.line <= body.count("\n") + 1 for note in converted.notes)


def test_a_note_names_the_line_of_the_source_whatever_earlier_rules_changed() -> None:
    body = "one\ntwo\nthree\n\nfour\n"
    rules = [replacing("one\n", ""), replacing("three", "3\n3\n3"), replacing("four", "4")]
    assert [note.line for note in run_passes(body, 11, context(), rules).notes] == [11, 13, 15]


def test_edits_of_one_rule_may_not_overlap() -> None:
    def rule(text: str, protected: Protected, context: BodyContext) -> Found:
        del text, protected, context
        return Found((Edit(0, 2, "x", "test"), Edit(1, 3, "y", "test")))

    with pytest.raises(ValueError, match="overlap"):
        run_passes("abcd", 1, context(), [rule])


def test_edits_that_do_not_fit_the_text_are_not_undone() -> None:
    converted = run_passes("a b a", 1, context(), [replacing("a", "xx")])
    with pytest.raises(ValueError, match="does not fit"):
        undo(replace(converted, text="xx b ax"))


@given(st.text("ab石\n", max_size=40), st.lists(REPLACEMENTS.filter(lambda pair: pair[0] in "ab"), max_size=3))
def test_a_note_names_the_line_of_the_source(body: str, replacements: list[tuple[str, str]]) -> None:
    rules = [replacing(old, new.replace("石", "")) for old, new in replacements]
    converted = run_passes(body, 5, context(), [*rules, replacing("石", "石")])
    lines = [note.line for note in converted.notes if note.text == "石"]
    assert lines == [5 + body.count("\n", 0, match.start()) for match in re.finditer("石", body)]


def test_a_long_line_of_many_tags_takes_no_longer_for_each() -> None:
    count = 10_000
    body = "![](" + "{{< sea >}}" * count + ")"
    began = time.process_time()
    converted = convert_body(body, 1, context(), frozenset({"hugo-shortcodes"}))
    assert len(converted.notes) == count
    assert time.process_time() - began < 5
