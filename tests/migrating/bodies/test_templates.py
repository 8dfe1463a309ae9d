"""Shortcodes and includes of the old site's own are what their templates write, if these are simple."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from beilin.migrating.bodies.passes import undo
from beilin.migrating.bodies.table import convert_body
from beilin.migrating.model import Converted
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


def converted_with(files: dict[str, str], body: str, rule: str, folder: Path) -> Converted:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    converted = convert_body(f"{body}\n", 1, replace(context(), folder=survey(folder)), {rule})
    assert undo(converted) == f"{body}\n"
    return converted


JEKYLL_FILES = {
    "_data/links.yml": "- {name: 甲, url: /about/}\n- {name: 乙, url: /2020/sea.html}\n",
    "_data/sub/one.json": '{"a": 1}',
    "_data/broken.yml": "a: [",
    "_includes/mine.html": '<div class="box">\n\n{% if include.title %}<b>{{ include.title }}</b>{% endif %}{{ include.text | upcase }}\n</div>',
    "_includes/outer.html": '{% include mine.html title="外" text=include.x %}',
    "_includes/self.html": "{% include self.html %}",
    "_includes/script.html": "<script>1</script>",
    "_includes/text.md": "一段 **文**",
}
# A body, and what it becomes; "" if it becomes code.
JEKYLL = {
    "a loop over data": (
        "{% for link in site.data.links %}\n- [{{ link.name }}]({{ link.url }})\n{% endfor %}",
        "- [甲](../pages/about.md)\n\n- [乙](sea.md)",
    ),
    "conditions": (
        "{% if page.title == 'Here' and site.data.links.size > 1 %}是{% elsif page.x %}又{% else %}否{% endif %}{% unless page.x %}無{% endunless %}",
        "是無",
    ),
    "contains": ("{% if page.title contains 'er' %}有{% endif %}", "有"),
    "cases": ("{% case page.title %}{% when 'a', 'Here' %}甲{% when 'b' %}乙{% else %}丙{% endcase %}", "甲"),
    "assignments": (
        '{% assign x = "a,b" | split: "," %}{% capture y %}{{ x | join: "-" }}{% endcapture %}{{ y | append: "!" }}',
        "a-b!",
    ),
    "nested data": ("{{ site.data.sub.one.a }}", "1"),
    "an include": ('{% include mine.html title="題" text="abc" %}', '<div class="box">\n<b>題</b>ABC\n</div>'),
    "an include in another": ('{% include outer.html x="a" %}', '<div class="box">\n<b>外</b>A\n</div>'),
    "an include of Markdown": ("{% include text.md %}", "一段 **文**"),
    "an include that shows nothing": ("甲{% include script.html %}", "甲"),
    "an include of itself": ("{% include self.html %}", ""),
    "what only a build knows": ("{% for post in site.posts %}\n{{ post.title }}\n{% endfor %}", ""),
    "data that cannot be read": ("{% for a in site.data.broken %}\n{{ a }}\n{% endfor %}", ""),
    "a tag of a plugin": ("{% if page.title %}\n{% plugin %}\n{% endif %}", ""),
    "a variable whose value is not known": ("{% for a in site.tags %}\n{{ a }}\n{% endfor %}", ""),
    "a loop that is too long": (
        "{% assign x = '"
        + "a " * 300
        + "' | split: ' ' %}\n\n{% for a in x %}{% for b in x %}{% for c in x %}{% endfor %}{% endfor %}{% endfor %}",
        "",
    ),
    "a way out of the sandbox": ("{{ page.__class__ }}", ""),
}


@pytest.mark.parametrize("name", JEKYLL)
def test_a_template_of_jekyll(name: str, tmp_path: Path) -> None:
    body, expected = JEKYLL[name]
    converted = converted_with(JEKYLL_FILES, body, "jekyll-liquid", tmp_path)
    notes = [note.kind for note in converted.notes]
    if expected:
        assert (converted.text, notes) == (f"{expected}\n", [])
    else:
        assert set(notes) == {"unknown-shortcode"}
        assert "`" in converted.text


ZOLA = {
    "values": ('<i class="{{ c }}">{{ t | upper }}</i>', '{{ my(t="a", c="x") }}', '<i class="x">A</i>'),
    "a condition": ("{% if t %}<u>{{ t }}</u>{% else %}<s>無</s>{% endif %}", "{{ my() }}", "<s>無</s>"),
    "a text": (
        "<div>{{ body | markdown | safe }}</div>",
        "{% my() %}\n**字**\n{% end %}",
        "<div>\n\n**字**\n\n</div>",
    ),
    "a file": ("{{ load_data(path='x') }}", "{{ my() }}", ""),
    "an operator": ('{{ "a" * 3 }}', "{{ my() }}", ""),
}


@pytest.mark.parametrize("name", ZOLA)
def test_a_template_of_zola(name: str, tmp_path: Path) -> None:
    template, body, expected = ZOLA[name]
    converted = converted_with({"templates/shortcodes/my.html": template}, body, "zola-shortcodes", tmp_path)
    assert converted.text == (f"{expected}\n" if expected else f"```\n{body}\n```\n")
    assert [note.kind for note in converted.notes] == ([] if expected else ["unknown-shortcode"])
