"""An archive as planning sees it, without files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from beilin.config import Config
from beilin.model import Record, Summary
from beilin.planning.archive import gather
from beilin.planning.article_views import ArticleViews
from beilin.planning.context import Context, TrackedContext
from beilin.planning.kinds import KINDS
from beilin.planning.link_graph import link_graph, linking_paths
from beilin.planning.page import Kind, Page, page_of
from beilin.planning.site_context import SiteContext, site_context
from beilin.planning.targets import targets_of
from beilin.problems.problem import Problem
from beilin.reading.tags import TagAuthority

NOTHING = msgspec.Raw(msgspec.msgpack.encode(()))  # no headings, no references, no links
TEMPLATES = frozenset(kind.template for kind in KINDS)


def site(templates: frozenset[str] = TEMPLATES) -> SiteContext:
    """Settings, and a theme with these templates."""
    return site_context(Config("碑林", "https://example.org/archive/"), {}, templates, {})


def article(path: str, **fields: object) -> Record:
    """The record of an article with these fields of its summary, and an empty body."""
    slug = path.rpartition("/")[2].removesuffix(".md")
    summary = msgspec.convert({"path": path, "slug": slug, "title": slug, "language": "zh", **fields}, type=Summary)
    return Record(
        summary, "", NOTHING, NOTHING, NOTHING, NOTHING, (1,) * len(summary.tags), (1,) * len(summary.aliases)
    )


def context_of(
    records: Iterable[Record], at: SiteContext | None = None, *, today: str = "9999-12-31"
) -> tuple[Context, list[Problem]]:
    """The context of an archive of these files, and what is wrong with its structure."""
    by_path = {record.summary.path: record for record in records}
    articles, pages = (
        [record for path, record in by_path.items() if path.startswith(folder)]
        for folder in ("content/articles/", "content/pages/")
    )
    at = at or site()
    archive, problems = gather(articles, pages, TagAuthority(), today=today, drafts=False, language="zh-Hant")
    targets = targets_of(at.config, archive, (), by_path)
    views = ArticleViews(archive, by_path, at.config)
    links = link_graph(by_path, linking_paths(archive, targets), targets)
    return Context(at, archive, by_path, targets, views, dict.fromkeys(by_path, ""), links), problems


def archive_of(articles: Iterable[tuple[str | None, tuple[str, ...]]]) -> Context:
    """The context of an archive of articles with these dates and tags."""
    return context_of(
        article(f"content/articles/a{number}.md", title=f"第{number}篇", date=date, tags=tags, authors=("甲",))
        for number, (date, tags) in enumerate(articles)
    )[0]


def pages_of(kind: Kind, context: Context) -> list[Page]:
    """All pages of the kind."""
    return [page_of(kind, id, context) for id in kind.ids(context)]


def values_of(page: Page, context: Context) -> Mapping[str, object]:
    """Every value that a template of the page may name."""
    return page.values(page.names, TrackedContext(context))
