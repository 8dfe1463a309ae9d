"""Links to the exports of the archive, of its tags, series and years, and of articles."""

from __future__ import annotations

from functools import partial

from beilin.config import Config
from beilin.export_formats import BY_NAME, EPUB, ExportFormat, formats_of_archive, formats_of_groups
from beilin.planning.context import TrackedContext
from beilin.planning.export_scopes import ARTICLE
from beilin.planning.groupings import Grouping
from beilin.planning.page import Id, Value
from beilin.planning.views import ExportLink


def archive_exports(context: TrackedContext, _id: Id) -> tuple[ExportLink, ...]:
    """Links to the exports of the archive, in the order of the table of formats."""
    config = context.site.config
    formats = formats_of_archive(config.exports, config.epub)
    return tuple(_link(context, form, form.address) for form in formats)


def group_exports(grouping: Grouping) -> Value:
    """Gives the links to the exports of the group whose slug begins the id of a page."""
    return partial(_of_group, grouping)


def _of_group(grouping: Grouping, context: TrackedContext, id: Id) -> tuple[ExportLink, ...]:
    config = context.site.config
    formats = formats_of_groups(config.exports, config.epub, grouping.kind)
    return tuple(_link(context, form, form.group_address(grouping.root, str(id[0]))) for form in formats)


def publishes_books(config: Config) -> bool:
    """Whether each article has a book."""
    return EPUB in config.exports and ARTICLE in config.epub


def book_address(article: str) -> str:
    """The address of the book of the article at that address."""
    return f"{article}{article.rstrip('/').rpartition('/')[2]}.epub"


def article_exports(context: TrackedContext, path: str) -> tuple[ExportLink, ...]:
    """The link to the book of the article in the Markdown file, if it has one."""
    if not publishes_books(context.site.config) or context.summary(path).draft:
        return ()
    return (_link(context, BY_NAME[EPUB], book_address(context.address(path))),)


def _link(context: TrackedContext, form: ExportFormat, address: str) -> ExportLink:
    site = context.site
    return ExportLink(form.name, form.title, site.url(address), site.whole_url(address), form.media_type)
