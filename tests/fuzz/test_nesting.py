"""Text nested at any depth is on the page, or a problem names its place; nothing fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from beilin.reading.markdown import render_markdown
from tests.conftest import Count
from tests.fuzz.parsers import ARTICLE, PARSERS

# Around each depth at which some part of the reader stops, and far beyond all of them.
ALL_DEPTHS = (
    1, 2, 5, 10, 19, 20, 21, 29, 30, 31, 49, 50, 51, 60, 99, 100, 101, 128, 255, 256, 400, 512, 1000, 3000, 10_000,
)  # fmt: skip
# In the suite, one depth in six and the last: all of them take a minute.
DEPTHS = ALL_DEPTHS if os.environ.get("BEILIN_DEPTHS") else (*ALL_DEPTHS[1::6], ALL_DEPTHS[-1])
WORD = "終"

# What stands before the word and after it, at each level.
MARKDOWN = {
    "quotes": ("> ", ""), "lists": ("- ", ""), "numbered lists": ("1. ", ""), "lists in quotes": ("> - ", ""), "callouts": ("> [!NOTE]\n> ", ""),
    "emphasis": ("*", "*"), "strong emphasis": ("**a ", "** "), "both": ("*a **b ", "** *"), "struck": ("~~a ", " ~~"), "links": ("[", "](a.md)"),
    "images": ("![", "](a.png)"), "brackets": ("[", "]"), "open brackets": ("[", ""), "links by name": ("[[", "]]"), "footnotes": ("[^", "]"), "inline notes": ("^[", "]"),
    "parentheses": ("[a](", ")"), "angle brackets": ("<", ">"), "code": ("`", "`"), "fences": ("~~~\n", "\n~~~"), "escapes": ("\\", ""), "entities": ("&amp;", ""),
    "inline HTML": ("<b>", "</b>"), "open HTML": ("<b>", ""), "blocks of HTML": ("<div>", "</div>"), "blocks of HTML with Markdown": ("<div>\n\n", "\n\n</div>"),
    "open blocks of HTML": ("<div>\n\n", ""), "lists in HTML": ("<ul><li>", "</li></ul>"), "tables in HTML": ("<table><tr><td>", "</td></tr></table>"),
    "details": ("<details><summary>a</summary>\n\n", "\n\n</details>"), "quotes in HTML": ("<blockquote>", ""), "ruby": ("<ruby>", "<rt>a</rt></ruby>"),
    "unknown tags": ("<x>", "</x>"), "templates": ("<template>", "</template>"), "vector graphics": ("<svg>", "</svg>"), "selections": ("<select><option>", ""),
    "formulas in braces": ("${", "}$"), "definitions": ("a\n: ", ""), "tables": ("| ", " |"), "headings": ("# ", ""), "lines of headings": ("a\n===\n\n", ""),
}  # fmt: skip
FORMULAS = {
    "braces": ("{", "}"), "roots": ("\\sqrt{", "}"), "fractions": ("\\frac{1}{", "}"), "delimiters": ("\\left(", "\\right)"), "exponents": ("a^{", "}"), "text": ("\\text{", "}"),
    "matrices": ("\\begin{matrix}", "\\end{matrix}"), "open braces": ("{", ""), "open commands": ("\\frac", ""), "macros": ("\\newcommand{\\a}{", "}"),
}  # fmt: skip
OTHERS = {
    "front matter": {"lists": ("extra: [", "]"), "mappings": ("{a: ", "}"), "items": ("- ", ""), "keys": ("? ", ""), "quotes": ("'", "'"), "blocks": ("a:\n ", "")},
    "site.yaml": {"lists": ("[", "]"), "mappings": ("{a: ", "}"), "items": ("- ", "")},
    "tags.yaml": {"mappings": ("{a: ", "}"), "items": ("- ", "")},
    "theme.yaml": {"mappings": ("{a: ", "}")},
    "message files": {"mappings": ("{a: ", "}")},
    "data as YAML": {"lists": ("[", "]"), "mappings": ("{a: ", "}"), "items": ("- ", "")},
    "data as JSON": {"arrays": ("[", "]"), "objects": ('{"a": ', "}"), "open arrays": ("[", "")},
    "import.yaml": {"groups": ("chrome:\n  - {name: a, pattern: '", "'}\n"), "lists": ("[", "]")},
    "import records": {"lists": ("[", "]"), "mappings": ("{a: ", "}")},
    "templates": {"conditions": ("{% if 1 %}", "{% endif %}"), "loops": ("{% for a in items %}", "{% endfor %}"), "parentheses": ("{{ (", ") }}"), "negations": ("{{ not ", "")},
    "sources": {"quotes": ("「", "」"), "tags": ("<div>", "</div>"), "parentheses": ("（", "）")},
    "images: svg": {"elements": ("<svg>", "</svg>")},
    "places to open": {"arrays": ("[", "]"), "objects": ('{"a":', "}")},
}  # fmt: skip


@pytest.mark.parametrize("construct", MARKDOWN)
def test_nested_markdown_is_shown_or_reported(construct: str, count: Count) -> None:
    before, after = MARKDOWN[construct]
    for depth in DEPTHS:
        rendered, problems = render_markdown(before * depth + WORD + after * depth + "\n", file=ARTICLE)
        shown = rendered.body.html + "".join(reference.target for reference in rendered.body.references)
        assert WORD in shown or problems, depth
        assert all(problem.line for problem in problems)
        count("nested inputs", 1)


@pytest.mark.parametrize("construct", FORMULAS)
def test_nested_formulas_are_shown_or_reported(construct: str, count: Count) -> None:
    before, after = FORMULAS[construct]
    for depth in DEPTHS:
        rendered, _ = render_markdown(f"$${before * depth}{WORD}{after * depth}$$\n", file=ARTICLE)
        assert WORD in rendered.body.html, depth
        count("nested inputs", 1)


@pytest.mark.parametrize(("name", "construct"), [(name, construct) for name in OTHERS for construct in OTHERS[name]])
def test_nesting_makes_no_other_parser_fail(name: str, construct: str, tmp_path: Path, count: Count) -> None:
    parser = next(parser for parser in PARSERS if parser.name == name)
    before, after = OTHERS[name][construct]
    for depth in DEPTHS:
        problems = list(parser.read((before * depth + WORD + after * depth).encode(), tmp_path))
        assert all(problem.code != "internal" and problem.file.startswith(parser.file) for problem in problems)
        count("nested inputs", 1)
