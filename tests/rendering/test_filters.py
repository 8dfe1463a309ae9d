"""What filters write is what other programs read."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2.utils import htmlsafe_json_dumps
from markupsafe import Markup

from beilin.rendering.environment import make_environment
from beilin.rendering.filters import to_json

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
