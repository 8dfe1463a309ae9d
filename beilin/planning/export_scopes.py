"""What an export is about: the archive, a group of articles, or one of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from beilin import layout
from beilin.planning.context import TrackedContext
from beilin.planning.groupings import Grouping

ARTICLE = "article"  # the kind of a scope that is a single article


class Scope(NamedTuple):
    """What an export is about."""

    title: str
    address: str  # of the page about the same
    members: Sequence[int]  # the positions of the articles, in the order of that page
    kind: str = ""  # ARTICLE, or the kind of the group: "tag", "series", …; "" for the archive
    name: str = ""  # of the group


def whole_archive(context: TrackedContext) -> Scope:
    """The scope of an export of the whole archive."""
    return Scope(context.site.config.title, layout.HOME, range(len(context.archive.articles)))


def group_scope(context: TrackedContext, grouping: Grouping, slug: str) -> Scope:
    """The scope of an export of a group."""
    group = context.survey.group(grouping.kind, slug)
    name = context.survey.group_name(grouping, group)
    title = f"{context.site.config.title} · {name}"
    return Scope(title, grouping.address(slug), group.members, grouping.kind, name)


def article_scope(context: TrackedContext, path: str) -> Scope:
    """The scope of an export of the article in the Markdown file."""
    position = context.position(path)
    return Scope(context.view(position).title, context.address(path), (position,), ARTICLE)
