"""An archive as planning sees it, without files."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from beilin.config import Config
from beilin.model import Record, Summary
from beilin.planning.archive import Archive, gather
from beilin.planning.page import TEMPLATES, SiteContext, site_context
from beilin.reading.tags import read_tag_authority

NOTHING = msgspec.Raw(msgspec.msgpack.encode(()))  # no headings, no references


def archive_of(articles: Iterable[tuple[str | None, tuple[str, ...]]]) -> Archive:
    """An archive of articles with these dates and tags."""
    records = [
        Record(
            Summary(f"content/articles/a{n}.md", f"a{n}", f"第{n}篇", date, tags=tags, authors=("甲",), language="zh"),
            "",
            NOTHING,
            NOTHING,
            tag_lines=(1,) * len(tags),
        )
        for n, (date, tags) in enumerate(articles)
    ]
    authority, _ = read_tag_authority(b"")
    return gather(records, (), authority, today="9999-12-31", drafts=False)[0]


def scene() -> SiteContext:
    """A scene with every template."""
    return site_context(Config("碑林", "https://example.org/archive/"), "0", {}, frozenset(TEMPLATES.values()), {})
