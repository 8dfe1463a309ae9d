"""The front page: what the editors put forward is on its first page, and follows edits without a clean build."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from beilin.planning.kinds import days, home
from tests.conftest import MakeSite
from tests.little_site import SETTINGS, LittleSite, article, little_site

PATH = "reading_path:\n  title: 先讀\n  articles:\n    - {article: a25, note: '<先>讀。'}\n    - {article: a3.md}\n"


def archive(root: Path) -> LittleSite:
    """25 articles, of which eight are featured and four are parts of two series."""
    front = {n: {"featured": "true"} if n % 3 == 1 and n > 1 else {} for n in range(1, 26)}
    for number, series in ((2, "舊系列"), (3, "舊系列"), (5, "新系列"), (1, "新系列")):
        front[number] = front[number] | {"series": series}
    return little_site(root, {
        "site.yaml": SETTINGS.replace("bare", "ink") + "search: false\n" + PATH,
        **{
            f"content/articles/a{n}.md": article(f"第{n}篇", date=f"{2000 + n}-02-{n % 2 + 28}" if n % 4 == 0 else f"{2000 + n}-03-01", **front[n])
            for n in range(1, 26)
        },
    })  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> LittleSite:
    """The built archive, which a test may edit only if it leaves it as it was."""
    site = archive(tmp_path_factory.mktemp("home") / "archive")
    site.build_well()
    return site


def titles_in(page: str, part: str) -> list[str]:
    """The titles of the articles in the part of the front page."""
    found = re.search(rf'<section class="[^"]*\b{part}\b.*?</section>', page, re.DOTALL)
    return re.findall(r">(第\d+篇|.系列)</a>", found[0].replace("<wbr>", "")) if found else []


def test_the_first_page_has_what_the_editors_put_forward(site: LittleSite) -> None:
    page = site.page("index.html")
    assert titles_in(page, "newest") == ["第25篇"]
    assert titles_in(page, "path") == ["第25篇", "第3篇"]
    assert '<h2 id="_path">先讀</h2>' in page
    assert "<p>&lt;先&gt;讀。</p>" in page
    # The newest is above them, and there are at most six.
    assert titles_in(page, "featured") == [f"第{n}篇" for n in (22, 19, 16, 13, 10, 7)]
    assert titles_in(page, "latest") == [f"第{n}篇" for n in range(24, 5, -1)]
    assert re.findall(r">(.系列)</a> <span", page) == ["新系列", "舊系列"]  # by their newest part
    second = site.page("page/2/index.html")
    assert not [part for part in ("newest", "path", "featured", "glance") if titles_in(second, part)]
    assert "home.js" not in second


def test_the_articles_of_each_day_are_in_the_file_of_its_month(site: LittleSite) -> None:
    days_of = {path.stem: json.loads(path.read_text("utf-8")) for path in (site.output / "days").iterdir()}
    assert {month: {one["day"] for one in days} for month, days in days_of.items()} == {"02": {28}, "03": {1}}
    assert [one["year"] for one in days_of["02"]] == [2024, 2020, 2016, 2012, 2008, 2004]
    article = {"title": "第24篇", "url": "/articles/a24/", "year": 2024, "day": 28, "language": "zh-Hant"}
    assert days_of["02"][0] == article
    mask = re.search(r'data-days="([^"]*)"', site.page("index.html"))
    assert mask
    named = [
        (month, day)
        for month, bits in enumerate(mask[1].split(), 1)
        for day in range(1, 32)
        if int(bits, 16) >> day - 1 & 1
    ]
    assert named == [(2, 28), (3, 1)]


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        ("content/articles/a3.md", "第3篇", "改題", {"index.html"}),
        ("content/articles/a4.md", "第4篇", "改題", {"days/02.json"}),
        ("content/articles/a7.md", "featured: true\n", "", {"index.html"}),
    ],
)  # fmt: skip
def test_an_edit_reaches_the_front_page_and_equals_a_clean_build(
    site: LittleSite, tmp_path: Path, file: str, old: str, new: str, changed: set[str]
) -> None:
    before, text = site.outputs(), (site.root / file).read_text("utf-8")
    site.write({file: text.replace(old, new)})
    site.build_well()
    after = site.outputs()
    clean = little_site(tmp_path / "clean")
    clean.write({path.relative_to(site.root).as_posix(): path.read_bytes() for path in site.root.rglob("*")
                 if path.is_file() and path.relative_to(site.root).parts[0] in ("content", "site.yaml")})  # fmt: skip
    clean.build_well()
    assert after == clean.outputs()
    assert changed <= {path for path in after if after[path] != before[path]}
    assert after["page/2/index.html"] == before["page/2/index.html"] or new == "改題"
    site.write({file: text})
    site.build_well()


def test_few_of_the_featured_and_of_a_day_are_shown(make_site: MakeSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(home, "MAX_FEATURED", 2)
    monkeypatch.setattr(days, "MAX_OF_DAY", 3)
    site = make_site({
        "site.yaml": SETTINGS.replace("bare", "plain"),
        **{f"content/articles/a{n}.md": article(f"第{n}篇", date=f"{2000 + n}-01-01", featured="true") for n in range(1, 6)},
    })  # fmt: skip
    site.build_well()
    assert titles_in(site.page("index.html"), "featured") == ["第4篇", "第3篇"]
    assert [one["title"] for one in json.loads(site.page("days/01.json"))] == ["第5篇", "第4篇", "第2篇"]
    assert "home.js" not in site.page("index.html")  # plain has no scripts
