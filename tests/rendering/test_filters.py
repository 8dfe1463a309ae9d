"""What filters write is what other programs read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from beilin.model import Heading
from beilin.rendering.environment import make_environment
from beilin.rendering.filters import nesting, to_json

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | _TEXTS
    | _TEXTS.map(Markup)
    | st.floats(-9, 9).map(lambda x: round(x, 2)),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(_TEXTS | _TEXTS.map(Markup), inner),
)


@given(_JSON)
def test_json_is_as_by_jinja_without_spaces(value: object) -> None:
    """Other whole numbers than a machine's, and keys that are marked as escaped, too."""
    written = to_json(value)
    assert written == htmlsafe_json_dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert not set(written) & set("<>&'")
    assert json.loads(to_json(value, 1)) == json.loads(written)


@pytest.mark.parametrize("value", ["nothing", "range(3)", "[{1: nothing}]"])
def test_what_is_not_json_is_named(value: str) -> None:
    template = make_environment({}).from_string("{{ " + value + " | tojson }}")
    with pytest.raises(TypeError, match=r"Object of type (StrictUndefined|range) is not JSON serializable"):
        template.render()


@given(st.lists(st.integers(1, 6)))
def test_the_lists_of_an_outline_are_nested(levels: list[int]) -> None:
    """Every list and item that begins ends, and each heading is in an item below the last one that is higher."""
    open_levels: list[int] = []
    headings = [Heading(level, str(number), "") for number, level in enumerate(levels)]
    steps = list(nesting(headings))
    assert [heading for heading, _, _ in steps] == [*headings, *([None] if headings else [])]
    for heading, opens, closed in steps:
        if opens:
            assert heading is not None
            assert closed == 0
            assert not open_levels or open_levels[-1] < heading.level
            open_levels.append(heading.level)
            continue
        del open_levels[len(open_levels) - closed :]
        if heading:
            assert not open_levels[:-1] or open_levels[-2] < heading.level
            assert open_levels[-1] >= heading.level or closed
            open_levels[-1] = heading.level
    assert len(open_levels) == (1 if headings else 0)
