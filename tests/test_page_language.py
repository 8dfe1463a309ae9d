"""An article or standalone page has an interface in its own language, if the theme speaks it; lists have the site's."""

from __future__ import annotations

from pathlib import Path

import pytest

from beilin.config import read_config
from beilin.planning.site_context import site_context
from tests.little_site import SETTINGS, LittleSite, article, little_site

THEME = {
    "themes/bare/templates/base.html": "<html lang={{ page.language }}>{{ words.home }} {{ words.only_here | default('') }}"
    "{% block main %}{% endblock %}</html>\n",
    "themes/bare/templates/article.html": "{% extends 'base.html' %}{% block main %}<h1>{{ article.title }}</h1>"
    "{% for tag in article.tags %}<a href={{ tag.url }}>{{ tag.title }}</a>{% endfor %}"
    "{% for other in related %}<i>{{ other.tags | map(attribute='title') | join }}</i>{% endfor %}{% endblock %}\n",
    "themes/bare/templates/glossary.html": "{% extends 'base.html' %}",
    "themes/bare/theme.yaml": "kinds:\n  glossary: {template: glossary.html, address: '/glossary/:slug/', for: article}\n",
    "themes/bare/messages/zh-Hant.yaml": "home: 首頁\nonly_here: 只在這裡\n",
    "themes/bare/messages/zh-Hans.yaml": "home: 首页\n",
    "themes/bare/messages/en.yaml": "home: Home\n",
    "content/tags.yaml": "開源: {slug: open-source, names: {zh-Hant: 開源, en: open source}}\n授權: {slug: licences}\n",
}  # fmt: skip
TEXT = "Words about licences and open source, long enough to be related to each other.\n"
FILES: dict[str, str | bytes] = {
    **THEME,
    "content/articles/a.md": article("甲", "一段文字。\n", tags="[開源, 授權]"),
    "content/articles/b.md": article("B", TEXT, language="en-GB", tags="[開源, 授權]"),
    "content/articles/c.md": article("C", TEXT, language="en", tags="[開源]"),
    "content/articles/d.md": article("丁", language="zh-CN"),
    "content/articles/e.md": article("いろは", language="ja"),
    "content/articles/f.md": article("己", language="zh-HK"),
    "content/pages/about.md": article("About", language="en"),
    "content/pages/404.md": article("Not here", language="en"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> LittleSite:
    built = little_site(tmp_path_factory.mktemp("page-language"), FILES)
    built.build_well()
    return built


@pytest.mark.parametrize(
    ("page", "beginning"),
    [
        ("articles/a", "<html lang=zh-Hant>首頁 只在這裡"),
        ("articles/b", "<html lang=en-GB>Home 只在這裡"),  # what a language lacks is in the site's, and never an error
        ("articles/d", "<html lang=zh-CN>首页 只在這裡"),
        ("articles/f", "<html lang=zh-Hant>首頁"),  # a variety of the site's language
        ("articles/e", "<html lang=zh-Hant>首頁"),  # the theme has no messages in Japanese
        ("glossary/b", "<html lang=en-GB>Home"),
        ("about", "<html lang=en>Home"),
        (".", "<html lang=zh-Hant>首頁"),
        ("tags/open-source", "<html lang=zh-Hant>首頁"),
    ],
)
def test_the_language_of_a_page(site: LittleSite, page: str, beginning: str) -> None:
    assert site.page(f"{page}/index.html").startswith(beginning)


def test_the_page_for_404_is_shown_to_everybody_and_stays_in_the_language_of_the_site(site: LittleSite) -> None:
    assert site.page("404.html").startswith("<html lang=zh-Hant>首頁")


def test_tags_of_an_article_are_named_in_its_language_and_lead_to_the_same_pages(site: LittleSite) -> None:
    page = site.page("articles/b/index.html")
    assert "<a href=/tags/open-source/>open source</a><a href=/tags/licences/>授權</a>" in page
    assert "<i>open source</i>" in page  # shared with a related article
    assert "<a href=/tags/open-source/>開源</a>" in site.page("articles/a/index.html")


def test_a_change_of_words_or_of_a_language_reaches_exactly_the_pages_in_it(tmp_path: Path) -> None:
    site = little_site(tmp_path, FILES)
    site.build_well()
    before = site.outputs()
    site.write({"themes/bare/messages/en.yaml": "home: Start\n"})
    site.build_well()
    changed = {name for name, text in site.outputs().items() if text != before[name]}
    assert changed == {
        f"{page}/index.html" for page in ("articles/b", "articles/c", "glossary/b", "glossary/c", "about")
    }
    site.write({"content/articles/c.md": article("C", TEXT, language="zh-Hans", tags="[開源]")})
    site.build_well()
    assert site.page("articles/c/index.html").startswith("<html lang=zh-Hans>首页")


def test_a_theme_that_speaks_only_the_other_script_does_not_speak_the_language(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text(SETTINGS, "utf-8")
    config, _ = read_config(tmp_path)
    assert config
    site = site_context(config, {}, frozenset(), {"home": "首頁"})
    assert site.page_language("zh-Hans") == "zh-Hant"
