"""Exports: what the setting publishes, that every format can be read by what it is for, and that nothing else is in it."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from itertools import accumulate
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from beilin.building.build import BuildOptions, build
from beilin.export_formats import FORMATS, SETTINGS
from beilin.planning.written_views import CitedArticle
from beilin.rendering.citations import bibtex
from tests.built_archive import equals_clean, settle
from tests.conftest import MakeSite
from tests.little_site import SETTINGS as SITE
from tests.little_site import LittleSite, article, little_site

ALL = f"exports: [{', '.join(SETTINGS)}]\n"
SCHEMA = json.loads((Path(__file__).parents[2] / "docs/schemas/articles.schema.json").read_text("utf-8"))
BODY = """\
## 小標

開源模型見[乙](b.md)與![圖](pic.svg)，A<B &amp; `C`。

- 一
- 二
"""
FILES: dict[str, str | bytes] = {
    "site.yaml": SITE.replace("theme: bare", "theme: ink") + ALL,
    "content/articles/a.md": article(
        "'=開源 {模型} & 100%'", BODY, date="2024-02-03", author="[硯秋, '@拓工 and 乙']", source="甲刊", tags="[開源, GPU]",
        series="授權", id="7q3k9xt2", source_url="https://example.com/1", license="CC-BY-4.0",
    ),
    "content/articles/b.md": article("乙文 [link]", "閉源。\n", date="2023-05-06", tags="[開源]", series="授權"),
    "content/articles/c.md": article("Undated", "AI or ML, Çá and ß.[^1]\n\n[^1]: A note.\n", language="en"),
    "content/articles/draft.md": article("草稿秘密", "草稿秘密。\n", draft="true", tags="[開源]"),
    "content/articles/later.md": article("以後秘密", "以後秘密。\n", date="2030-01-01"),
    "content/articles/gone.md": article("過期秘密", "過期秘密。\n", date="2020-01-01", expires="2021-01-01"),
    "content/tags.yaml": "開源:\nGPU:\n",
    "content/articles/pic.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>',
}  # fmt: skip
ARCHIVE = {form.address.removeprefix("/") for form in FORMATS}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> LittleSite:
    """An archive with every export, which tests only read."""
    root = tmp_path_factory.mktemp("exports")
    made = LittleSite(root)
    made.write(FILES)
    assert made.build().published
    return made


def exports(site: LittleSite) -> dict[str, bytes]:
    """The exports in the output."""
    return {path: data for path, data in site.outputs().items() if path.startswith(("exports/", "llms"))}


def records(site: LittleSite) -> list[dict[str, object]]:
    return [json.loads(line) for line in site.page("exports/articles.jsonl").splitlines()]


def test_without_the_setting_there_is_none_and_no_page_mentions_one(make_site: MakeSite) -> None:
    site = make_site(FILES | {"site.yaml": SITE.replace("theme: bare", "theme: ink")})
    assert site.build().published
    assert not exports(site)
    assert not [path for path, data in site.outputs().items() if b"/exports/" in data and path.endswith(".html")]


def test_the_setting_names_the_files(site: LittleSite) -> None:
    groups = {f"tags/{slug}" for slug in ("開源", "gpu")} | {"series/授權"}
    assert exports(site).keys() == ARCHIVE | {
        f"exports/{name}.{ending}" for name in groups for ending in ("bib", "ris", "json")
    } | {"exports/series/授權.epub"}


def test_a_theme_needs_no_template_for_them(make_site: MakeSite) -> None:
    site = make_site(FILES | {"site.yaml": SITE + "exports: [csv, llms]\n"})
    site.build_well()
    assert exports(site).keys() == {"exports/articles.csv", "llms.txt", "llms-full.txt"}


def test_an_unknown_format_is_an_error(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": SITE + "exports: [jsonl, xls]\n"})
    (problem,) = site.build_badly()
    assert (problem.code, problem.line) == ("bad-value", 6)
    assert "sqlite" in problem.hint


def test_a_file_of_the_archive_keeps_its_address(make_site: MakeSite) -> None:
    own: dict[str, str | bytes] = {"content/llms.txt": "own\n", "content/exports/tags/開源.bib": "own\n"}
    site = make_site(FILES | own | {"site.yaml": SITE + "exports: [llms, bibtex]\n"})
    site.build_well()
    assert site.page("llms.txt") == site.page("exports/tags/開源.bib") == "own\n"
    assert "llms-full.txt" in exports(site)
    (site.root / "content/exports/tags/開源.bib").unlink()
    site.build_well()
    assert keys(site.page("exports/tags/開源.bib")) == ["a", "b"]


@pytest.mark.parametrize("drafts", [False, True])
def test_only_published_articles_are_in_them(tmp_path: Path, drafts: bool) -> None:
    made = little_site(tmp_path, FILES | {"site.yaml": SITE + ALL})
    result = build(made.root, BuildOptions(jobs=1, today="2026-06-01", drafts=drafts))
    assert result.published
    for path in sorted(result.output.rglob("*")):
        if re.search(r"/(exports/|llms)", path.as_posix()) and path.is_file() and path.suffix != ".opml":
            assert "秘密".encode() not in path.read_bytes(), path


def test_records_conform_to_the_published_schema(site: LittleSite) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)
    found = records(site)
    for record in found:
        jsonschema.validate(record, SCHEMA)
        assert record.keys() <= SCHEMA["properties"].keys()
    assert [record["title"] for record in found] == ["=開源 {模型} & 100%", "乙文 [link]", "Undated"]
    first = found[0]
    assert first["id"] == "7q3k9xt2"
    assert first["text"] == "小標\n\n開源模型見乙與，A<B & C。\n\n一\n二"
    assert found[2]["text"] == "AI or ML, Çá and ß.[1]\n\nA note."
    assert '<a href="https://example.org/articles/b/">乙</a>' in str(first["html"])
    assert 'src="https://example.org/articles/pic.svg"' in str(first["html"])
    assert " id=" not in str(first["html"])
    # Every field that the schema knows occurs, so that none can be left out of the test.
    assert set(SCHEMA["properties"]) - {"updated", "rights"} == set(first)


def rows(site: LittleSite) -> list[dict[str, str]]:
    data = (site.output / "exports/articles.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbfid,url,")
    assert data.count(b"\r\n") == data.count(b"\n") == 4
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_table_executes_nothing(site: LittleSite) -> None:
    first, second, third = rows(site)
    assert first["title"] == "'=開源 {模型} & 100%"
    assert (first["authors"], first["tags"]) == ("硯秋; @拓工 and 乙", "開源; GPU")
    assert (second["title"], second["source"], third["date"]) == ("乙文 [link]", "", "")


def connection(path: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(path))


@pytest.mark.parametrize(
    ("query", "urls"),
    [
        ('"開源模型"', ["a"]),
        ('"開源"', ["a"]),
        ('"源"', ["a", "b"]),
        ('"閉源"', ["b"]),
        ('"AI"', ["c"]),
        ('"ai"', ["c"]),
        ('"AI or"', ["c"]),
        ('"ç"', ["c"]),
        ('"ÇÁ"', ["c"]),
        ('"çA"', []),
        ('"ss"', []),
        ('"源模型"', ["a"]),
        ('"open-source"', []),
        ('"沒有"', []),
        ('"{模"', ["a"]),
    ],
)
def test_words_of_any_length_are_found(site: LittleSite, query: str, urls: list[str]) -> None:
    """As Datasette asks, with each word in quotation marks."""
    statement = "SELECT url FROM articles WHERE number IN (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ?)"
    with connection(site.output / "exports/archive.sqlite") as database:
        found = [url for (url,) in database.execute(statement, [query])]
    assert found == [f"https://example.org/articles/{name}/" for name in urls]


def test_datasette_takes_the_view_for_the_full_text_index(site: LittleSite) -> None:
    """Its query for the index of a table (`datasette.utils.sqlite.detect_fts_sql`, version 0.65)."""
    statement = """
        select name from sqlite_master where rootpage = 0 and (
            sql like '%VIRTUAL TABLE%USING FTS%content="articles"%'
            or sql like '%VIRTUAL TABLE%USING FTS%content=[articles]%'
            or (tbl_name = "articles" and sql like '%VIRTUAL TABLE%USING FTS%')
        )"""
    with connection(site.output / "exports/archive.sqlite") as database:
        assert database.execute(statement).fetchall() == [("articles_fts",)]


def test_the_database_is_whole(site: LittleSite) -> None:
    with connection(site.output / "exports/archive.sqlite") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT article, tag FROM article_tags ORDER BY 1, position").fetchall() == [
            (1, "開源"), (1, "GPU"), (2, "開源"),
        ]  # fmt: skip
        assert database.execute("SELECT id, authors, license FROM articles WHERE number = 1").fetchone() == (
            "7q3k9xt2", "硯秋, @拓工 and 乙", "CC-BY-4.0",
        )  # fmt: skip
        database.execute("INSERT INTO articles_trigrams (articles_trigrams) VALUES ('integrity-check')")


def test_the_outline_has_every_feed(site: LittleSite) -> None:
    root = ElementTree.fromstring(site.page("exports/feeds.opml"))
    assert root.get("version") == "2.0"
    feeds = {outline.get("xmlUrl"): outline for outline in root.iter("outline") if outline.get("type") == "rss"}
    made = {path for path in site.outputs() if path.endswith(("feed.xml", "feed.json"))}
    paths = {str(url).removeprefix("https://example.org/").replace("%E9%96%8B%E6%BA%90", "開源") for url in feeds}
    assert paths == made
    assert all(outline.get("text") and outline.get("htmlUrl") for outline in feeds.values())


def keys(text: str) -> list[str]:
    return re.findall(r"^@misc\{(.*),$", text, re.MULTILINE)


def test_citations_are_those_of_the_pages(site: LittleSite) -> None:
    bib = site.page("exports/archive.bib")
    assert keys(bib) == ["a", "b", "c"]
    assert r"title = {{=開源 \{模型\} \& 100\%}}" in bib
    assert "author = {{硯秋} and {@拓工 and 乙}}" in bib
    ris = (site.output / "exports/archive.ris").read_bytes()
    assert ris.count(b"TY  - ELEC\r\n") == ris.count(b"ER  - \r\n") == 3
    assert ris.count(b"\r\n") == ris.count(b"\n")
    items = json.loads(site.page("exports/archive.json"))
    assert [item["id"] for item in items] == ["a", "b", "c"]
    page = site.page("articles/a/index.html")
    assert bib.split("\n\n")[0].splitlines()[1].strip() in page.replace("&amp;", "&").replace("&#34;", '"')


@given(st.text("{}\\ab%", max_size=12))
def test_an_entry_of_bibtex_ends_where_it_should(title: str) -> None:
    """BibTeX counts braces, and a backslash in front makes no difference."""
    cited = CitedArticle("k", title, "https://example.org/", None, (), None, "zh", (), "", "", "")
    entry = bibtex(cited, title)
    depths = [*accumulate((character == "{") - (character == "}") for character in entry)]
    assert depths[-1] == 0
    assert min(depths[entry.index("{") : -1]) == 1


def test_those_of_a_series_are_in_its_order(site: LittleSite) -> None:
    assert keys(site.page("exports/series/授權.bib")) == ["b", "a"]
    assert keys(site.page("exports/tags/開源.bib")) == ["a", "b"]


def test_an_empty_archive_has_valid_exports(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": SITE + ALL})
    site.build_well()
    assert exports(site).keys() == ARCHIVE
    assert json.loads(site.page("exports/archive.json")) == []
    assert site.page("exports/articles.jsonl") == ""
    ElementTree.fromstring(site.page("exports/feeds.opml"))


def test_language_models_get_an_overview_and_the_texts(site: LittleSite) -> None:
    overview = site.page("llms.txt")
    assert overview.startswith("# 小碑林\n")
    assert "## 2024\n\n- [=開源 {模型} & 100%](https://example.org/articles/a/index.md): " in overview
    assert r"[乙文 \[link\]](https://example.org/articles/b/index.md)" in overview
    assert "## 未標日期\n" in overview
    whole = site.page("llms-full.txt")
    assert "開源模型見[乙](https://example.org/articles/b/)與" in whole
    assert "- URL: <https://example.org/articles/a/>\n- Permalink: <https://example.org/id/7q3k9xt2/>" in whole


def test_ink_lists_them(site: LittleSite) -> None:
    page = site.page("feeds/index.html")
    for address in ARCHIVE:
        assert page.count(f'href="/{address}"') == 2, "in the head and in the list"
    (data,) = [json.loads(text) for text in re.findall(r'ld\+json">(.*?)</script>', page) if "Dataset" in text]
    assert {part["contentUrl"] for part in data["distribution"]} == {
        f"https://example.org/{address}" for address in ARCHIVE - {"exports/feeds.opml"}
    }
    assert 'href="/exports/tags/%E9%96%8B%E6%BA%90.bib"' in site.page("tags/開源/index.html")
    assert 'href="/exports/series/%E6%8E%88%E6%AC%8A.ris"' in site.page("series/授權/index.html")


# Incremental builds


@pytest.fixture
def changing(make_site: MakeSite) -> LittleSite:
    """An archive that tests change."""
    site = make_site(FILES | {"site.yaml": SITE + ALL})
    site.build_well()
    settle(site)
    return site


def written(site: LittleSite) -> set[str]:
    """The exports that a further build writes."""
    before = {path: (site.output / path).stat().st_ino for path in exports(site)}
    site.build_well()
    return {path for path in exports(site) if (site.output / path).stat().st_ino != before.get(path)}


def test_a_body_reaches_only_what_has_texts(changing: LittleSite, tmp_path: Path) -> None:
    changing.write({"content/articles/b.md": article(
        "乙文 [link]", "閉源。\n\n又一段。\n", date="2023-05-06", tags="[開源]", series="授權", summary="閉源。"
    )})  # fmt: skip
    books = {"exports/archive.epub", "exports/series/授權.epub"}
    assert written(changing) == {"exports/articles.jsonl", "exports/archive.sqlite", "llms-full.txt"} | books
    assert any("又一段" in str(record["text"]) for record in records(changing))
    equals_clean(changing, tmp_path)


def test_a_title_reaches_what_names_the_article(changing: LittleSite, tmp_path: Path) -> None:
    changing.write({"content/articles/c.md": article("New title", "AI or ML.\n", language="en")})
    groups = {path for path in exports(changing) if path.startswith(("exports/tags/", "exports/series/"))}
    assert written(changing) == exports(changing).keys() - groups - {"exports/feeds.opml"}
    equals_clean(changing, tmp_path)


def test_an_article_that_goes_leaves_them(changing: LittleSite, tmp_path: Path) -> None:
    (changing.root / "content/articles/b.md").unlink()
    changing.write({"content/articles/a.md": article("甲", date="2024-02-03", tags="[開源]")})
    changing.build_well()
    assert [record["title"] for record in records(changing)] == ["甲", "Undated"]
    assert "exports/series/授權.bib" not in exports(changing)
    equals_clean(changing, tmp_path)


def test_the_setting_off_removes_them(changing: LittleSite, tmp_path: Path) -> None:
    changing.write({"site.yaml": SITE})
    changing.build_well()
    assert not exports(changing)
    assert not (changing.output / "exports").exists()
    equals_clean(changing, tmp_path)


def test_a_damaged_export_is_written_again(changing: LittleSite) -> None:
    before = exports(changing)
    (changing.output / "exports/archive.sqlite").write_bytes(b"x")
    (changing.output / "llms.txt").unlink()
    changing.build_well()
    assert exports(changing) == before


def test_serve_leaves_them_for_the_next_build(changing: LittleSite, tmp_path: Path) -> None:
    before = exports(changing)
    serving = BuildOptions(jobs=1, today="2026-06-01", keeps_exports=True)
    for title in ("丙文", "丁文"):
        changing.write({"content/articles/c.md": article(title, "AI or ML.\n", language="en")})
        assert build(changing.root, serving).published
        assert exports(changing) == before
        settle(changing)
    assert build(changing.root, serving).rendered == 0
    changing.build_well()
    assert [record["title"] for record in records(changing)][-1] == "丁文"
    equals_clean(changing, tmp_path)


def test_serve_writes_those_that_are_not_there(make_site: MakeSite) -> None:
    site = make_site(FILES | {"site.yaml": SITE + ALL})
    assert build(site.root, BuildOptions(jobs=1, today="2026-06-01", keeps_exports=True)).published
    assert exports(site).keys() >= ARCHIVE
    assert site.build().rendered == 0


def controls() -> Iterator[str]:
    yield from ("\0", "\x07", "\x1b", "\x9b", "\x7f")


def test_no_control_character_reaches_an_export(make_site: MakeSite) -> None:
    text = "甲&#7;乙&#27;丙&#155;丁&#127;戊\n"
    site = make_site(FILES | {"content/articles/c.md": article("Undated", text), "site.yaml": SITE + ALL})
    site.build()
    for path, data in exports(site).items():
        if path.endswith(".epub"):
            with ZipFile(io.BytesIO(data)) as book:
                texts = [book.read(name).decode() for name in book.namelist() if name.endswith(".xhtml")]
        else:
            texts = [] if path.endswith(".sqlite") else [data.decode()]
        assert not [one for one in controls() if any(one in text for text in texts)], path
    with connection(site.output / "exports/archive.sqlite") as database:
        (found,) = database.execute("SELECT text FROM articles WHERE title = 'Undated'").fetchone()
    assert not [one for one in controls() if one in found]
