"""After an edit of what articles display, every page that differs has asked for something that the edit changed.

Archives are made at random and planned before and after such an edit, with every template there is. If any value of a page
differs that a template may name, then what the page asked for before the edit, while that value was made, has to meet the
edit: this is what a build relies on when it plans again only the pages whose record meets it.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from beilin.model import Record, Reference, structural_part
from beilin.planning.context import Context, TrackedContext
from beilin.planning.link_graph import link_tokens
from beilin.planning.page import Page
from beilin.planning.plan import Plan, check_references, plan_all
from beilin.planning.tokens import body_token, packed, sketch_token, view_token
from beilin.problems.problem import Problem
from beilin.reading.imports import ImportedFrom
from beilin.text.mentions import Mention
from tests.planning.support import TEMPLATES, article, context_of, site, values_of

NAMES = ["甲", "乙", "丙"]
TITLES = ["一", "二", "三"]


@pytest.fixture(autouse=True, scope="module")
def _short_lists() -> Any:
    """Lists of few articles have several pages, and related articles are few of many."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("beilin.planning.kinds.home.HOME_SIZE", 3)
        patch.setattr("beilin.planning.kinds.lists.LIST_SIZE", 2)
        patch.setattr("beilin.planning.kinds.timeline.MAX_TITLES", 4)
        patch.setattr("beilin.planning.months.MAX_TITLES", 4)
        patch.setattr("beilin.planning.kinds.feeds.FEED_SIZE", 3)
        patch.setattr("beilin.planning.kinds.standalone.OFFERED_ARTICLES", 2)
        patch.setattr("beilin.planning.related.REACH", 1)
        patch.setattr("beilin.planning.related.MAX_RELATED", 2)
        patch.setattr("beilin.planning.related.REACH_IN_TIME", 2)
        patch.setattr("beilin.planning.related.MAX_TAGS", 2)
        patch.setattr("beilin.planning.related.MAX_CANDIDATES", 3)
        yield


references = st.builds(
    Reference,
    target=st.sampled_from(["a1.md", "a2", *TITLES, "nothing", "#h", "部"]),
    line=st.integers(1, 3),
    is_image=st.just(False),
    kind=st.sampled_from(["path", "wiki", "wiki", "part"]),
)


def with_references(record: Record, shown: tuple[Reference, ...], before: str = "見") -> Record:
    """The file with these references in its only sentence; those to parts that do not exist would be errors."""
    is_part = "parts/" in record.summary.path
    kept = tuple(one for one in shown if one.kind != "part" or (one.target == "部" and not is_part))
    links = [number for number, one in enumerate(kept) if one.kind != "part"]
    first = f"{before}\0{links[0]}\0" if links and kept[links[0]].kind == "wiki" else before
    mentions = tuple(Mention(number, "_p1", first, "此", "。") for number in links)
    return replace(
        record,
        packed_references=msgspec.Raw(msgspec.msgpack.encode(kept)),
        packed_mentions=msgspec.Raw(msgspec.msgpack.encode(mentions)),
    )


sketches = st.sampled_from([packed(range(*ends)) for ends in ((0, 12), (6, 18), (0, 18), (30, 31))])
displayed = {
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
        record = article(
            f"content/articles/a{number}.md",
            **{name: draw(value) for name, value in displayed.items()},
            date=draw(st.sampled_from([None, "2023-01-01", "2024-02-01", "2024-02-02", "2099-01-01"])),
            tags=tuple(draw(st.lists(st.sampled_from(NAMES), unique=True))),
            authors=tuple(draw(st.lists(st.sampled_from(NAMES), max_size=1))),
            source=draw(st.sampled_from([None, "刊"])),
            series=draw(st.sampled_from([None, "連載"])),
            aliases=draw(st.sampled_from([(), (f"/old/{number}/",)])),
            draft=draw(st.integers(0, 9)) == 0,
        )
        record = replace(record, sketch=draw(sketches))
        records.append(with_references(record, tuple(draw(st.lists(references, max_size=2)))))
    for path in ("content/pages/about.md", "content/pages/404.md", "content/parts/部.md"):
        if draw(st.booleans()) or "parts/" in path:
            aliases = draw(st.sampled_from([(), (f"/was/{len(records)}/",)]))
            record = article(path, title=draw(displayed["title"]), aliases=aliases)
            records.append(with_references(record, tuple(draw(st.lists(references, max_size=2)))))
    return records


# One of the articles has its source beside it.
IMPORTS = {"content/articles/a0.md": ImportedFrom("", 3, "", "sources/a0.txt")}


def planned(records: list[Record], *, has_redirects: bool = True) -> Plan:
    """The whole plan of an archive of these files."""
    templates = TEMPLATES if has_redirects else TEMPLATES - {"redirect.html"}
    context, _ = context_of(records, site(templates), today="2026-01-01")
    return plan_all(replace(context, imports=IMPORTS), ())


def told(plan: Plan) -> list[Problem]:
    """The problems of the references."""
    return [problem for checked in plan.checked for problem in checked.problems]


def meets(tokens: bytes, names: Mapping[str, str], edit: set[int], now: Context) -> bool:
    """Whether something that was asked for has changed: a token, or where a name leads."""
    return any(packed([token]) in tokens for token in edit) or any(
        now.targets.wiki.answer_digest(name) != answer or not answer for name, answer in names.items()
    )


@settings(max_examples=150, deadline=None)
@given(records=archives(), data=st.data())
def test_every_page_that_differs_asked_for_what_changed(records: list[Record], data: st.DataObject) -> None:
    edited = data.draw(
        st.lists(st.sampled_from(records), min_size=1, max_size=2, unique_by=lambda one: one.summary.path)
    )
    fresh = {}
    for record in edited:
        names = data.draw(st.sets(st.sampled_from(sorted(displayed)), min_size=1))
        other: dict[str, Any] = {name: data.draw(displayed[name]) for name in sorted(names)}
        summary = replace(record.summary, **other)
        assert structural_part(summary) == structural_part(record.summary)
        body = data.draw(st.sampled_from(["", "new"]))
        sketch = data.draw(sketches) if record.sketch else b""
        parts = [one for one in record.references if one.kind == "part"]  # which are part of the structure
        linked = [one for one in data.draw(st.lists(references, max_size=2)) if one.kind != "part"]
        shown = record.references if data.draw(st.booleans()) else (*parts, *linked)
        other_record = with_references(record, shown, data.draw(st.sampled_from(["見", "又見"])))
        fresh[summary.path] = replace(other_record, summary=summary, body_digest=body, sketch=sketch)

    has_redirects = data.draw(st.booleans())
    before = planned(records, has_redirects=has_redirects)
    after = planned([fresh.get(record.summary.path, record) for record in records], has_redirects=has_redirects)
    is_displayed = {p for p, record in fresh.items() if record.summary != before.context.records[p].summary}
    is_sketched = {path for path, record in fresh.items() if record.sketch != before.context.records[path].sketch}
    edit = {*map(body_token, fresh), *map(view_token, is_displayed), *map(sketch_token, is_sketched)}
    for record in (*(before.context.records[path] for path in fresh), *fresh.values()):
        edit |= link_tokens(record, before.context.targets)
    changed = before.context.changed(fresh, dict.fromkeys(fresh, ""))
    assert [(page.output, page.template, page.origin) for page in before.pages] == [
        (page.output, page.template, page.origin) for page in after.pages
    ]
    for was, now in zip(before.pages, after.pages, strict=True):
        for name in was.names:
            tracked = TrackedContext(before.context)
            value = was.values({name}, tracked)
            expected = now.values({name}, TrackedContext(after.context))
            if value != expected:
                assert meets(tracked.tokens, tracked.names, edit, changed), (was.output, name)
            assert was.values({name}, TrackedContext(replace(changed, listed=after.context.listed))) == expected
    assert before.problems == after.problems
    outputs = {page.output for page in before.pages}
    recheck = [path for path in fresh if path in changed.targets.articles or path in changed.targets.parts]
    recheck += [
        checked.path
        for checked in before.checked
        if checked.path not in fresh and meets(checked.tokens, checked.names, edit, changed)
    ]
    kept = [problem for problem in told(before) if problem.file not in recheck]
    new = [problem for checked in check_references(changed, recheck, outputs) for problem in checked.problems]
    assert sorted([*kept, *new], key=repr) == sorted(told(after), key=repr)


def test_the_search_meets_every_kind_of_page() -> None:
    """What the archives above hold is enough for each kind of page to show something of an article."""
    titles = [*TITLES, "另"]
    link = (Reference("一", 1, is_image=False, kind="wiki"),)
    records = [
        with_references(
            article(
                f"content/articles/a{number}.md",
                title=titles[number],
                date=None if number == 3 else f"2024-02-0{number + 1}",
                tags=("甲",),
                authors=("乙",),
                source="刊",
                series="連載",
                aliases=(f"/old/{number}/",),
            ),
            link,
        )
        for number in range(4)
    ]
    records.append(with_references(article("content/pages/about.md", title="頁"), link))
    before = planned(records)
    after = planned([replace(record, summary=replace(record.summary, title="新")) for record in records])
    sent: list[Page] = pickle.loads(pickle.dumps(list(after.pages)))
    context: Context = pickle.loads(pickle.dumps(after.context))
    differing = set()
    for was, now, other in zip(before.pages, after.pages, sent, strict=True):
        values = values_of(now, after.context)
        assert values_of(other, context) == values, f"{now.output} cannot be made in a process that is spawned"
        if values_of(was, before.context) != values:
            differing.add(now.kind.name)
    unmoved = {"tags", "years", "authors", "sources", "series-list", "sitemap", "robots", "markdown"}
    unmoved |= {"search", "opensearch", "feed-list", "service-worker"}
    assert differing == {page.kind.name for page in after.pages} - unmoved
