"""`explain` prints what a page is made from, and why it was rendered or not."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from beilin.cli import cli
from beilin.explaining.explain import explain
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article


@pytest.fixture
def site(make_site: MakeSite) -> LittleSite:
    """A built archive of two articles."""
    site = make_site({
        "content/articles/a.md": article("甲", date="2024-01-02"),
        "content/articles/乙.md": article("乙", date="2024-01-01"),
        "content/images/x.svg": "<svg/>",
    })  # fmt: skip
    site.build_well()
    return site


def words(site: LittleSite, name: str) -> str:
    told = explain(site.root, site.options, name)
    assert not told.problems
    assert not (told.lines and told.near)
    return "\n".join(told.lines)


@pytest.mark.parametrize(
    "name",
    [
        "/articles/a/", "/articles/a", "articles/a/", "articles/a/index.html", "site/articles/a/index.html",
        "https://example.org/articles/a/", "content/articles/a.md",
    ],
)  # fmt: skip
def test_a_page_is_found_by_each_of_its_names(site: LittleSite, name: str) -> None:
    said = words(site, name)
    assert "site/articles/a/index.html is made for content/articles/a.md by the template article.html" in said
    assert "themes/bare/templates/base.html" in said
    assert "article = ArticleView(title='甲'" in said


def test_an_encoded_address_and_a_copied_file(site: LittleSite) -> None:
    assert "content/articles/乙.md" in words(site, "/articles/%E4%B9%99/")
    assert "is a copy of content/images/x.svg" in words(site, "/images/x.svg")
    assert words(site, "/nowhere/") == ""


def test_a_part_lists_the_pages_that_include_it(site: LittleSite) -> None:
    site.write({"content/parts/note.md": "註。\n", "content/articles/a.md": article("甲", "![[note]]\n")})
    site.build_well()
    said = words(site, "content/parts/note.md")
    assert "site/articles/a/index.html is made for content/articles/a.md" in said
    assert "articles/乙" not in said.split("values that these name")[0]


def test_why_the_last_build_rendered_a_page_or_did_not(site: LittleSite) -> None:
    assert "(number 1) rendered it: it is new" in words(site, "/articles/a/")
    site.write({"content/articles/a.md": article("甲", "改了。\n", date="2024-01-02", summary="一段文字。")})
    assert "will render it: these changed: body" in words(site, "/articles/a/")
    assert "the next build will not render it" in words(site, "/articles/乙/")
    site.build_well()
    assert "(number 2) rendered it: these changed: body" in words(site, "/articles/a/")
    assert "up to number 2, did not: none of its template files and values had changed" in words(site, "/articles/乙/")
    (site.output / "articles/a/index.html").write_text("harmed")
    assert "will render it: the output file was altered" in words(site, "/articles/a/")
    site.build_well()
    assert "(number 3) rendered it: the output file was altered" in words(site, "/articles/a/")


def test_a_broken_archive_is_a_problem(site: LittleSite) -> None:
    site.write({"content/articles/a.md": "---\ntitle: [\n---\n"})
    told = explain(site.root, site.options, "/")
    assert not told.lines
    assert told.problems[0].file == "content/articles/a.md"


NO_PAGE = {
    "content/articles/draft.md": (article("稿", draft="true"), "it is a draft, which is shown only with --drafts"),
    "content/articles/later.md": (article("後", date="2026-07-01"), "it is dated 2026-07-01, later than today, 2026-06-01"),
    "content/articles/gone.md": (article("過", expires="2026-01-01"), "it expired on 2026-01-01; today is 2026-06-01"),
    "content/parts/lone.md": ("獨。\n", "it is a part, and no file includes it; ![[lone]] in a body does"),
    "content/tags.yaml": ("", "it decides the names, synonyms, descriptions and addresses of tags"),
    "content/articles/a.source.yaml": ("", "it is the record of an import"),
    "themes/bare/theme.yaml": ("", "it says which theme this one extends"),
}  # fmt: skip


def test_a_file_without_a_page_has_a_reason(site: LittleSite) -> None:
    site.write({path: text for path, (text, _) in NO_PAGE.items()})
    said = {path: words(site, path) for path in NO_PAGE}
    assert said == {path: f"{path} makes no page: {why}" for path, (_, why) in NO_PAGE.items()}
    assert words(site, "site.yaml").startswith("site.yaml makes no page: it decides the title, the base URL")


NOT_PUBLISHED = {
    "content/articles/.a.md.swp": ("", "it is a leftover of an editor"),
    "content/articles/a.md~": ("", "it is a leftover of an editor"),
    "content/node_modules/a/index.js": ("", "content/node_modules/ is a file of a tool"),
    "content/.hidden": ("", "it is hidden, because its name begins with a full stop"),
    "content/articles/draft.md": (article("稿", "![](../images/y.svg)\n", draft="true"), "it is a draft"),
    "content/images/y.svg": ("<svg/>", "only content/articles/draft.md shows it, which is not published"),
    "content/articles/B.MD": ("", "Markdown is read from files that end in .md"),
    "content/c.txt": (article("文"), "the file begins like an article"),
}


def test_a_file_that_is_not_published_has_a_reason(site: LittleSite) -> None:
    site.write({path: text for path, (text, _) in NOT_PUBLISHED.items()})
    assert not {path: why for path, (_, why) in NOT_PUBLISHED.items() if why not in words(site, path)}
    assert "keeps GitHub Pages from running Jekyll" in words(site, "site/.nojekyll")


def test_each_reason_is_printed_and_a_displayed_draft_is_a_page(site: LittleSite) -> None:
    site.write({"content/articles/d.md": article("稿", draft="true", date="2026-07-01")})
    assert "only with --drafts; and it is dated 2026-07-01" in words(site, "content/articles/d.md")
    site.options = site.options._replace(drafts=True, today="2026-08-01")
    assert "articles/d/index.html is made for content/articles/d.md" in words(site, "content/articles/d.md")


def test_a_part_lists_drafts_that_include_it_too(site: LittleSite) -> None:
    taking = {"content/articles/a.md": article("甲", "![[note]]\n"), "content/articles/d.md": article(
        "稿", "![[note]]\n", draft="true")}  # fmt: skip
    site.write({"content/parts/note.md": "註。\n", **taking})
    said = words(site, "content/parts/note.md")
    assert "it is a part, included by\n    content/articles/a.md\n    content/articles/d.md" in said
    assert "content/articles/d.md makes no page: it is a draft" in said


def test_a_data_file_lists_the_pages_whose_templates_use_data(site: LittleSite) -> None:
    site.write({"content/data/links.yaml": "- a\n"})
    assert words(site, "content/data/links.yaml").endswith("as data.links\n  pages whose template names `data`: none")
    site.write(
        {
            "themes/bare/templates/tags.html": "{{ data.links | join }}",
            "content/articles/c.md": article("丙", tags="[x]"),
        }
    )
    said = words(site, "content/data/links.yaml")
    assert said.endswith(
        "  pages whose template names `data`: 1, of which the next build will render 1\n    tags (tags.html): 1 page, to be rendered 1"
    )


@pytest.mark.parametrize(
    "name", ["page.html", "bare/page.html", "templates/page.html", "themes/bare/templates/page.html"]
)
def test_a_template_lists_the_kinds_of_page_made_with_it(site: LittleSite, name: str) -> None:
    site.write({"content/pages/us.md": article("關於")})
    assert words(site, name) == (
        "themes/bare/templates/page.html is a template\n"
        "  pages made with it: 2, of which the next build will render 1\n"
        "    page (page.html): 1 page, to be rendered 1\n"
        "    not-found (404.html): 1 page, to be rendered 0"
    )


def test_a_changed_template_has_the_number_of_pages_to_render(site: LittleSite) -> None:
    assert "    article (article.html): 2 pages, to be rendered 0" in words(site, "base.html")
    site.write({"themes/bare/templates/base.html": "{% block title %}{% endblock %}{% block main %}{% endblock %}"})
    assert "    article (article.html): 2 pages, to be rendered 2" in words(site, "base.html")


def test_a_template_without_pages_says_so(site: LittleSite) -> None:
    site.write(
        {"themes/bare/templates/lone.html": "", "themes/other/theme.yaml": "", "themes/other/templates/x.html": ""}
    )
    assert words(site, "lone.html") == "themes/bare/templates/lone.html is a template, and no page is made with it"
    said = words(site, "themes/other/templates/x.html")
    assert said == "themes/other/templates/x.html is not used: the theme is bare, which does not extend other"


def test_an_overridden_template_names_its_replacement(site: LittleSite) -> None:
    site.write(
        {"themes/bare/theme.yaml": "extends: old\n", "themes/old/theme.yaml": "", "themes/old/templates/base.html": ""}
    )
    said = words(site, "themes/old/templates/base.html")
    assert said.endswith("no page is made with it: themes/bare/templates/base.html is used instead")


def test_a_message_file_lists_the_pages_that_use_its_messages(site: LittleSite) -> None:
    site.write({
        "themes/bare/messages/zh-Hant.yaml": "home: 首頁\n", "themes/bare/messages/fr.yaml": "home: Accueil\n",
        "themes/bare/templates/404.html": "{{ words.home }}",
    })  # fmt: skip
    for name in ("themes/bare/messages/zh-Hant.yaml", "zh-Hant.yaml"):
        assert words(site, name).startswith(
            "themes/bare/messages/zh-Hant.yaml holds words of the interface\n  pages whose template names `words`: 1, of"
        )
        assert words(site, name).endswith("    not-found (404.html): 1 page, to be rendered 1")
    assert words(site, "fr.yaml").startswith("themes/bare/messages/fr.yaml holds words of the interface\n")


def test_an_asset_has_its_published_name_or_is_unused(site: LittleSite) -> None:
    site.write({"themes/bare/assets/lone.css": "a { color: red }"})
    for name in ("bare.css", "assets/bare.css", "themes/bare/assets/bare.css"):
        assert words(site, name).startswith("site/assets/bare.")
        assert " is made from themes/bare/assets/bare.css" in words(site, name)
    for name in ("lone.css", "themes/bare/assets/lone.css"):
        assert words(site, name) == "themes/bare/assets/lone.css is not published: no page asks for it"


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("/artcles/a/", "/articles/a/"), ("content/articles/乙.mdd", "content/articles/乙.md"), ("乙", "/articles/乙/"),
        ("/404.htm", "/404.html"), ("bsae.html", "themes/bare/templates/base.html"),
    ],
)  # fmt: skip
def test_an_unknown_name_gets_the_nearest_known_names(site: LittleSite, name: str, meant: str) -> None:
    assert meant in explain(site.root, site.options, name).near
    result = CliRunner().invoke(cli, ["explain", "--root", str(site.root), "--today", "2026-06-01", name])
    assert result.exit_code == 1
    assert "Did you mean " in result.output
    assert meant in result.output


def test_a_name_unlike_any_other_gets_no_suggestion(site: LittleSite) -> None:
    assert explain(site.root, site.options, "zzzz").near == []


def test_files_and_folders_that_no_build_reads(site: LittleSite) -> None:
    site.write({"README.md": "", "content/articles/b.md": article("乙二")})
    site.build_well()
    site.write({"site/own.txt": ""})
    (site.root / "content/articles/b.md").unlink()
    assert words(site, "README.md") == "README.md makes no page: no build reads it"
    assert words(site, "content/articles") == "content/articles is a folder: name a file in it"
    assert words(site, "/own.txt") == "site/own.txt was not made by a build, and stays; `build --clean` removes it"
    left = "site/articles/b/index.html is left over from an earlier build; the next build will remove it"
    assert words(site, "site/articles/b/index.html") == left


def test_files_of_a_theme_outside_of_the_archive_are_named_from_its_folder(site: LittleSite) -> None:
    site.write({"site.yaml": SETTINGS.replace("theme: bare", "theme: ink")})
    assert "themes/ink/templates/base.html is a template\n" in words(site, "themes/ink/templates/base.html")
    assert "themes/ink/assets/ink.css (SHA" in words(site, "themes/ink/assets/ink.css")
