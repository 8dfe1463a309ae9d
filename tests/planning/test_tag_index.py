"""The list of tags has each of them once, in parts whose links lead to them, and groups as the tag authority has them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from beilin.config import Config
from beilin.planning.kinds.indexes import INDEX_SIZE, KINDS
from beilin.planning.picture_views import IndexPart
from beilin.planning.site_context import site_context
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, article
from tests.planning.support import TEMPLATES, archive_of, pages_of, values_of

TAGS_KIND = next(kind for kind in KINDS if kind.name == "tags")


def parts(values: object) -> list[IndexPart]:
    assert isinstance(values, tuple)
    return list(values)


@pytest.mark.parametrize("count", [0, 7, 40, 41, INDEX_SIZE, 2 * INDEX_SIZE + 3])
def test_every_tag_is_listed_once_below_its_letter(count: int) -> None:
    context = archive_of([("2024-01-01", tuple(f"{chr(0x4E00 + 17 * n)}{n}" for n in range(count)))])
    pages = [(page, values_of(page, context)) for page in pages_of(TAGS_KIND, context)]
    listed = {
        f"/archive/{page.output.removesuffix('index.html')}#{part.id}": part
        for page, values in pages
        for part in parts(values["index"])
    }
    urls = [tag.url for part in listed.values() for tag in part.entries]
    assert sorted(urls) == sorted(tag.url for tag in context.survey.tags)
    assert max(sum(len(part.entries) for part in parts(values["index"])) for _, values in pages) <= INDEX_SIZE
    for _, values in pages:
        letters = parts(values["letters"])
        assert bool(letters) == (count > 40)
        for letter in letters:
            assert (letter.letter, letter.strokes) == (listed[letter.url].letter, listed[letter.url].strokes)


def test_the_list_is_divided_as_the_language_has_it() -> None:
    names = ("模型", "資料", "一鍵", "AI", "apple", "5G", *(f"Z{n}" for n in range(40)))
    context = archive_of([("2024-01-01", names)])
    for language, expected in (
        ("zh-Hant", [("0–9", 0), ("", 1), ("", 13), ("", 15), ("A", 0), ("Z", 0)]),
        ("zh-Hans", [("0–9", 0), ("A", 0), ("M", 0), ("Y", 0), ("Z", 0)]),
        ("en", [("0–9", 0), ("A", 0), ("Z", 0), ("漢", 0)]),
    ):
        settings = Config("碑林", "https://example.org/archive/", language=language)
        there = replace(context, site=site_context(settings, {}, TEMPLATES, {}))
        (page,) = pages_of(TAGS_KIND, there)
        found = parts(values_of(page, there)["letters"])
        assert [(part.letter, part.strokes) for part in found] == expected


def test_only_tags_whose_use_over_time_says_something_are_compared() -> None:
    articles: list[tuple[str | None, tuple[str, ...]]] = [
        (f"202{n % 3}-01-01", ("甲", "乙", "丙", "丁")) for n in range(12)
    ]
    more: list[tuple[str | None, tuple[str, ...]]] = [("2020-01-01", ("戊",))] * 13  # of a single year
    for given, expected in ((articles, "甲乙丙丁"), (articles + more, "甲乙丙丁"), (articles[:11], "")):
        context = archive_of(given)
        (page,) = pages_of(TAGS_KIND, context)
        shown = values_of(page, context)["trends"]
        assert isinstance(shown, tuple)
        assert {tag.name for tag in shown} == set(expected)


AUTHORITY = """\
licensing: {names: {zh-Hant: 授權}}
GPL: {parent: 授權}
OpenRAIL: {parent: licensing}
models: {names: {zh-Hant: 模型}}
LLaMA: {parent: models}
"""


def test_groups_follow_the_authority(make_site: MakeSite) -> None:
    """Also if nothing else of the archive changes, and for a parent that no article has."""
    site = make_site({
        "site.yaml": SETTINGS.replace("theme: bare", "theme: ink"),
        "content/tags.yaml": AUTHORITY,
        "content/articles/a.md": article("甲", date="2024-01-02", tags="[授權, GPL, OpenRAIL, LLaMA]"),
    })  # fmt: skip
    site.build_well()
    text = site.page("tags/index.html")
    groups = text[text.index("<dl>") : text.index("</dl>")]
    assert groups.index('<a href="/tags/licensing/">授權</a>') < groups.index("GPL") < groups.index("OpenRAIL")
    assert "<dt>模型</dt>" in groups
    site.write({"content/tags.yaml": AUTHORITY.replace("models}", "GPL}").replace("模型", "大模型")})
    site.build_well()
    text = site.page("tags/index.html")
    assert "模型" not in text
    assert '<dt><a href="/tags/gpl/">GPL</a>' in text


def test_names_that_are_not_shown_are_there_for_the_filter(make_site: MakeSite) -> None:
    site = make_site({
        "site.yaml": SETTINGS.replace("theme: bare", "theme: ink"),
        "content/tags.yaml": "open source: {names: {zh-Hant: 開源}, synonyms: [開放源碼]}\n",
        "content/articles/a.md": article("甲", date="2024-01-02", tags="[open source]"),
    })  # fmt: skip
    site.build_well()
    text = site.page("tags/index.html")
    assert '<li data-names="open source|開放源碼|开源"><a href="/tags/open-source/">開源</a>' in text
    assert 'class="finder"' not in text  # one tag is found without it
