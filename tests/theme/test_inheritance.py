"""A theme that extends another overrides what it contains and inherits the rest, over any number of levels."""

from __future__ import annotations

from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article


def family(make_site: MakeSite, theme: str, files: dict[str, str | bytes]) -> LittleSite:
    """An archive of one article, built with the theme."""
    return make_site({
        "site.yaml": SETTINGS.replace("theme: bare", f"theme: {theme}"),
        "content/articles/one.md": article("一篇", "正文。\n", date="2024-01-02", author="甲", tags="[乙]"),
        "content/tags.yaml": "乙: {slug: second}\n",
        "content/pages/about.md": article("關於"),
        **files,
    })  # fmt: skip


def test_a_grandchild_overrides_one_block_and_its_parent_another(make_site: MakeSite) -> None:
    site = family(make_site, "grandchild", {
        "themes/child/theme.yaml": "extends: ink\n",
        "themes/child/templates/article.html": '{% extends "ink/article.html" %}'
        "{% block byline %}<p>child: {{ article.title }}</p>{% endblock %}",
        "themes/grandchild/theme.yaml": "extends: child\n",
        "themes/grandchild/templates/article.html": '{% extends "child/article.html" %}'
        "{% block heading %}{{ super() }}<p>grandchild: {{ ui.date(article.date, site.language) }}</p>{% endblock %}",
    })  # fmt: skip
    site.build_well()
    page = site.page("articles/one/index.html")
    assert "<p>child: 一篇</p>" in page
    assert "<h1>一篇</h1>" in page  # ink's, through super()
    assert '<p>grandchild: <time datetime="2024-01-02">2024年1月2日</time></p>' in page
    assert 'class="byline"' not in page
    assert 'class="tags"' in page  # untouched
    assert "child" not in site.page("index.html")


def test_a_childs_layout_and_messages_apply_to_all_pages(make_site: MakeSite) -> None:
    site = family(make_site, "child", {
        "themes/child/theme.yaml": "extends: ink\n",
        "themes/child/templates/base.html": '{% extends "ink/base.html" %}{% block styles %}{{ super() }}'
        '<link rel="stylesheet" href="{{ assets["child.css"] }}">{% endblock %}',
        "themes/child/assets/child.css": ":root { --seal: #245c4a }\n",
    })  # fmt: skip
    site.build_well()
    pages = sorted(site.output.rglob("*.html"))
    assert (
        len(pages) == 13
    )  # home, feeds, article, tags, tag, years, year, authors, author, timeline, search, about, 404
    for path in pages:
        text = path.read_text("utf-8")
        assert text.index("/assets/ink.") < text.index("/assets/child.")


def test_a_child_with_only_a_style_sheet_has_the_pages_of_its_parent(make_site: MakeSite) -> None:
    clothes: dict[str, str | bytes] = {
        "themes/child/theme.yaml": "extends: ink\n",
        "themes/child/assets/ink.css": "p { color: red }\n",
    }
    site = family(make_site, "child", clothes)
    site.build_well()
    (sheet,) = site.output.glob("assets/ink.*.css")
    assert sheet.read_text("utf-8") == "p{color:red}"
    assert sheet.name in site.page("articles/one/index.html")
