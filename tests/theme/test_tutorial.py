"""docs/themes-tutorial.md is followed step by step: each builds without a warning, and does what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.docs_pictures import PICTURES
from tests.little_site import SETTINGS, LittleSite, article, little_site
from tests.theme.conftest import ROOT
from tests.theme.contrast import colours, too_low
from tests.theme.tutorial import DOCUMENT, follow, steps

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ARTICLE = "articles/one/index.html"
PAGES = ("index.html", ARTICLE, "tags/index.html", "about/index.html", "search/index.html")
MAX_PICTURE = 200_000


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    """The text of every page and style sheet of a little archive before the first step and after each, as built one after the other."""
    site = little_site(tmp_path_factory.mktemp("tutorial"), {
        "site.yaml": SETTINGS.replace("theme: bare\n", ""),
        "content/articles/one.md": article("一篇", "正文。\n", date="2024-01-02", author="甲", tags="[乙]", source="丙"),
        "content/articles/two.md": article("两篇", "正文。\n", date="2023-01-02", language="zh-Hans", tags="[乙]"),
        "content/tags.yaml": "乙: {slug: second}\n",
        "content/pages/about.md": article("關於"),
    })  # fmt: skip
    site.build_well()
    built = [texts(site)]
    for step in steps():
        follow(site.root, step)
        site.build_well()
        built.append(texts(site))
    site.write({"content/data/glossary.yaml": "- {id: new, name: 新詞, english: new, meaning: 剛加進去的。}\n"})
    site.build_well()
    return [*built, texts(site)]


def texts(site: LittleSite) -> dict[str, str]:
    """What was built, without the digests in the names of assets."""
    return {
        re.sub(r"^(assets/[\w-]+)\.\w+\.", r"\1.", path): re.sub(r"(/assets/[\w-]+)\.\w+\.", r"\1.", data.decode())
        for path, data in site.outputs().items()
        if path.endswith((".html", ".css", ".xml", ".svg"))
    }


def test_the_document_has_the_steps_that_are_tested_here() -> None:
    assert [step.title for step in steps()] == [
        "A theme that changes nothing",
        "Colours",
        "A font",
        "A header with a logo",
        "A different order on the article page",
        "A page of its own: the glossary",
    ]
    assert all(step.files for step in steps())


def test_the_first_step_changes_nothing(followed: list[dict[str, str]]) -> None:
    assert followed[1] == followed[0]


def test_the_colours_are_on_every_page_after_those_of_ink(followed: list[dict[str, str]]) -> None:
    for page in PAGES:
        assert "/assets/rubbing.css" not in followed[1][page]
        assert followed[2][page].index("/assets/ink.css") < followed[2][page].index("/assets/rubbing.css")
    assert "--paper:light-dark(#f2f3f4" in followed[2]["assets/rubbing.css"].replace(" ", "")


def test_the_finished_theme_can_be_read_in_light_and_dark() -> None:
    light, dark = colours((ROOT / "themes/ink/assets/ink.css").read_text("utf-8"))
    files = {name: text for step in steps() for name, text in step.files.items()}
    own_light, own_dark = colours(files["themes/rubbing/assets/rubbing.css"])
    assert len(own_light) == 8
    assert own_light.keys() <= light.keys()
    assert too_low(light | own_light) == too_low(dark | own_dark) == []


def test_what_is_printed_stays_black_on_white(browser: Browser, followed: list[dict[str, str]]) -> None:
    sheets = "".join(f"<style>{followed[6][f'assets/{name}.css']}</style>" for name in ("ink", "slab", "rubbing"))
    with browser.new_page(color_scheme="dark") as page:
        page.set_content(f'<!doctype html>{sheets}<header class="article-header">一</header>')
        colours_of = "['body', 'header'].flatMap(name => { const style = getComputedStyle(document.querySelector(name)); return [style.backgroundColor, style.color] })"
        screen = page.evaluate(colours_of)
        page.emulate_media(media="print")
        assert page.evaluate(colours_of) == ["rgb(255, 255, 255)", "rgb(0, 0, 0)"] * 2
    assert screen == ["rgb(16, 19, 23)", "rgb(223, 227, 232)", "rgb(27, 32, 38)", "rgb(223, 227, 232)"]


def test_the_fonts_and_the_logo_are_in_the_style_sheet(followed: list[dict[str, str]]) -> None:
    before, fonts, logo = (followed[number]["assets/rubbing.css"] for number in (2, 3, 4))
    assert "--titles" not in before
    assert "--titles" in fonts
    assert ":lang(zh-Hans)" in fonts
    assert re.search(r'url\("icon\.\w+\.svg"\)', logo)
    assert followed[3]["assets/icon.svg"] != followed[4]["assets/icon.svg"]
    assert "#c0391f" in followed[4]["assets/icon.svg"]
    assert all('href="/assets/icon.svg"' in followed[4][page] for page in PAGES)


def test_the_article_has_the_byline_first_and_its_tags_last(followed: list[dict[str, str]]) -> None:
    def names(page: str) -> list[str]:
        return [found[1] or found[2] for found in re.finditer(r'class="(byline|kit|prose|tags|cite)"|<(h1)', page)]

    assert names(followed[4][ARTICLE]) == ["h1", "byline", "tags", "kit", "prose", "cite"]
    assert names(followed[5][ARTICLE]) == ["byline", "h1", "kit", "prose", "tags", "cite"]
    for page in PAGES:
        assert ("/assets/slab.css" in followed[5][page]) == (page in ("index.html", ARTICLE)), page
    assert 'class="newest"' in followed[5]["index.html"]


def test_the_glossary_is_a_page_in_the_menu_and_the_sitemap(followed: list[dict[str, str]]) -> None:
    assert "glossary/index.html" not in followed[5]
    page = followed[6]["glossary/index.html"]
    assert "<h1>詞彙</h1>" in page
    assert '<meta name="description" content="典藏裡常用的 5 個詞。">' in page
    assert page.count("<dt>") == 5
    assert '<div id="_weights">' in page
    assert '<a href="/search/?q=%E6%AC%8A%E9%87%8D">找文章</a>' in page
    assert page.index("/assets/ink.css") < page.index("/assets/glossary.css") < page.index("/assets/rubbing.css")
    assert '<a href="/glossary/" aria-current="page">詞彙</a>' in page
    assert all('<a href="/glossary/">詞彙</a>' in followed[6][other] for other in PAGES)
    assert "https://example.org/glossary/" in followed[6]["sitemap.xml"]


def test_saving_the_data_makes_only_the_glossary_again(followed: list[dict[str, str]]) -> None:
    changed = {path for path, text in followed[7].items() if followed[6].get(path) != text}
    assert changed == {"glossary/index.html"}
    assert "剛加進去的。" in followed[7]["glossary/index.html"]


def test_the_list_at_the_end_names_every_file() -> None:
    listed = DOCUMENT.read_text("utf-8").split("## What you have")[1].split("```")[1]
    files = {name for step in steps() for name in step.files} - {"site.yaml"}
    assert sorted(re.findall(r"\S+\.\w+", listed)) == sorted(name.rpartition("/")[2] for name in files)
    assert len(files) == 10


@pytest.mark.parametrize("document", ["themes-tutorial.md", "themes-gallery.md"])
def test_the_pictures_are_there_and_small(document: str) -> None:
    pictures = re.findall(r"!\[.+\]\((.*?)\)", (ROOT / "docs" / document).read_text("utf-8"))
    assert pictures
    for picture in pictures:
        assert 0 < (ROOT / "docs" / picture).stat().st_size < MAX_PICTURE, picture


def test_each_picture_of_the_documents_is_shown_and_can_be_taken_anew() -> None:
    files = {path.stem for path in (ROOT / "docs/pictures").glob("*.png")}
    documents = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    shown = {name for path in documents for name in re.findall(r"pictures/([\w-]+)\.png", path.read_text("utf-8"))}
    assert files == {picture.name for picture in PICTURES} == shown
