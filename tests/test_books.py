"""Books: EPUB files of what site.yaml names, and by command, the same from the same archive."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring
from zipfile import ZIP_STORED, ZipFile

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from beilin.cli import cli
from beilin.layout import STATE_FOLDER
from beilin.rendering.epub.text_pages import MAX_TITLES
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article
from tests.tiny_font import tiny_font

OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
BOOKS = SETTINGS + "exports: [epub]\n"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6360000000020001e221bc330000"
    "000049454e44ae426082"
)
ARTICLES: dict[str, str | bytes] = {
    "site.yaml": BOOKS,
    "content/articles/a.md": article(
        "甲", "![圖](../images/a.png) [乙](b.md#節) [丙](c.md) [丁](d.md) [圖](../images/a.png)\n", date="2023-05-01",
        author="[硯秋, 拓工]", series="系列", tags="[標籤]", id="7k3m9q2x", license="CC-BY-4.0", rights="© 硯秋", updated="2024-01-02T03:04+08:00",
        source_url="https://far.example/a?b&c",
    ),
    "content/articles/b.md": article("乙", "## 節\n\n$x$ ![遠](https://far.example/a.png)\n", date="2022-03-04", series="系列", language="en", author="硯秋"),
    "content/articles/c.md": article("丙", "文字。\n", tags="[標籤]"),
    "content/articles/d.md": article("草稿", "SECRET\n", draft="true"),
    "content/articles/e.md": article("將來", "SECRET\n", date="2099-01-01"),
    "content/articles/w.md": article("撤下", "SECRET\n", date="2022-01-01", series="系列", tags="[標籤]", withdrawn="{date: 2026-01-01, reason: 理由}"),
    "content/images/a.png": PIXEL,
}  # fmt: skip


def files_of(data: bytes) -> dict[str, str]:
    """The text files of the book by name, of which everything that holds for all books is checked."""
    with ZipFile(BytesIO(data)) as book:
        entries = book.infolist()
        names = [entry.filename for entry in entries]
        assert names == ["mimetype", *sorted(names[1:])]
        assert (entries[0].compress_type, entries[0].extra, book.read("mimetype")) == (
            ZIP_STORED,
            b"",
            b"application/epub+zip",
        )
        assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
        files = {name: book.read(name) for name in names}
    texts = {name: data.decode() for name, data in files.items() if not name.endswith((".png", "mimetype"))}
    for name, text in texts.items():
        if name.endswith((".xhtml", ".opf", ".ncx", ".xml", ".svg")):
            fromstring(text)
            assert "SECRET" not in text
            assert not re.search(r'(?:src|xlink:href)="(?:https?:)?//', text), name
    package = fromstring(texts["EPUB/publication.opf"])
    listed = {f"EPUB/{item.get('href')}" for item in package.iter(f"{OPF}item")}
    assert listed == {name for name in names if name.startswith("EPUB/")} - {"EPUB/publication.opf"}
    return texts


def package_of(data: bytes) -> Element:
    return fromstring(files_of(data)["EPUB/publication.opf"])


def stated(package: Element, name: str) -> list[str]:
    """What the package says under the name of Dublin Core."""
    return [element.text or "" for element in package.iter(f"{DC}{name}")]


def modified(package: Element) -> list[str | None]:
    return [meta.text for meta in package.iter(f"{OPF}meta") if meta.get("property") == "dcterms:modified"]


def books(site: LittleSite) -> dict[str, bytes]:
    return {path: data for path, data in site.outputs().items() if path.endswith(".epub")}


def export(site: LittleSite, *arguments: str) -> Result:
    return CliRunner().invoke(
        cli, ["export", "epub", "--root", str(site.root), "--today", "2026-06-01", *arguments], catch_exceptions=False
    )


@pytest.mark.parametrize(
    ("setting", "paths"),
    [
        ("", {"exports/archive.epub", "exports/series/系列.epub"}),
        ("epub: [tag, year]", {"exports/tags/標籤.epub", "exports/years/2022.epub", "exports/years/2023.epub"}),
        ("epub: [article]", {f"articles/{name}/{name}.epub" for name in "abc"}),
        ("epub: []", set()),
    ],
)
def test_the_site_has_the_books_that_its_settings_name(make_site: MakeSite, setting: str, paths: set[str]) -> None:
    site = make_site({**ARTICLES, "site.yaml": f"{BOOKS}{setting}\n"})
    assert site.build().published
    assert books(site).keys() == paths
    for data in books(site).values():
        files_of(data)


def test_a_file_of_the_archive_keeps_its_address(make_site: MakeSite) -> None:
    site = make_site({**ARTICLES, "site.yaml": f"{BOOKS}epub: [article]\n", "content/articles/c/c.epub": b"own"})
    assert site.build().published
    assert books(site)["articles/c/c.epub"] == b"own"


def test_without_the_setting_there_are_no_books(make_site: MakeSite) -> None:
    site = make_site({**ARTICLES, "site.yaml": SETTINGS + "epub: [article]\n"})
    assert site.build().published
    assert not books(site)


def test_a_series_is_in_its_order_with_links_within_the_book(make_site: MakeSite) -> None:
    site = make_site(ARTICLES)
    site.build()
    data = books(site)["exports/series/系列.epub"]
    files = files_of(data)
    package = package_of(data)
    assert stated(package, "title") == ["系列"]
    assert stated(package, "identifier") == ["https://example.org/series/%E7%B3%BB%E5%88%97/"]
    assert stated(package, "language") == ["zh-Hant", "en"]
    assert stated(package, "creator") == ["硯秋", "拓工"]
    assert modified(package) == ["2024-01-01T19:04:00Z"]
    assert 'belongs-to-collection" id="series">系列<' in files["EPUB/publication.opf"]
    first, second = files["EPUB/pages/1.xhtml"], files["EPUB/pages/2.xhtml"]
    assert '<h2 id="節">' in first
    assert '<a href="1.xhtml#節">乙</a>' in second
    assert '<a href="https://example.org/articles/c/">丙</a>' in second
    assert 'lang="en"' in first.partition("<head>")[0]
    assert '<a href="https://far.example/a.png">遠</a>' in first
    with ZipFile(BytesIO(data)) as book:
        [image] = [name for name in book.namelist() if name.startswith("EPUB/images/")]
        assert book.read(image)[:4] == PIXEL[:4]
    assert f'<img alt="圖" height="1" width="1" src="../{image[5:]}"/>' in second
    properties = {item.get("href"): item.get("properties") for item in package.iter(f"{OPF}item")}
    assert (properties["pages/1.xhtml"], properties["pages/2.xhtml"]) == ("mathml", None)


def test_the_book_of_an_article_says_what_is_known_of_it(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(ARTICLES)
    for name in ("a", "a.md", "/articles/a/", "content/articles/a.md", "https://example.org/articles/a/"):
        assert export(site, "--article", name, "-o", str(tmp_path / "a.epub")).exit_code == 0
    data = (tmp_path / "a.epub").read_bytes()
    package = package_of(data)
    urn, permalink = stated(package, "identifier")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", urn)
    assert permalink == "https://example.org/id/7k3m9q2x/"
    assert stated(package, "source") == ["https://far.example/a?b&c"]
    assert stated(package, "rights") == ["© 硯秋 · CC-BY-4.0 · https://creativecommons.org/licenses/by/4.0/"]
    assert stated(package, "subject") == ["標籤"]
    assert stated(package, "date") == ["2023-05-01"]
    page = files_of(data)["EPUB/pages/1.xhtml"]
    assert "© 硯秋" in page
    assert "硯秋、拓工" in page
    site.write({"content/articles/a.md": article("新的標題", "新的文字。\n", id="7k3m9q2x", slug="moved")})
    assert export(site, "--article", "moved", "-o", str(tmp_path / "b.epub")).exit_code == 0
    assert stated(package_of((tmp_path / "b.epub").read_bytes()), "identifier")[0] == urn


def test_an_archive_is_read_from_the_oldest_on_with_a_page_for_each_year(make_site: MakeSite, tmp_path: Path) -> None:
    many: dict[str, str | bytes] = {
        f"content/articles/{n:02}.md": article(f"第{n}篇", date=f"{2010 + n // 8}-01-{n + 1:02}") for n in range(16)
    }
    site = make_site({"site.yaml": SETTINGS, **many, "content/articles/u.md": article("未標")})
    assert export(site, "-o", str(tmp_path / "a.epub")).exit_code == 0
    files = files_of((tmp_path / "a.epub").read_bytes())
    titles = re.findall(r"<a href=\"pages/\d+\.xhtml\" dir=\"auto\">(.*?)</a>", files["EPUB/toc.xhtml"])
    assert titles == [
        "2010年", *(f"第{n}篇" for n in range(8)), "2011年", *(f"第{n}篇" for n in range(8, 16)), "未標日期", "未標",
    ]  # fmt: skip
    assert '<a href="02.xhtml" dir="auto">第0篇</a>' in files["EPUB/pages/01.xhtml"]
    assert files["EPUB/toc.ncx"].count("<navPoint") == len(titles)


def test_the_table_of_contents_of_a_large_archive_has_years_alone(
    make_site: MakeSite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MAX_TITLES == 1000
    monkeypatch.setattr("beilin.rendering.epub.text_pages.MAX_TITLES", 10)
    many: dict[str, str | bytes] = {
        f"content/articles/{n:02}.md": article(f"第{n}篇", date="2010-01-02") for n in range(12)
    }
    site = make_site({"site.yaml": SETTINGS, **many})
    assert export(site, "-o", str(tmp_path / "a.epub")).exit_code == 0
    files = files_of((tmp_path / "a.epub").read_bytes())
    assert "第3篇" not in files["EPUB/toc.xhtml"]
    assert "第3篇" in files["EPUB/pages/01.xhtml"]


def test_the_headings_of_a_single_article_are_its_table_of_contents(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site(
        {"site.yaml": SETTINGS, "content/articles/a.md": article("甲", "## 一\n\n#### 二\n\n### 三\n\n## 四\n")}
    )
    export(site, "--article", "a", "-o", str(tmp_path / "a.epub"))
    toc = files_of((tmp_path / "a.epub").read_bytes())["EPUB/toc.xhtml"].partition("</nav>")[0]
    outline = re.sub(r"<a href=\"pages/1\.xhtml([^\"]*)\".*?>(.*?)</a>", r"\2\1", toc[toc.index("<ol>") :])
    assert re.sub(r"</?li>|\n", "", outline) == ("<ol>甲<ol>一#一<ol>二#二三#三</ol>四#四</ol></ol>")


def test_the_same_archive_gives_the_same_bytes_and_an_edit_only_those_of_its_books(make_site: MakeSite) -> None:
    site = make_site({**ARTICLES, "site.yaml": f"{BOOKS}epub: [archive, series, tag, article]\n"})
    site.build()
    first = books(site)
    (site.root / STATE_FOLDER).rename(site.root / "old")
    site.build()
    assert books(site) == first
    site.write({"content/articles/c.md": article("丙", "新的文字。\n", tags="[標籤]")})
    site.build()
    edited = books(site)
    changed = {path for path in edited if edited[path] != first[path]}
    assert changed == {"exports/archive.epub", "exports/tags/標籤.epub", "articles/c/c.epub"}
    Image.new("L", (2, 2)).save(site.root / "content/images/a.png")
    site.build()
    redrawn = books(site)
    assert {path for path in redrawn if redrawn[path] != edited[path]} == changed - {"articles/c/c.epub"} | {
        "exports/series/系列.epub", "articles/a/a.epub",
    }  # fmt: skip
    site.write({"site.yaml": SETTINGS})
    site.build()
    assert not books(site)


def test_the_cover_is_drawn_in_the_font_of_share_pictures_or_lettered_by_the_reader(make_site: MakeSite) -> None:
    drawn = f"{BOOKS}share_pictures: true\nshare_font: fonts/tiny.ttf\n"
    site = make_site(
        {
            "site.yaml": drawn,
            "fonts/tiny.ttf": tiny_font(),
            "themes/bare/templates/share-picture.txt": "{{ picture }}",
            "content/articles/a.md": article("甲", series="系列"),
            "content/articles/b.md": article("乙", series='"😀 <&>"'),
        }
    )
    site.build()
    covers = {}
    for path, data in books(site).items():
        with ZipFile(BytesIO(data)) as book:
            covers[path.rpartition("/")[2]] = [
                name for name in book.namelist() if re.match(r"EPUB/cover\.(?!xhtml)", name)
            ]
    assert covers["系列.epub"] == ["EPUB/cover.png"]
    assert covers["archive.epub"] == ["EPUB/cover.png"]
    [other] = covers.keys() - {"系列.epub", "archive.epub"}
    assert covers[other] == ["EPUB/cover.svg"]  # for the font lacks a character
    assert "😀 &lt;&amp;&gt;" in files_of(books(site)[f"exports/series/{other}"])["EPUB/cover.svg"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--article", "zz"], "There is no article 'zz'."),
        (["--article", "d"], "content/articles/d.md is not published."),
        (["--article", "e"], "content/articles/e.md is not published."),
        (["--article", "w"], "content/articles/w.md is not published."),
        (["--series", "無"], "No article has the series '無'."),
    ],
)
def test_what_is_not_published_has_no_book(
    make_site: MakeSite, tmp_path: Path, arguments: list[str], message: str
) -> None:
    result = export(make_site(ARTICLES), *arguments, "-o", str(tmp_path / "a.epub"))
    assert result.exit_code == 1
    assert message in result.stderr
    assert not (tmp_path / "a.epub").exists()


def test_an_article_with_a_missing_part_has_no_book(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({"site.yaml": SETTINGS, "content/articles/a.md": article("甲", "![[無]]\n")})
    result = export(site, "-o", str(tmp_path / "a.epub"))
    assert result.exit_code == 1
    assert "there is no part '無'" in result.stderr


def test_an_empty_archive_has_a_book_without_pages(make_site: MakeSite, tmp_path: Path) -> None:
    assert export(make_site({"site.yaml": SETTINGS}), "-o", str(tmp_path / "a.epub")).exit_code == 0
    data = (tmp_path / "a.epub").read_bytes()
    assert modified(package_of(data)) == ["1970-01-01T00:00:00Z"]
