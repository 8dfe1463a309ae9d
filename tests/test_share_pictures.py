"""Share pictures: drawn for each article if site.yaml says so, never wrong, and no more often than needed."""

from __future__ import annotations

import io
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from beilin.layout import STATE_FOLDER
from beilin.planning.views import SharePicture
from beilin.rendering.share.drawing import MAX_BYTES, PAPER, draw, fitted
from beilin.rendering.share.lettering import Lettering, lettering
from tests.conftest import MakeSite, Require
from tests.little_site import SETTINGS, LittleSite, article
from tests.tiny_font import tiny_font

INK = SETTINGS.replace("theme: bare", "theme: ink").replace("example.org/", "example.org/base/")
FONT = "share_pictures: true\nshare_font: fonts/tiny.ttf\n"
DRAWN = SETTINGS + FONT
ARTICLES: dict[str, str | bytes] = {
    "site.yaml": DRAWN,
    "fonts/tiny.ttf": tiny_font(),
    "themes/bare/templates/share-picture.txt": "{{ picture }}",
    "content/articles/a.md": article('"甲 \\"<b>&\\""', date="2024-02-03", source="某刊"),
    "content/articles/b.md": article("乙", language="en"),
    "content/articles/c.md": article("丙", extra="{cover: sea.jpg}"),
    "content/articles/d.md": article("丁", draft="true"),
}


def png(data: bytes) -> Image.Image:
    """The picture, of which everything that others rely on is checked."""
    image = Image.open(io.BytesIO(data))
    assert (image.format, image.mode, image.size) == ("PNG", "P", (1200, 630))
    assert len(data) <= MAX_BYTES
    return image.convert("RGB")


def pictures(site: LittleSite) -> dict[str, bytes]:
    """The share pictures in the output."""
    return {path: data for path, data in site.outputs().items() if path.endswith("/share.png")}


@pytest.mark.parametrize("theme", ["ink", "plain"])
def test_by_default_every_page_has_the_picture_of_the_theme(make_site: MakeSite, theme: str) -> None:
    site = make_site({"site.yaml": INK.replace("ink", theme), "content/articles/a.md": article("甲")})
    site.build_well()
    [picture] = [path for path in site.outputs() if path.startswith("assets/share.")]
    [icon] = [path for path in site.outputs() if path.startswith("assets/touch-icon.")]
    png((site.output / picture).read_bytes())
    assert Image.open(io.BytesIO((site.output / icon).read_bytes())).size == (180, 180)
    for page in ("index.html", "articles/a/index.html", "tags/index.html"):
        html = site.page(page)
        assert f'<meta property="og:image" content="https://example.org/base/{picture}">' in html
        assert '<meta property="og:image:alt" content="小碑林">' in html
        assert '<meta name="twitter:card" content="summary">' in html
        assert f'<link rel="apple-touch-icon" href="/base/{icon}">' in html
    assert not pictures(site)


def test_each_article_has_a_picture_of_its_own(make_site: MakeSite) -> None:
    site = make_site(ARTICLES | {"site.yaml": INK + FONT})
    assert site.build().published
    drawn = pictures(site)
    assert drawn.keys() == {f"articles/{name}/share.png" for name in "abc"}
    assert len(set(drawn.values())) == 3
    for data in drawn.values():
        png(data)
    html = site.page("articles/a/index.html")
    assert '<meta property="og:image" content="https://example.org/base/articles/a/share.png">' in html
    assert '<meta property="og:image:alt" content="甲 &#34;&lt;b&gt;&amp;&#34;">' in html
    assert '<meta name="twitter:card" content="summary_large_image">' in html
    cover = site.page("articles/c/index.html")
    assert '"og:image" content="https://example.org/base/articles/c/sea.jpg">' in cover
    assert "share.png" not in cover
    assert "share.png" not in site.page("sitemap.xml")
    assert "/assets/share." in site.page("index.html")


def test_a_picture_is_drawn_anew_only_if_what_it_shows_changes(make_site: MakeSite) -> None:
    site = make_site(ARTICLES)
    site.build()
    first = pictures(site)
    site.write({"content/articles/a.md": article("甲", "別的。\n", date="2024-02-03", source="某刊")})
    site.build()
    second = pictures(site)
    assert [path for path in first if first[path] != second[path]] == ["articles/a/share.png"]
    drawn = {path: path.stat().st_mtime_ns for path in (site.root / STATE_FOLDER / "share").iterdir()}
    assert len(drawn) == 3
    site.write({"content/articles/a.md": article("甲", "又別的。\n", date="2024-02-03", source="某刊")})
    assert "articles/a/share.png" not in site.build().named
    assert pictures(site) == second
    # The font's bytes are part of what a picture is made from.
    site.write({"fonts/tiny.ttf": tiny_font((range(0x20, 0xB000),))})
    site.build()
    assert all(path.stat().st_mtime_ns > before for path, before in drawn.items())
    (site.root / "content/articles/b.md").unlink()
    site.build()
    assert pictures(site).keys() == {"articles/a/share.png", "articles/c/share.png"}
    assert len(list((site.root / STATE_FOLDER / "share").iterdir())) == 2


def test_the_cache_gives_what_was_drawn_and_survives_damage(make_site: MakeSite) -> None:
    site = make_site(ARTICLES)
    site.build()
    first = pictures(site)
    cached = sorted((site.root / STATE_FOLDER / "share").iterdir())
    times = [path.stat().st_mtime_ns for path in cached]
    again = make_site(name="again")
    (site.root / STATE_FOLDER).rename(again.root / STATE_FOLDER)
    again.write(ARTICLES)
    again.build()
    assert pictures(again) == first
    moved = sorted((again.root / STATE_FOLDER / "share").iterdir())
    assert [path.stat().st_mtime_ns for path in moved] == times
    moved[0].write_bytes(moved[0].read_bytes()[:-9])
    for path in again.output.rglob("share.png"):
        path.unlink()
    again.build()
    assert pictures(again) == first


def test_a_twin_has_a_picture_in_its_script(make_site: MakeSite) -> None:
    site = make_site(ARTICLES | {"site.yaml": DRAWN + "script_twins: true\n"})
    site.write({"themes/bare/templates/article.html": "[{{ share_picture }}]"})
    site.write({"content/articles/a.md": article("開源圖書館與論文")})
    site.build()
    own, twin = "articles/a/share.png", "zh-Hans/articles/a/share.png"
    assert pictures(site)[own] != pictures(site)[twin]
    assert f"[https://example.org/{twin}]" in site.page("zh-Hans/articles/a/index.html")
    assert f"[https://example.org/{own}]" in site.page("articles/a/index.html")


@pytest.mark.parametrize(
    ("changed", "code", "place", "words"),
    [
        ({"site.yaml": SETTINGS + "share_pictures: true\n"}, "no-share-font", "site.yaml:6", "`share_font` names none"),
        ({"site.yaml": DRAWN.replace("tiny", "none")}, "bad-share-font", "fonts/none.ttf", "does not exist"),
        ({"fonts/tiny.ttf": b"wOFF"}, "bad-share-font", "fonts/tiny.ttf", "not a TrueType or OpenType font"),
        ({"fonts/tiny.ttf": tiny_font()[:200]}, "bad-share-font", "fonts/tiny.ttf", "can be used"),
        ({"site.yaml": DRAWN.replace("fonts/tiny", "/etc/tiny")}, "bad-value", "site.yaml:7:13", "fonts/"),
        ({"content/articles/a.md": article("甲🎉𠀀🎉")}, "no-glyph", "content/articles/a.md", "🎉 (U+1F389) 𠀀 (U+20000)"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_the_font_is_said(
    make_site: MakeSite, changed: dict[str, str | bytes], code: str, place: str, words: str
) -> None:
    site = make_site(ARTICLES | changed)
    [problem] = site.build_badly()
    assert (problem.code, problem.location) == (code, place)
    assert words in problem.message + problem.hint


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Lettering:
    """The tiny font."""
    path = tmp_path_factory.mktemp("font") / "tiny.ttf"
    path.write_bytes(tiny_font())
    return Lettering(str(path), 0)


@settings(max_examples=25)
@given(
    title=st.text("開源模型的為什麼，。「」：、“” aB1-…", min_size=1, max_size=150),
    site=st.text("碑林 Ab", max_size=80),
)
def test_nothing_goes_beyond_the_margins(letters: Lettering, title: str, site: str) -> None:
    root, name = Path(letters.path).parent, Path(letters.path).name
    digest = sha256(Path(letters.path).read_bytes()).hexdigest()
    picture = SharePicture("a.md", "/a/share.png", title, site, "2024-01-02", "zh-Hant", "zh-Hant", site, name, digest)
    drawn = draw(root, picture)
    assert isinstance(drawn, bytes)
    image = png(drawn)
    for margin in ((0, 0, 40, 630), (1200 - 80, 0, 1200, 630), (0, 0, 1200, 30), (0, 600, 1200, 630)):
        assert image.crop(margin).getcolors() == [((margin[2] - margin[0]) * (margin[3] - margin[1]), PAPER)]


def test_short_titles_are_large_and_long_ones_small(letters: Lettering) -> None:
    sizes = [fitted("題" * count, letters).size for count in (4, 40, 90)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(fitted("題" * 300, letters).lines) == 4


def test_chinese_and_latin_are_a_little_apart(letters: Lettering) -> None:
    assert letters.runs("讀Llama 2的") == [(0, "讀"), (1.125, "Llama 2"), (8.25, "的")]
    assert letters.width("讀Llama 2的") == 9.25


def test_a_collection_is_read_in_the_face_of_the_language(require: Require) -> None:
    noto = Path("/usr/share/fonts/opentype/noto")
    file = "NotoSerifCJK-Bold.ttc"
    require((noto / file).exists(), "Debian's package fonts-noto-cjk")
    digest = sha256((noto / file).read_bytes()).hexdigest()
    families = {
        language: lettering(noto, file, digest, language).at(20).getname()[0] for language in ("zh-Hant", "zh-CN", "en")
    }
    assert families["zh-Hant"] == "Noto Serif CJK TC"
    assert families["zh-CN"] == "Noto Serif CJK SC"
    assert lettering(noto, file, digest, "zh-Hant").lacking("碑林 LLaMA，「龘」🎉") == ["🎉"]
