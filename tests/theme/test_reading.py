"""An article can be cited and linked to by paragraph, and its page is complete without scripts."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest

from beilin.planning.views import ArticleView, Link
from beilin.reading.data_values import NO_EXTRA
from beilin.reading.paragraphs import identify_paragraphs
from beilin.rendering.citations import bibtex, csl_json, ris
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, article
from tests.theme.conftest import BASE_URL, Built
from tests.theme.test_output import Page

HARD_TITLE = "50% 的 {帳單} & C#_x ~ \\\\ “引文”"
VIEW = ArticleView(
    title_html="",
    original_language="zh-Hant",
    title=HARD_TITLE,
    original_title=HARD_TITLE,
    untidied_title="",
    url="/archive/articles/%E5%B8%B3%E5%96%AE/",
    canonical="https://example.org/archive/articles/%E5%B8%B3%E5%96%AE/",
    markdown_url="",
    date="2023-07-08T09:10:00+08:00",
    updated=None,
    published_at=None,
    updated_at=None,
    authors=(Link("硯秋", ""), Link("Ada & Co", "")),
    source=Link("某報", ""),
    series=None,
    source_url=None,
    language="zh-Hant",
    tags=(Link("開源", ""), Link("LLaMA", "")),
    summary="",
    reading_minutes=1,
    title_proposed=False,
    provenance=None,
    extra=NO_EXTRA,
)
UNDATED = replace(VIEW, date=None, authors=(), source=None, tags=())


def read_bibtex(text: str) -> tuple[str, dict[str, str]]:
    """The key and fields of the only entry, as BibTeX parses it: values end with their braces; TeX's escapes are undone."""
    head = re.match(r"@misc\{([^,{}\s]+),\n", text)
    assert head
    fields: dict[str, str] = {}
    at = head.end()
    while match := re.compile(r"  (\w+) = \{").match(text, at):
        at = start = match.end()
        depth = 1
        while depth:
            if text[at] == "\\":
                at += 2
                continue
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        value = text[start : at - 1]
        assert text[at : at + 2] == ",\n"
        at += 2
        fields[match[1]] = value
    assert text[at:] == "}"
    return head[1], fields


def without_tex(value: str) -> str:
    """The text that TeX would typeset."""
    inner = value[1:-1] if value.startswith("{") else value
    inner = inner.replace(r"\textbackslash{}", "\0").replace(r"\^{}", "^").replace(r"\~{}", "~")
    return re.sub(r"\\([{}$&#%_])", r"\1", inner).replace("\0", "\\")


def test_bibtex_gives_back_its_values() -> None:
    key, fields = read_bibtex(bibtex(VIEW, "碑林"))
    assert key == "帳單"
    assert without_tex(fields["title"]) == HARD_TITLE
    assert [without_tex(name) for name in fields["author"].split(" and ")] == ["硯秋", "Ada & Co"]
    assert (fields["year"], fields["month"], fields["day"]) == ("2023", "7", "8")
    assert (fields["howpublished"], fields["note"], fields["url"]) == ("某報", "碑林", VIEW.canonical)
    assert fields["langid"] == "chinese"
    assert read_bibtex(bibtex(UNDATED, "碑林"))[1].keys() == {"title", "howpublished", "url", "langid"}


def test_ris_gives_back_its_values() -> None:
    pairs = [line.split("  - ", 1) for line in ris(VIEW, "碑林").split("\n")]
    assert pairs[0] == ["TY", "ELEC"]
    assert pairs[-1] == ["ER", ""]
    assert all(re.fullmatch("[A-Z][A-Z0-9]", name) for name, _ in pairs)
    assert [value for name, value in pairs if name == "AU"] == ["硯秋", "Ada & Co"]
    assert [value for name, value in pairs if name == "KW"] == ["開源", "LLaMA"]
    one = dict(pairs)
    assert (one["TI"], one["T2"], one["PY"], one["DA"]) == (HARD_TITLE, "某報", "2023", "2023/07/08/")
    assert (one["UR"], one["DP"], one["LA"]) == (VIEW.canonical, "碑林", "zh-Hant")
    assert [line[:2] for line in ris(UNDATED, "碑林").split("\n")] == ["TY", "TI", "T2", "UR", "DP", "LA", "ER"]


def test_csl_json_gives_back_its_values() -> None:
    (item,) = json.loads(csl_json(VIEW, "碑林"))
    assert item == {
        "id": "帳單", "type": "webpage", "title": HARD_TITLE, "container-title": "某報", "archive": "碑林",
        "URL": VIEW.canonical, "language": "zh-Hant", "author": [{"literal": "硯秋"}, {"literal": "Ada & Co"}],
        "issued": {"date-parts": [[2023, 7, 8]]}, "keyword": "開源, LLaMA",
    }  # fmt: skip
    assert not json.loads(csl_json(UNDATED, "碑林"))[0].keys() & {"author", "issued", "keyword"}


@pytest.fixture(scope="module")
def licence(built: Built) -> Page:
    """An article of two authors."""
    return Page(built.text("articles/llama-2-licence/index.html"))


def test_highwire_tags_have_what_zotero_reads(built: Built, licence: Page) -> None:
    found = [
        (meta["name"], meta["content"]) for meta in licence.all("meta") if meta.get("name", "").startswith("citation")
    ]
    assert found[:6] == [
        ("citation_title", "七億人的門檻：讀Llama 2的社群授權"),
        ("citation_author", "硯秋"),
        ("citation_author", "拓工"),
        ("citation_publication_date", "2023/07/28"),
        ("citation_journal_title", "碑林專欄"),
        ("citation_public_url", f"{BASE_URL}articles/llama-2-licence/"),
    ]
    hard = Page(built.text("articles/imported/index.html"))
    names = [meta["name"] for meta in hard.all("meta") if meta.get("name", "").startswith("citation")]
    assert "citation_publication_date" not in names
    assert [meta["content"] for meta in hard.all("meta", name="citation_journal_title")] == ["某報"]
    assert [meta["content"] for meta in hard.all("meta", name="citation_author")] == ["Ada & <Co>"]


def test_the_page_contains_the_citations_as_text(built: Built, licence: Page) -> None:
    assert [figure["data-file"] for figure in licence.all("figure") if "data-file" in figure] == [
        "llama-2-licence.bib", "llama-2-licence.ris", "llama-2-licence.json",
    ]  # fmt: skip
    entry, record, items = [text for tag, text in licence.texts if tag == "pre" and text.strip()][-3:]
    assert read_bibtex(entry)[0] == "llama-2-licence"
    assert record.startswith("TY  - ELEC\n")
    assert json.loads(items)[0]["URL"] == f"{BASE_URL}articles/llama-2-licence/"
    assert "硯秋、拓工，〈七億人的門檻：讀Llama 2的社群授權〉，《碑林專欄》，2023年7月28日，" in built.text(
        "articles/llama-2-licence/index.html"
    )


def test_the_colour_scheme_is_chosen_before_anything_is_painted(built: Built) -> None:
    for path in built.html():
        text = path.read_text("utf-8")
        if 'http-equiv="refresh"' in text:
            continue
        head, body = text.split("</head>")
        script = re.search(r'<script src="[^"]*/light\.[0-9a-f]+\.js"></script>', head)
        assert script, path  # in the head, and neither deferred nor asynchronous
        assert script.start() < head.index('rel="stylesheet"'), path
        assert re.search(r'<button class="light" type="button" aria-pressed="false">', body), path
        is_long = re.search('<body class="page-(article|page)"', body) is not None
        assert len(re.findall(r"<script [^>]*/reading[^>]* defer", head)) == is_long, path


def test_the_table_of_contents_is_closed_except_on_wide_screens(built: Built) -> None:
    text = built.text("articles/llama-family/index.html")
    contents = text[text.index('<nav class="toc"') :]
    assert contents[: contents.index("<summary>")].endswith("<details>\n")


def test_related_articles_show_the_shared_tags(make_site: MakeSite) -> None:
    site = make_site({
        "site.yaml": SETTINGS.replace("theme: bare", "theme: ink"),
        "content/articles/one.md": article("一", tags="[甲, 乙]"),
        "content/articles/two.md": article("二", tags="[乙, 甲, 丙]"),
        "content/articles/three.md": article("三", tags="[丙]"),
        "content/tags.yaml": "甲: {slug: a}\n乙: {slug: b}\n丙: {slug: c}\n",
    })  # fmt: skip
    site.build_well()
    text = site.page("articles/one/index.html")
    related = text[text.index('<section class="related"') :]
    assert re.findall(r'<a href="([^"]*)">([^<]*)', related[: related.index("</section>")]) == [
        ("/articles/two/", "二"), ("/tags/a/", "甲"), ("/tags/b/", "乙"),
    ]  # fmt: skip


def test_the_id_of_a_paragraph_depends_only_on_its_text() -> None:
    def ids(html: str) -> list[str]:
        return re.findall(r'<p id="([^"]*)">', identify_paragraphs(html))

    first, second = ids("<p>甲。</p>\n<p>乙。</p>\n")
    assert ids("<h2>題</h2>\n<p>新。</p>\n<p>甲。</p>\n<ul>\n<li>乙。</li>\n</ul>\n<p>乙。</p>\n")[1:] == [
        first,
        second,
    ]
    assert ids("<p>甲。</p>\n<p>甲。</p>\n<p>甲。</p>\n") == [first, f"{first}-2", f"{first}-3"]
    assert ids("<p><strong>甲</strong>。</p>\n") == [first]  # markup is not text
    linked = [ids(f'<p>見<a href="\0{number}\0">乙</a>。</p>\n') for number in (0, 7)]
    assert linked[0] == linked[1]  # nor is the position of a link
    assert re.fullmatch(r"_p[0-9a-f]{8}", first)
    assert identify_paragraphs('<pre><code>&lt;p&gt;\n</code></pre>\n<p class="x">丙</p>\n').count("id=") == 0


def test_all_paragraphs_have_ids_on_the_page(built: Built) -> None:
    text = built.text("articles/llama-family/index.html")
    prose = text[text.index('<div class="prose" data-search-text>') : text.index('<footer class="article-footer"')]
    assert len(re.findall(r'^<p id="_p[0-9a-f]{8}(?:-\d+)?">', prose, re.MULTILINE)) > 5
    assert not re.search(r"^<p>", prose, re.MULTILINE)
