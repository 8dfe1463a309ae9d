"""A fragment leads to the heading to which the old generator's id led."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from beilin.migrating.bodies.anchors import anchors_of, new_fragment
from beilin.migrating.bodies.table import convert_body
from beilin.migrating.model import OldFolder
from beilin.reading.markdown import render_markdown
from tests.migrating.bodies.little_context import context

BODY = """\
# A Page

## What's next?

## 第一節、開始

## `Foo_Bar` & [Baz](x.md) **C++**

## What's next?

Underlined *x*
---

## Chosen {#my_id}

## Other {: #other .wide}

<a name="old"></a>

```
## not one
```
"""

# Ids of old generators, and of the archive.
IDS = {
    "whats-next": "whats-next",
    "what-s-next": "whats-next",
    "What-s-next": "whats-next",
    "what's-next?": "whats-next",
    "whats-next-1": "whats-next-2",
    "whats-next_1": "whats-next-2",
    "what-s-next-1": "whats-next-2",
    "第一節開始": "第一節開始",
    "第一節-開始": "第一節開始",
    "第一節、開始": "第一節開始",
    "_1": "第一節開始",
    "di-yi-jie-kai-shi": "第一節開始",
    "foo_bar--baz-c": "foo-bar-baz-c",
    "Foo-Bar-Baz-C": "foo-bar-baz-c",
    "underlined-x": "underlined-x",
    "my_id": "my_id",
    "chosen": "my_id",
    "other": "other",
    "old": "old",
    "foo-bar-baz-c-crab": "foo-bar-baz-c",
    "old-and-much-more": "old-and-much-more",
    "gone": "gone",
    "not-one": "not-one",
}


@pytest.mark.parametrize("old", IDS)
def test_old_ids(old: str) -> None:
    assert new_fragment(old, anchors_of(BODY)) == IDS[old]


def test_the_new_ids_are_those_of_the_page() -> None:
    rendered, _ = render_markdown(BODY.replace("{: #other .wide}", "{#other}"), file="a.md")
    known = anchors_of(BODY)
    assert {heading.id for heading in rendered.body.headings} <= set(known.values())


def test_links_have_the_new_ids(tmp_path: Path) -> None:
    for path, body in (
        ("content/post/here.md", "# Here\n\n## A's b\n"),
        ("content/post/sea.md", "---\na: b\n---\n" + BODY),
    ):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(body, "utf-8")
    about = replace(context(), folder=OldFolder(tmp_path, frozenset()))
    body = "[a](#a-s-b) [b](sea.md#what-s-next) [c](/2020/sea.html#%E7%AC%AC%E4%B8%80%E7%AF%80-%E9%96%8B%E5%A7%8B) [d](#x) [e](sea.md#x)\n"
    expected = "[a](#as-b) [b](sea.md#whats-next) [c](sea.md#第一節開始) [d](#x) [e](sea.md#x)\n"
    assert convert_body(body, 1, about, ()).text == expected
