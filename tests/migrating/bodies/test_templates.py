"""Shortcodes and includes of the old site's own are what their templates write, if these are simple."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from beilin.migrating.bodies.passes import undo
from beilin.migrating.bodies.table import convert_body
from beilin.migrating.survey import survey
from tests.migrating.bodies.little_context import context

# A template, a call, and what it becomes; "" if it becomes code.
HUGO = {
    "arguments": ('<b class="{{ .Get 1 }}">{{ .Get 0 | upper }}</b>', '{{< my "a" x >}}', '<b class="x">A</b>'),
    "defaults": ('{{- $t := .Get "t" | default "無" -}}\n<i>{{ $t }}</i>', "{{< my >}}", "<i>無</i>"),
    "conditions": (
        '{{ with .Get "u" }}<a href="{{ . }}">{{ else }}<s>{{ end }}{{ if and (.Get "t") (ne (.Get "t") "x") }}字{{ else if .Get "u" }}甲{{ end }}',
        '{{< my u="/about/" >}}',
        '<a href="../pages/about.md">甲',
    ),
    "inner Markdown": (
        '<div class="box">{{ .Inner | markdownify }}</div>',
        "{{< my >}}\n**字**\n{{< /my >}}",
        '<div class="box">\n\n**字**\n\n</div>',
    ),
    "inner text in a line": ("<mark>{{ .Inner }}</mark>", "甲 {{< my >}}字{{< /my >}}", "甲 <mark>字</mark>"),
    "a frame": (
        '<div style="a"><iframe src="https://v.example/{{ .Get 0 }}" title="片"></iframe></div>',
        "{{< my 7 >}}",
        "[片](https://v.example/7)",
    ),
    "printf": ('{{ printf "%s-%v" (.Get 0) 2 }}', "{{< my a >}}", "a-2"),
    "a script for what is shown": (
        '<div id="m"></div><script>draw({{ .Inner }})</script>',
        "{{< my >}}1{{< /my >}}",
        "",
    ),
    "a loop": ("{{ range .Params }}{{ . }}{{ end }}", "{{< my a >}}", ""),
    "a partial": ('{{ partial "x" . }}', "{{< my a >}}", ""),
    "no end": ("{{ if .Get 0 }}a", "{{< my a >}}", ""),
    "an end too many": ("a{{ end }}", "{{< my a >}}", ""),
    "an action that does not end": ("a{{ .Get 0", "{{< my a >}}", ""),
}


@pytest.mark.parametrize("name", HUGO)
def test_a_template_of_hugo(name: str, tmp_path: Path) -> None:
    template, body, expected = HUGO[name]
    (tmp_path / "layouts/shortcodes").mkdir(parents=True)
    (tmp_path / "layouts/shortcodes/my.html").write_text(template, "utf-8")
    converted = convert_body(f"{body}\n", 1, replace(context(), folder=survey(tmp_path)), {"hugo-shortcodes"})
    assert converted.text == (f"{expected}\n" if expected else f"```\n{body}\n```\n")
    assert [note.kind for note in converted.notes] == ([] if expected else ["unknown-shortcode"])
    assert undo(converted) == f"{body}\n"
