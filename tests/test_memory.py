"""What a build keeps in memory while it works."""

from __future__ import annotations

import gc
from pathlib import Path

from jinja2.runtime import Context

from beilin.building.build import BuildOptions, Reporting, build
from tests.little_site import BARE_THEME, SETTINGS, LittleSite, article

ARTICLES = 100


def test_rendered_pages_are_not_kept(tmp_path: Path) -> None:
    """Jinja's context of a page holds all that the page shows, and a macro in it refers back to it."""
    site = LittleSite(tmp_path)
    theme: dict[str, str | bytes] = {f"themes/bare/{name}": text for name, text in BARE_THEME.items()}
    theme["themes/bare/templates/macros.html"] = (
        "{% macro shown(text) %}<b>{{ text }} {{ site.title }}</b>{% endmacro %}"
    )
    theme["themes/bare/templates/article.html"] = (
        "{% import 'macros.html' as ui with context %}{{ ui.shown(article.title) }}"
    )
    site.write(theme | {"site.yaml": SETTINGS})
    site.write({f"content/articles/a{n}.md": article(f"第{n}篇", tags="[標籤]") for n in range(ARTICLES)})
    kept: list[int] = []

    def progress(stage: str, _done: int, _total: int) -> None:
        if stage == "Rendering":
            kept.append(sum(isinstance(value, Context) for value in gc.get_objects()))

    result = build(tmp_path, BuildOptions(jobs=1, today="2026-06-01"), Reporting(progress=progress))
    assert result.published
    assert len(kept) > 2
    assert max(kept) < ARTICLES / 2
