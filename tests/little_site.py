"""Whole little archives, written inline in a test: edit, build, inspect the result."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from beilin.building.build import BuildOptions, BuildResult, build
from beilin.problems.problem import Problem

SETTINGS = """\
title: 小碑林
base_url: https://example.org/
language: zh-Hant
time_zone: Asia/Taipei
theme: bare
"""

# A minimal theme: a template for each kind of page that tests inspect.
BARE_THEME = {
    "theme.yaml": "",
    "templates/base.html": "<!doctype html><html lang={{ site.language }}><title>{% block title %}{{ site.title }}{% endblock %}"
    "</title><link rel=stylesheet href='{{ assets[\"bare.css\"] }}'>{% block main %}{% endblock %}</html>\n",
    "templates/list.html": "{% extends 'base.html' %}{% block main %}<ul>{% for article in articles %}"
    "<li><a href='{{ article.url }}'>{{ article.title }}</a> {{ article.date or '' }} {{ article.summary }}</li>"
    "{% endfor %}</ul>{{ pagination.number }}/{{ pagination.pages }}{% endblock %}\n",
    "templates/home.html": "{% extends 'list.html' %}",
    "templates/tag.html": "{% extends 'list.html' %}{% block title %}{{ tag.name }} {{ tag.count }}{% endblock %}",
    "templates/tags.html": "{% for tag in tags %}<a href='{{ tag.url }}'>{{ tag.name }} {{ tag.count }}</a>\n{% endfor %}",
    "templates/year.html": "{% extends 'list.html' %}{% block title %}{{ year }}{% endblock %}",
    "templates/undated.html": "{% extends 'list.html' %}",
    "templates/author.html": "{% extends 'list.html' %}{% block title %}{{ name.title }}{% endblock %}",
    "templates/source.html": "{% extends 'list.html' %}{% block title %}{{ name.title }}{% endblock %}",
    "templates/article.html": "{% extends 'base.html' %}{% block title %}{{ article.title }}{% endblock %}{% block main %}"
    "<article lang={{ article.language }}>{{ body | safe }}</article>"
    "{% if newer %}<a class=newer href='{{ newer.url }}'>{{ newer.title }}</a>{% endif %}"
    "{% if older %}<a class=older href='{{ older.url }}'>{{ older.title }}</a>{% endif %}"
    "{% if series %}<a class=series href='{{ series.url }}'>{{ series.name }} {{ series.number }}/{{ series.count }}</a>"
    "{{ series.previous.title if series.previous }}|{{ series.next.title if series.next }}{% endif %}"
    "{% for other in related %}<a class=related href='{{ other.url }}'>{{ other.title }}</a>{% endfor %}{% endblock %}\n",
    "templates/article.md": "{{ source }}",
    "templates/page.html": "{% extends 'base.html' %}{% block title %}{{ title }}{% endblock %}{% block main %}"
    "{{ body | safe }}{% endblock %}\n",
    "templates/404.html": "{% extends 'page.html' %}",
    "templates/series.html": "{% extends 'list.html' %}{% block title %}{{ series.name }} {{ series.count }}{% endblock %}",
    "templates/series-list.html": "{% for series in groups %}<a href='{{ series.url }}'>{{ series.name }}</a>\n{% endfor %}",
    "templates/feed.xml": "<feed>{% for entry in entries %}<entry>{{ entry.article.canonical }} {{ entry.article.updated_at }} "
    "{{ entry.body }}</entry>{% endfor %}</feed>\n",
    "templates/feed.json": "{{ entries | map(attribute='article.title') | list | tojson }}\n",
    "templates/sitemap.xml": "{% for url in urls %}{{ url.url }} {{ url.updated or '' }}\n{% endfor %}",
    "templates/redirect.html": "<meta http-equiv=refresh content='0; url={{ target.url }}'><a href='{{ target.url }}'>"
    "{{ target.title }}</a>\n",
    "templates/robots.txt": "Sitemap: {{ sitemap }}\n",
    "assets/bare.css": "body { margin: 0 }\n",
}


def article(title: str, body: str = "一段文字。\n", **front_matter: str) -> str:
    """The text of a Markdown file. The values of the front matter are written as YAML."""
    lines = [f"title: {title}", *(f"{key}: {value}" for key, value in front_matter.items())]
    return "---\n" + "\n".join(lines) + "\n---\n\n" + body


@dataclass
class LittleSite:
    """An archive in a folder of its own. `options` are those of every build."""

    root: Path
    options: BuildOptions = field(default_factory=lambda: BuildOptions(jobs=1, today="2026-06-01"))

    @property
    def output(self) -> Path:
        """Where it is built to."""
        return self.root / "site"

    def write(self, files: dict[str, str | bytes]) -> None:
        """Write files by their path from the archive's root."""
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def build(self) -> BuildResult:
        """Build it, with or without problems."""
        return build(self.root, self.options)

    def build_well(self) -> BuildResult:
        """Build it without any problem."""
        result = self.build()
        assert result.problems == (), result.problems
        assert result.published
        return result

    def build_badly(self) -> list[Problem]:
        """Build it, and check that the old site is unchanged; returns the errors."""
        before = self.outputs()
        result = self.build()
        assert not result.published
        assert self.outputs() == before
        return [problem for problem in result.problems if problem.severity == "error"]

    def page(self, path: str) -> str:
        """The text of an output file."""
        return (self.output / path).read_text("utf-8")

    def outputs(self) -> dict[str, bytes]:
        """Every file in the output folder except Beilin's marker."""
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in self.output.rglob("*")
            if path.is_file() and path.name != ".gitignore"
        }


def little_site(root: Path, files: dict[str, str | bytes] | None = None) -> LittleSite:
    """An archive at `root` with the minimal theme, settings, and the files."""
    site = LittleSite(root)
    (root / "content").mkdir(parents=True, exist_ok=True)
    site.write({"site.yaml": SETTINGS, **{f"themes/bare/{name}": text for name, text in BARE_THEME.items()}})
    site.write(files or {})
    return site
