"""Chinese articles and pages have a twin in the other script: linked both ways, made by the same edits, never counted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from beilin.planning.kinds import KINDS
from beilin.planning.ownership import owner_of
from beilin.rendering.scripts import html_in_script
from beilin.text.languages import other_script
from beilin.text.variants import conversion
from tests.little_site import SETTINGS, LittleSite, article, little_site

TWINS = SETTINGS.replace("theme: bare", "theme: ink") + "script_twins: true\n"
FILES: dict[str, str | bytes] = {
    "site.yaml": TWINS + "menu: [{title: 關於, address: /about/}, {title: 標籤, address: /tags/}]\n",
    "content/tags.yaml": "軟體: {slug: software, names: {zh-Hant: 軟體, zh-Hans: 软件, en: software}}\n授權: {slug: licences}\n",
    "content/articles/a.md": article(
        "頭髮之後", "皇后的頭髮，見 [[b]]、[[c]]、[d](d.md#小節) 與 [標籤](/tags/software/)。\n\n"
        "## 後面的小節\n\n`軟體後`\n\n![圖後](x.svg)\n", date="2026-01-02", tags="[軟體, 授權]", author="鄭後",
    ),
    "content/articles/b.md": article("乙後", "回到[甲](a.md)。\n", date="2026-01-01"),
    "content/articles/c.md": article("After", "See [[a]].\n", language="en"),
    "content/articles/d.md": article("头发", "见 [[a]]。\n\n## 小節\n", language="zh-Hans"),
    "content/articles/x.svg": "<svg/>",
    "content/pages/about.md": article("關於這裡", "[首篇](../articles/a.md)\n"),
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> LittleSite:
    built = little_site(tmp_path_factory.mktemp("script-twins"), FILES)
    built.build_well()
    return built


def twins_in(site: LittleSite) -> set[str]:
    """The output paths of all pages below the addresses of the two scripts."""
    return {name for name in site.outputs() if name.startswith(("zh-Hans/", "zh-Hant/"))}


def test_chinese_articles_and_pages_have_a_twin_and_nothing_else_has(site: LittleSite) -> None:
    articles = {
        "zh-Hans/articles/a/index.html",
        "zh-Hans/articles/b/index.html",
        "zh-Hant/articles/d/index.html",
    }
    assert twins_in(site) == articles | {"zh-Hans/about/index.html", "zh-Hans/index.html", "zh-Hant/index.html"}
    assert 'data-to="/"' in site.page("zh-Hans/index.html")


def test_a_twin_is_the_page_in_the_other_script(site: LittleSite) -> None:
    page = site.page("zh-Hans/articles/a/index.html")
    assert '<html lang="zh-Hans">' in page
    assert "<title>头发之后" in page
    assert "皇后的头发" in page
    assert 'id="後面的小節"' in page
    assert ">后面的<wbr>小节</h2>" in page
    assert "<code>軟體後</code>" in page
    assert 'alt="图后"' in page
    assert ">软件</a>" in page  # the tag's name in that language
    assert ">授权</a>" in page  # converted
    assert 'rel="author">鄭後</a>' in page  # names of people stay
    assert ">首页</a>" in page  # the interface
    assert 'name="citation_title" content="頭髮之後"' in page  # what is cited is the original
    assert "<title>頭髮" in site.page("zh-Hant/articles/d/index.html")


def test_a_twin_keeps_the_originals_of_punctuation_in_its_script(site: LittleSite, tmp_path: Path) -> None:
    text = article("頭髮,之後", "他說:“頭髮”\n", tidy="true")
    tidied = little_site(tmp_path, {"site.yaml": TWINS, "content/articles/a.md": text})
    tidied.build_well()
    page = tidied.page("zh-Hans/articles/a/index.html")
    assert '<h1 data-o="头发,之后">头发，之后</h1>' in page
    assert '他说<span data-o=":“">：「</span>头发' in page
    assert "<h1>" in site.page("zh-Hans/articles/a/index.html")


def test_links_stay_within_the_script_where_there_is_a_page_in_it(site: LittleSite) -> None:
    page = site.page("zh-Hans/articles/a/index.html")
    body = page[page.index('<div class="prose"') : page.index("</article>")]
    assert '<a href="/zh-Hans/articles/b/">乙后</a>' in body
    assert '<a href="/articles/c/" lang="en">After</a>' in body
    assert 'href="/articles/d/#%E5%B0%8F' in body  # in this script itself
    assert 'href="/tags/software/"' in body
    assert '<a href="/zh-Hans/about/">关于</a>' in page  # of the menu
    assert '<a href="/zh-Hant/articles/d/" lang' not in site.page("articles/a/index.html")
    assert 'href="/articles/a/"' in site.page("zh-Hant/articles/d/index.html")


@pytest.mark.parametrize("name", ["articles/a", "about"])
def test_page_and_twin_name_each_other_and_each_is_canonical(site: LittleSite, name: str) -> None:
    own, twin = site.page(f"{name}/index.html"), site.page(f"zh-Hans/{name}/index.html")
    alternates = re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)">', own)
    original, other = f"https://example.org/{name}/", f"https://example.org/zh-Hans/{name}/"
    assert alternates == [("zh-Hant", original), ("zh-Hans", other), ("x-default", original)]
    assert re.findall(r'<link rel="alternate" hreflang="(.*?)" href="(.*?)">', twin) == alternates
    assert f'<link rel="canonical" href="{original}">' in own
    assert f'<link rel="canonical" href="{other}">' in twin
    assert f'<a href="/zh-Hans/{name}/" rel="alternate" hreflang="zh-Hans" lang="zh-Hans">简体</a>' in own
    assert f'<a href="/{name}/" rel="alternate" hreflang="zh-Hant" lang="zh-Hant">繁體</a>' in twin


def test_twins_are_in_the_sitemap_and_in_no_list_feed_or_index(site: LittleSite) -> None:
    named = {
        name for name, data in site.outputs().items() if b"/zh-Hans/articles" in data or b"/zh-Hant/articles" in data
    }
    assert named == (twins_in(site) - {"zh-Hans/index.html", "zh-Hant/index.html"}) | {
        "sitemap.xml", "articles/a/index.html", "articles/b/index.html", "articles/d/index.html",
    }  # fmt: skip


def test_an_edit_renders_what_shows_it_in_both_scripts_and_nothing_else(tmp_path: Path) -> None:
    edited, clean = (little_site(tmp_path / name, FILES) for name in ("edited", "clean"))
    edited.build_well()
    before = edited.outputs()
    change: dict[str, str | bytes] = {
        "content/articles/b.md": article("乙後", "髮後。回到[甲](a.md)。\n", date="2026-01-01", summary="x")
    }
    edited.write(change)
    edited.build_well()
    after = edited.outputs()
    changed = {name for name in after if after[name] != before.get(name)}
    assert {name for name in changed if name.startswith("zh-")} <= {
        "zh-Hans/articles/a/index.html",  # which shows the sentence that links to it
        "zh-Hans/articles/b/index.html",
    }
    assert "zh-Hans/articles/b/index.html" in changed
    clean.write(change)
    clean.build_well()
    assert after == clean.outputs()
    edited.write({"site.yaml": TWINS.replace("script_twins: true\n", "")})
    edited.build_well()
    assert not twins_in(edited)


def test_the_addresses_of_twins_are_reserved_and_a_claim_to_one_is_an_error(tmp_path: Path) -> None:
    for address in ("/zh-Hans/", "/zh-Hant/articles/a/", "/ZH-hans/about/"):
        assert owner_of(address, KINDS)
    site = little_site(tmp_path, FILES)
    site.write({"content/zh-Hans/about/index.html": "<p>mine"})
    (problem,) = site.build_badly()
    assert problem.code == "address-clash"
    assert "content/zh-Hans/about/index.html" in problem.message
    assert "content/pages/about.md" in problem.message


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>皇后之後，頭髮與<em>發現</em></p>", "<p>皇后之后，头发与<em>发现</em></p>"),
        ('<h2 id="後面">後面</h2>', '<h2 id="後面">后面</h2>'),
        ('<img alt="圖後" src="/後.png" title="看後">', '<img alt="图后" src="/後.png" title="看后">'),
        ("<pre><code><span>後</span></code></pre><p>後</p>", "<pre><code><span>後</span></code></pre><p>后</p>"),
        ('<p><span lang="ja"><span>後</span>発</span>後</p>', '<p><span lang="ja"><span>後</span>発</span>后</p>'),
        ('<p>甲<span data-o="後,">後，</span></p>', '<p>甲<span data-o="後,">后，</span></p>'),
        ("<math><mtext>後</mtext><annotation>後</annotation></math>後<br>後", "<math><mtext>後</mtext><annotation>後</annotation></math>后<br>后"),
        ("看著著作，裡面乾淨的軟體程式", "看着著作，里面干净的软体程式"),  # the script changes, the words stay
        ("", ""),
    ],
)  # fmt: skip
def test_text_is_converted_and_nothing_else(html: str, expected: str) -> None:
    assert html_in_script(html, "tw2s") == expected


def test_the_configuration_follows_the_languages() -> None:
    assert [conversion(*languages) for languages in (
        ("zh-Hant", "zh-Hant"), ("zh-HK", "zh-Hant"), ("zh-Hans", "zh-TW"), ("zh", "zh-HK"),
    )] == ["tw2s", "hk2s", "s2tw", "s2hk"]  # fmt: skip
    assert [other_script(language) for language in ("zh-TW", "zh", "yue-Hant", "en", "ja")] == [
        "zh-Hans",
        "zh-Hant",
        "",
        "",
        "",
    ]
