"""Edits of YAML change the value they are for, and no other byte: not a comment, a quote, an indent or a line end."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.editing.edits import CannotEditError, Edit, apply_edits
from beilin.editing.yaml_edits import as_scalar, insert_key, replace_scalar
from beilin.editing.yaml_lists import add_to_list, remove_item
from beilin.problems.controls import REFUSED
from beilin.text.yaml import strict as ys
from tests.golden import check_cases


def run_case(given: str) -> str:
    """The YAML after the edit in its first line: `action key value` or `action key.number value`."""
    command, _, text = given.partition("\n")
    action, place, *values = command.split(" ")
    key, _, number = place.partition(".")
    mapping = ys.parse_yaml(text, with_spans=True)
    assert isinstance(mapping, ys.Mapping)
    node = mapping.items.get(key)
    try:
        if action == "set":
            target = node.items[int(number)] if isinstance(node, ys.Sequence) else node
            assert target is not None
            edits = [replace_scalar(target, " ".join(values))]
        elif action == "add":
            edits = add_to_list(text, mapping, key, values, ("slug",))
        elif action == "remove":
            assert isinstance(node, ys.Sequence)
            edits = [remove_item(text, node, int(number))]
        else:
            edits = [insert_key(text, mapping, key, " ".join(values))]
    except CannotEditError as error:
        return f"line {error.line}: {error}"
    after = apply_edits(text, edits)
    ys.parse_yaml(after)
    return after


def test_cases(regenerate: bool) -> None:
    check_cases(Path(__file__).parent / "cases/yaml-edits.txt", run_case, regenerate=regenerate)


def test_edits_that_overlap_are_refused() -> None:
    with pytest.raises(ValueError, match="overlap"):
        apply_edits("abcdef", [Edit(0, 3, ""), Edit(2, 4, "")])


# Control characters are refused in YAML.
names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(
    lambda name: not REFUSED.search(name)
)


@settings(max_examples=200)
@given(names, st.sampled_from(["", "'", '"']))
def test_a_scalar_reads_back_as_its_value_in_any_quotes(value: str, quotes: str) -> None:
    text = as_scalar(value, quotes)
    assert "\n" not in text
    assert ys.to_plain(ys.parse_yaml(f"a: [{text}, {text}]\nb:\n  - {text}\nc: {text}\n")) == {
        "a": [value, value],
        "b": [value],
        "c": value,
    }


@st.composite
def yaml_lists(draw: st.DrawFn) -> tuple[str, list[str]]:
    """A mapping with a list in some style, with comments and some line ends, and the list's values."""
    values = draw(st.lists(names, min_size=1, max_size=4))
    items = [as_scalar(value, draw(st.sampled_from(["", "'", '"']))) for value in values]
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    comment = draw(st.sampled_from(["", "  # 註"]))
    style = draw(st.sampled_from(["flow", "tight", "block", "outdented", "lines"]))
    if style == "flow":
        listed = f"tags: [ {', '.join(items)} ]{comment}"
    elif style == "tight":
        listed = f"tags: [{','.join(items)},]{comment}"
    elif style == "lines":
        listed = f"tags: [{f',{newline}       '.join(items)}]{comment}"
    else:
        indent = "" if style == "outdented" else "    "
        listed = newline.join(["tags:" + comment, *(f"{indent}-  {item}{comment}" for item in items)])
    before = draw(st.sampled_from(["", f"# 頭{newline}title: 😀 甲{newline}"]))
    after = draw(st.sampled_from(["", newline, f"{newline}{newline}# 尾{newline}slug: x{newline}"]))
    return before + listed + after, values


@settings(max_examples=200)
@given(yaml_lists(), names, st.data())
def test_in_any_list_only_one_item_changes(made: tuple[str, list[str]], value: str, data: st.DataObject) -> None:
    text, values = made
    mapping = ys.parse_yaml(text, with_spans=True)
    assert isinstance(mapping, ys.Mapping)
    tags = mapping.items["tags"]
    assert isinstance(tags, ys.Sequence)
    others = {key: ys.to_plain(node) for key, node in mapping.items.items() if key != "tags"}
    number = data.draw(st.integers(0, len(values) - 1))
    for edits, expected in [
        ([replace_scalar(tags.items[number], value)], [*values[:number], value, *values[number + 1 :]]),
        (add_to_list(text, mapping, "tags", [value, "乙"]), [*values, value, "乙"]),
        ([remove_item(text, tags, number)] if len(values) > 1 else [], values[:number] + values[number + 1 :]),
    ]:
        if edits:
            after = ys.to_plain(ys.parse_yaml(apply_edits(text, edits)))
            assert after == {**others, "tags": expected}
            assert apply_edits(text, edits).count("註") == text.count("註")
