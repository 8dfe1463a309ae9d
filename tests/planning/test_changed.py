"""After a change of what articles show, the pages that are planned again are all those that are others now.

Archives are made at random and planned as a whole before and after such a change, with every template there is. Whatever
differs between the two plans, in any value that a template may name, has to be in the plan for the change.
"""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.building.inputs import Gathered, with_changes
from beilin.config import Config
from beilin.model import Record, Reference, Summary, structural_part
from beilin.planning.archive import gather
from beilin.planning.article_views import ArticleViews
from beilin.planning.page import TEMPLATES, Page, SiteContext, site_context
from beilin.planning.plan import plan_changed, plan_site, targets_of
from beilin.planning.survey import Survey
from beilin.problems.problem import Problem
from beilin.reading.tags import TagAuthority
from tests.planning.support import NOTHING

NAMES = ["甲", "乙", "丙"]
TITLES = ["一", "二", "三"]


@pytest.fixture(autouse=True, scope="module")
def _short_lists() -> Any:
    """Lists of few articles have several pages, and related articles are few of many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("beilin.planning.list_pages.HOME_SIZE", 3)
        patch.setattr("beilin.planning.list_pages.LIST_SIZE", 2)
        patch.setattr("beilin.planning.timeline_pages.MAX_MARKS", 4)
        patch.setattr("beilin.planning.feeds.FEED_SIZE", 3)
        patch.setattr("beilin.planning.article_pages.OFFERED_ARTICLES", 2)
        patch.setattr("beilin.planning.related.REACH", 1)
        patch.setattr("beilin.planning.related.MAX_RELATED", 2)
        patch.setattr("beilin.planning.related.MAX_TAGS", 2)
        yield


references = st.builds(
    Reference,
    target=st.sampled_from(["a1.md", "a2", *TITLES, "nothing", "#h", "部"]),
    line=st.integers(1, 3),
    is_image=st.just(False),
    kind=st.sampled_from(["path", "wiki", "wiki", "part"]),
)


def record_of(path: str, shown: tuple[Reference, ...], **facts: Any) -> Record:
    """A file with these references; those to parts that are not there would be errors."""
    slug = path.rpartition("/")[2].removesuffix(".md")
    kept = tuple(one for one in shown if one.kind != "part" or (one.target == "部" and "parts/" not in path))
    packed = msgspec.Raw(msgspec.msgpack.encode(kept))
    tags, aliases = facts.get("tags", ()), facts.get("aliases", ())
    return Record(
        Summary(path, slug, language="zh", **facts), "", NOTHING, packed, (1,) * len(tags), (1,) * len(aliases)
    )


looks = {
    "title": st.sampled_from(TITLES),
    "summary": st.sampled_from(["", "甲。"]),
    "reading_minutes": st.integers(1, 2),
    "source_url": st.sampled_from([None, "https://example.com/"]),
    "title_proposed": st.booleans(),
}


@st.composite
def archives(draw: st.DrawFn) -> list[Record]:
    """All Markdown files of an archive."""
    records = []
    for number in range(draw(st.integers(1, 9))):
        facts = {
            **{name: draw(value) for name, value in looks.items()},
            "date": draw(st.sampled_from([None, "2023-01-01", "2024-02-01", "2024-02-02", "2099-01-01"])),
            "tags": tuple(draw(st.lists(st.sampled_from(NAMES), unique=True))),
            "authors": tuple(draw(st.lists(st.sampled_from(NAMES), max_size=1))),
            "source": draw(st.sampled_from([None, "刊"])),
            "series": draw(st.sampled_from([None, "連載"])),
            "aliases": draw(st.sampled_from([(), (f"/old/{number}/",)])),
            "draft": draw(st.integers(0, 9)) == 0,
        }
        records.append(
            record_of(f"content/articles/a{number}.md", tuple(draw(st.lists(references, max_size=2))), **facts)
        )
    for path in ("content/pages/about.md", "content/pages/404.md", "content/parts/部.md"):
        if draw(st.booleans()) or "parts/" in path:
            facts = {"title": draw(looks["title"]), "aliases": draw(st.sampled_from([(), (f"/was/{len(records)}/",)]))}
            records.append(record_of(path, tuple(draw(st.lists(references, max_size=2))), **facts))
    return records


def scene(*, has_redirects: bool) -> SiteContext:
    """A scene with every template, or with all but that for redirects."""
    templates = frozenset(template for kind, template in TEMPLATES.items() if has_redirects or kind != "redirect")
    return site_context(Config("碑林", "https://example.org/archive/"), "0", {}, templates, {})


def gathered(records: Sequence[Record], at: SiteContext) -> Gathered:
    """The facts of an archive of these files."""
    by_path = {record.summary.path: record for record in records}
    articles, pages = (
        [record for path, record in by_path.items() if path.startswith(folder)]
        for folder in ("content/articles/", "content/pages/")
    )
    archive, problems = gather(articles, pages, TagAuthority(), today="2026-01-01", drafts=False)
    targets = targets_of(at.config, archive, (), by_path)
    views = ArticleViews(archive, at.config)
    return Gathered("", by_path, archive, tuple(problems), targets, views, found=Survey(archive, at))


def whole(known: Gathered) -> tuple[dict[str, Page], tuple[Problem, ...]]:
    """Every page by its output path, and the plan's problems."""
    assert known.found
    assert known.views is not None
    assert known.targets
    plan = plan_site(known.found, known.views, known.targets, (), dict.fromkeys(known.records, ""))
    return {page.output: page for page in plan.pages}, plan.problems


@settings(max_examples=150, deadline=None)
@given(records=archives(), data=st.data())
def test_every_page_that_is_another_is_planned_again(records: list[Record], data: st.DataObject) -> None:
    edited = data.draw(
        st.lists(st.sampled_from(records), min_size=1, max_size=2, unique_by=lambda one: one.summary.path)
    )
    fresh = {}
    for record in edited:
        names = data.draw(st.sets(st.sampled_from(sorted(looks)), min_size=1))
        other: dict[str, Any] = {name: data.draw(looks[name]) for name in sorted(names)}
        summary = replace(record.summary, **other)
        assert structural_part(summary) == structural_part(record.summary)
        fresh[summary.path] = replace(record, summary=summary)

    at = scene(has_redirects=data.draw(st.booleans()))
    before = gathered(records, at)
    was, told_before = whole(before)
    seen_before = {output: page.view for output, page in was.items()}  # made now, as a first build makes it
    after = gathered([fresh.get(record.summary.path, record) for record in records], at)
    now, told = whole(after)
    assert now.keys() == was.keys()

    known, only = with_changes(at.config, (), before, fresh, at)
    assert known.found or not only.views
    assert known.views is not None
    assert known.targets
    digests = dict.fromkeys(only.files, "")
    plan = plan_changed(known.archive, at, known.found, known.views, known.targets, digests, only, now.keys())
    planned = {page.output: page for page in plan.pages}
    assert len(planned) == len(plan.pages)
    for output, page in now.items():
        if page.view != seen_before[output]:
            assert output in planned, f"{output} is another and not planned: {sorted(planned)}"
        if output in planned:
            assert planned[output].view == page.view
            assert (planned[output].template, planned[output].origin) == (page.template, page.origin)
    kept = [problem for problem in told_before if problem.file not in only.files]
    assert sorted([*kept, *plan.problems], key=repr) == sorted(told, key=repr)


def test_the_search_meets_every_kind_of_page() -> None:
    """What the archives above hold is enough for each kind of page to show something of an article."""
    titles = [*TITLES, "另"]
    records = [
        record_of(
            f"content/articles/a{number}.md",
            (Reference("一", 1, is_image=False, kind="wiki"),),
            title=titles[number],
            date=None if number == 3 else f"2024-02-0{number + 1}",
            tags=("甲",),
            authors=("乙",),
            source="刊",
            series="連載",
            aliases=(f"/old/{number}/",),
        )
        for number in range(4)
    ]
    records.append(record_of("content/pages/about.md", (Reference("一", 1, is_image=False, kind="wiki"),), title="頁"))
    at = scene(has_redirects=True)
    before = gathered(records, at)
    fresh = {record.summary.path: replace(record, summary=replace(record.summary, title="新")) for record in records}
    after = gathered(list(fresh.values()), at)
    was, now = whole(before)[0], whole(after)[0]
    for page, sent in zip(now.values(), pickle.loads(pickle.dumps(list(now.values()))), strict=True):
        assert sent.view == page.view, f"{page.output} cannot be made in a process that is spawned"
    others = {page.kind for output, page in now.items() if page.view != was[output].view}
    unmoved = {"tags", "years", "authors", "sources", "series-list", "sitemap", "robots", "markdown"}
    assert others == {page.kind for page in now.values()} - unmoved
