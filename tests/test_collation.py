"""The page that shows an imported article's source beside it: when there is one, what it depends on, what it tells."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from beilin.building.build import BuildOptions
from beilin.importing.archive.kept_sources import keep_source
from beilin.layout import import_record_path, kept_source_path
from beilin.planning.kinds import collation
from tests.built_archive import equals_clean, settle
from tests.conftest import MakeSite
from tests.importing.support import CASES, converted
from tests.little_site import SETTINGS, LittleSite, article

ARTICLE = "content/articles/twin.md"
RECORD = import_record_path(ARTICLE)
PAGE = "articles/twin/collation/index.html"
SOURCE = (CASES / "twin.txt").read_text("utf-8")
CONVERSION = converted(SOURCE, "twin.txt")
KEPT = kept_source_path(CONVERSION.record.sha256, "twin.txt")
TEMPLATES = {
    "themes/bare/templates/collation.html": "{% if collation %}{{ collation.lines }} lines, {{ collation.aside | map(attribute='number') | sum }} aside\n"
    "{% for row in collation.rows or () %}{{ row.kind }} {% for line in row.lines %}[{{ line.number }}]{% for piece in line.text %}"
    "{{ piece.text }}{% endfor %} {% endfor %}→ {% for text in row.texts %}{% for piece in text %}{{ piece.text }}{% endfor %}{% endfor %}"
    "#{{ row.anchor }}\n{% endfor %}{{ pagination.number }}/{{ pagination.pages }}{% else %}damaged{% endif %}\n",
    "themes/bare/templates/article.html": "{{ body | safe }}{% if collation_url %}<a href={{ collation_url }}>{% endif %}\n",
}  # fmt: skip


def imported(make_site: MakeSite, *, publish: bool = True, theme: str = "bare") -> LittleSite:
    """An archive with an imported article whose source is kept, and another article."""
    settings = SETTINGS.replace("theme: bare", f"theme: {theme}")
    site = make_site({
        ARTICLE: CONVERSION.markdown,
        RECORD: record_bytes(),
        "content/tags.yaml": "open source:\nLLaMA:\nAndroid:\n",
        "content/articles/other.md": article("別的"),
        **TEMPLATES,
    })  # fmt: skip
    site.write({"site.yaml": settings + ("publish_sources: true\n" if publish else "")})
    keep_source(site.root, "twin.txt", SOURCE.encode())
    return site


def record_bytes() -> bytes:
    """The file of the import record."""
    from beilin.importing.record.record_file import write_import_record

    return write_import_record(CONVERSION.record)


def test_a_withdrawn_article_has_none_and_no_word_of_its_source_is_published(make_site: MakeSite) -> None:
    site = imported(make_site)
    site.build()
    assert (site.output / PAGE).exists()
    withdrawn = CONVERSION.markdown.replace(b"---\n", b"---\nwithdrawn: {date: 2026-01-01, reason: x}\n", 1)
    site.write({ARTICLE: withdrawn})
    site.build()
    assert not (site.output / PAGE).exists()
    title = CONVERSION.markdown.decode().partition("\n---\n")[0]
    words = {word for word in re.findall(r"[\u4e00-\u9fff]{6,}", SOURCE) if word not in title}
    assert len(words) > 10
    published = "".join(data.decode("utf-8", "replace") for data in site.outputs().values())
    assert not [word for word in words if word in published]


def aside_words() -> set[str]:
    """Words of what was set aside that are not in the article, and the evidence."""
    kept, items = CONVERSION.markdown.decode(), CONVERSION.record.set_aside
    words = {word for item in items for word in re.findall(r"[\u4e00-\u9fff]{5,}", item.text) if word not in kept}
    return words | {item.evidence for item in items}


@pytest.mark.parametrize("theme", ["ink", "plain"])
def test_without_the_setting_no_word_that_was_set_aside_is_anywhere(make_site: MakeSite, theme: str) -> None:
    site = imported(make_site, publish=False, theme=theme)
    site.build()
    assert len(words := aside_words()) > 10
    assert not (site.output / PAGE).exists()
    for path, data in site.outputs().items():
        text = data.decode("utf-8", "replace")
        assert not [word for word in words if word in text], path


def test_a_reader_finds_the_source_beside_the_article_and_nobody_else_does(make_site: MakeSite) -> None:
    site = imported(make_site, theme="ink")
    site.build()
    page = site.page(PAGE)
    words = aside_words()
    assert not [item.text for item in CONVERSION.record.set_aside if item.text not in page]
    assert '<meta name="robots" content="noindex">' in page
    assert f'href="/{PAGE.removesuffix("index.html")}"' in site.page("articles/twin/index.html")
    for anchor in re.findall(r'href="/articles/twin/#(.*?)"', page):
        assert f'id="{anchor}"' in site.page("articles/twin/index.html")
    others = {path: data.decode("utf-8", "replace") for path, data in site.outputs().items() if path != PAGE}
    assert not [path for path, text in others.items() if any(word in text for word in words)]
    assert "collation/" not in others["sitemap.xml"]


def test_a_source_is_shown_as_text_and_never_as_html(make_site: MakeSite) -> None:
    attack = "第一段<script>alert(1)</script>話。\n來源:<img src=x onerror=alert(1)>\n第三段&lt;b&gt;話。\n"
    conversion = converted(attack, "attack.txt")
    site = imported(make_site, theme="ink")
    from beilin.importing.record.record_file import write_import_record

    site.write({ARTICLE: conversion.markdown, RECORD: write_import_record(conversion.record)})
    keep_source(site.root, "attack.txt", attack.encode())
    site.build()
    page = site.page(PAGE)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "&amp;lt;b&amp;gt;" in page


def test_no_draft_has_one_even_where_drafts_are_shown(make_site: MakeSite) -> None:
    site = imported(make_site)
    site.write({ARTICLE: CONVERSION.markdown.decode().replace("---\n", "---\ndraft: true\n", 1)})
    site.options = BuildOptions(jobs=1, today="2026-06-01", drafts=True)
    output = site.build().output
    assert (output / "articles/twin/index.html").exists()
    assert not (output / PAGE).exists()


def test_a_file_of_the_archive_at_its_address_is_an_error_that_names_both(make_site: MakeSite) -> None:
    site = imported(make_site)
    site.write({"content/articles/twin/collation/index.html": "x"})
    (problem,) = site.build_badly()
    assert problem.code == "address-clash"
    assert ARTICLE in problem.message
    assert "content/articles/twin/collation/index.html" in problem.message


def test_a_long_source_has_several_pages_that_together_have_every_line_once(
    make_site: MakeSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collation, "MAX_LINES", 5)
    site = imported(make_site)
    site.build_well()
    lines = len(SOURCE.splitlines())
    count = -(-lines // 5)
    pages = [site.page(PAGE if n == 1 else f"articles/twin/collation/page/{n}/index.html") for n in range(1, count + 1)]
    assert not (site.output / f"articles/twin/collation/page/{count + 1}").exists()
    numbers = [int(number) for page in pages for number in re.findall(r"\[(\d+)\]", page)]
    assert numbers == list(range(1, lines + 1))


def test_incremental_builds_equal_clean_ones(make_site: MakeSite, tmp_path: Path) -> None:
    site = imported(make_site)
    site.build_well()
    settle(site)
    assert "aside" in site.page(PAGE)

    def step(*, has_page: bool, rendered: int | None = None) -> str:
        result = site.build()
        assert result.published
        assert rendered is None or result.rendered == rendered
        assert (site.output / PAGE).exists() == has_page
        equals_clean(site, tmp_path)
        return site.page(PAGE) if has_page else ""

    markdown = CONVERSION.markdown.decode()
    last = markdown.rstrip().rsplit("\n", 1)[1]
    site.write({ARTICLE: markdown.replace(last, f"{last}又一句。")})
    assert "又一句。" in step(has_page=True)
    site.write({"content/articles/other.md": article("別的", "改。\n")})
    assert "又一句。" in step(has_page=True)
    (site.root / KEPT).write_bytes(b"tampered")
    assert "same" not in step(has_page=True, rendered=1)
    (site.root / KEPT).write_bytes(SOURCE.encode())
    assert "same" in step(has_page=True)
    (site.root / KEPT).unlink()
    assert "same" not in step(has_page=True)
    keep_source(site.root, "twin.txt", SOURCE.encode())
    assert "same" in step(has_page=True)
    site.write({RECORD: record_bytes().replace(b"blank: ", b"blanc: ")})
    assert step(has_page=True) == "damaged"
    (site.root / RECORD).unlink()
    step(has_page=False)
    assert "collation" not in site.page("articles/twin/index.html")
    site.write({RECORD: record_bytes()})
    assert "same" in step(has_page=True)
    site.write({"site.yaml": SETTINGS})
    step(has_page=False)


@pytest.mark.parametrize("place", [RECORD, KEPT])
def test_links_out_of_the_archive_are_not_followed(make_site: MakeSite, tmp_path: Path, place: str) -> None:
    site = imported(make_site)
    outside = tmp_path / "outside"
    (site.root / place).rename(outside)
    (site.root / place).symlink_to(outside)
    site.build()
    assert not (site.output / PAGE).exists() or "same" not in site.page(PAGE)
