"""The searchable text of an article is what its page shows, and its key differs whenever that does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from beilin.building.inputs import reader_for
from beilin.building.plan import basis_of
from beilin.building.search_texts import ArticleTexts, document_of
from beilin.indexing.documents import Document, SearchText
from beilin.model import Body
from beilin.parallel.executor import Workers
from beilin.planning.context import Context
from beilin.planning.search_keys import shows_others
from beilin.reading.bodies import BodySource
from beilin.reading.text_blocks import text_of
from tests.archive_inputs import read_archive
from tests.little_site import article, little_site

TEXT = """\
開頭[[乙]]，[[b|那篇]]與[[無此篇]]、[[#節]]、[[乙#附]]。

## 節 `code`

![[licence]]

> 引[連](b.md)<br>行 &amp; x^2^ $a_1$

![圖](../images/a.svg)

| 甲 | 乙 |
|-|-|
| 一 | 二 |
"""
FILES: dict[str, str | bytes] = {
    "themes/bare/templates/article.html": "{{ body | safe }}",
    "content/parts/licence.md": "## 條款\n\n依[[乙]]，<b>見</b>[下](#條款)。[^1]\n\n[^1]: 部件的註。\n",
    "content/images/a.svg": "<svg/>",
    "content/articles/a.md": article("甲", TEXT, date="2024-01-01"),
    "content/articles/b.md": article("乙", "文字。\n", date="2024-01-02"),
    "content/articles/c.md": article("丙", "![[licence]]\n", date="2024-01-03"),
    "content/articles/d.md": article("丁", "無連結。\n\n## 節\n\n又一段。\n"),
    "content/articles/e.md": article("戊", "見[[b|那篇]]、[路](a.md)。\n"),
}


def contents(root: Path) -> tuple[Context, Mapping[str, tuple[Document, SearchText]]]:
    """The archive's structure, and each article with its searchable text, by the name of its file."""
    inputs = read_archive(root, today="2026-06-01")
    context = basis_of(inputs).context
    settings = reader_for(root, inputs.config, Workers(1)).settings
    rows, bodies = inputs.content.rows, inputs.content.bodies
    texts = ArticleTexts(context, BodySource(root, settings, root / "none", rows, bodies))
    documents = [document_of(path, context) for path in context.archive.articles]
    return context, {Path(one.path).stem: (one, texts(one)) for one in documents}


def test_the_text_is_what_the_page_shows(tmp_path: Path) -> None:
    site = little_site(tmp_path, FILES)
    assert site.build().published
    context, found = contents(tmp_path)
    shows = {name for name, (one, _) in found.items() if shows_others(context.records[one.path])}
    assert shows == {"a", "c"}
    for name, (document, (text)) in found.items():
        assert document.address == f"/articles/{name}/"
        blocks = text_of(Body(site.page(f"articles/{name}/index.html")))
        assert text.headings == "\n".join(block.text for block in blocks if block.kind == "heading")
        assert text.body == "\n".join(block.text for block in blocks if block.kind != "heading")
    text = found["a"][1]
    assert text.title == "甲"
    assert text.headings == "節 code\n條款"
    assert text.body.startswith("開頭乙，那篇與無此篇、節、乙 § 附。\n依乙，見下。")
    assert "部件的註。" in text.body


def test_the_key_differs_whenever_the_text_does(tmp_path: Path) -> None:
    site = little_site(tmp_path, FILES)
    _, before = contents(tmp_path)
    edits: list[tuple[str, str, set[str]]] = [
        ("content/articles/b.md", article("乙", "改。\n", date="2024-01-02"), {"b"}),
        (
            "content/articles/b.md",
            article("改題", "改。\n", date="2024-01-02"),
            {"a", "b", "c"},
        ),  # links show the title
        ("content/articles/b.md", article("改題", "改。\n", date="2024-01-02", summary="句。"), set()),
        ("content/articles/b.md", article("改題", "改。\n", date="2024-01-02", draft="true"), {"b"}),
        ("content/parts/licence.md", "部件改了。\n", {"a", "c"}),
        ("content/parts/licence.md", "部件改了，見[[甲]]。\n", {"a", "c"}),
        ("content/articles/a.md", article("天", TEXT, date="2024-01-01"), {"a", "c"}),
        ("content/articles/e.md", article("戊", "見[[b|那篇]]、[路](d.md)。\n"), {"e"}),
        ("content/articles/e.md", article("戊", "見[[b|另篇]]、[路](d.md)。\n"), {"e"}),
        ("content/articles/d.md", article("丁", "無連結。\n\n節\n\n又一段。\n"), {"d"}),
        ("content/pages/about.md", article("關於", "頁。\n"), set()),
    ]
    for path, text, may_differ in edits:
        site.write({path: text})
        _, after = contents(tmp_path)
        for name in before.keys() | after.keys():
            (one, shown), (other, then) = (found.get(name, (None, None)) for found in (before, after))
            assert (one and one.key) != (other and other.key) or shown == then, (path, name)
            assert name in may_differ or one == other, (path, name)
        before = after
