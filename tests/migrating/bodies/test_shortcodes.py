"""Whatever the calls of shortcodes, tags and blocks look like: the edits fit, can be undone, and lose no inner word."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.migrating.bodies.passes import undo
from beilin.migrating.bodies.table import convert_body
from tests.migrating.bodies.little_context import context

RULES = [
    "hugo-shortcodes",
    "zola-shortcodes",
    "nikola-shortcodes",
    "jekyll-liquid",
    "hexo-tags",
    "pelican-liquid",
    "eleventy-templates",
    "mdx",
    "mkdocs-blocks",
    "containers",
    "callouts",
    "templater",
]
PIECES = st.lists(
    st.sampled_from(
        [
            *("{{< notice tip >}}", "{{< /notice >}}", "{{% tab a %}}", "{{% /tab %}}", "{{< foo >}}", "{{</* x */>}}"),
            *("{{ youtube(id=1) }}", "{% quote(a=1) %}", "{% end %}", "{% raw %}", "{% endraw %}", "{{ site.url }}"),
            *("{% note %}", "{% endnote %}", "{% highlight js %}", "{% endhighlight %}", "{% if %}", "{% endif %}"),
            *('!!! tip "a"', '=== "b"', "??? x", "::: tip", ":::", "::::", "@tab", "<!-- tab -->", "<!-- endtab -->"),
            *("<Tabs>", "</Tabs>", "<Callout>", "</Callout>", "{x}", "> [!a]", "<% b %>", "import a from 'b'"),
            *("\n", "\n", "\n\n", "    ", "  ", "- ", "> ", "石", "a `b` ", "```", "$x$", "\t"),
        ]
    ),
    max_size=14,
)


@given(st.sampled_from(RULES), PIECES)
def test_the_edits_of_any_text_can_be_undone(rule: str, pieces: list[str]) -> None:
    body = "".join(pieces)
    converted = convert_body(body, 1, context(path="content/post/here.mdx"), {rule})
    assert undo(converted) == body
    assert converted.text.count("石") >= body.count("石")


HOSTILE = [
    '{{< a "',
    "{{<a>}}",
    "{% a",
    "{{ a(",
    '{% a("',
    "<A b={",
    "::: a\n",
    '!!! a "\n    ',
    "> [!a",
    "{{% a %}}\n",
    "{",
]


@pytest.mark.parametrize("rule", RULES)
def test_a_text_of_beginnings_without_ends_takes_linear_time(rule: str) -> None:
    start = time.process_time()
    for piece in HOSTILE:
        convert_body(piece * (20_000 // len(piece)), 1, context(path="content/post/here.mdx"), {rule})
    assert time.process_time() - start < 4


def test_the_record_has_the_lines_whose_markup_was_code_before() -> None:
    body = "??? note\n    ```cpp\n    a\n    ```\n    1. [甲](#乙)[^丙]\n    丁\n"
    converted = convert_body(body, 1, context(generator="mkdocs"), {"mkdocs-blocks"})
    undone = [old for replaced in converted.undone for old in replaced]
    assert "    ```cpp" in undone
    assert "    1. [甲](#乙)[^丙]" in undone
    assert "    丁" not in undone
