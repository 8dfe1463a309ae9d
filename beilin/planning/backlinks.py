"""Backlinks: which articles and pages link to one, each with the sentence in which it does."""

from __future__ import annotations

from beilin.layout import ARTICLES
from beilin.planning.context import TrackedContext
from beilin.planning.shown_titles import shown_title
from beilin.planning.views import ArticleLink, Backlink, Backlinks
from beilin.text.link_targets import encoded_fragment

# A page shows no more of them, so that it depends on a bounded number of others however often it is linked to.
MAX_SHOWN = 10


def backlinks(context: TrackedContext, path: str) -> Backlinks:
    """The published articles, newest first, and then pages that link to the article or page at the path."""
    linking = context.links_to(path)
    shown = tuple(_backlink(context, path, *one) for one in linking[:MAX_SHOWN])
    return Backlinks(shown, len(linking))


def _backlink(context: TrackedContext, target: str, path: str, holder: str) -> Backlink:
    link = _link(context, path)
    mention = context.mention(holder, target)
    if mention is None:  # the link surrounds several blocks
        return Backlink(link.title, link.url, link.language, "", "", "")
    # Ids in a part have a prefix on the page, which depends on the parts before it.
    fragment = f"#{encoded_fragment(mention.id)}" if mention.id and holder == path else ""
    return Backlink(link.title, link.url + fragment, link.language, mention.before, mention.words, mention.after)


def _link(context: TrackedContext, path: str) -> ArticleLink:
    if path.startswith(ARTICLES):
        view = context.view(context.position(path))
        return ArticleLink(view.title, view.url, view.language)
    summary = context.summary(path)
    return ArticleLink(shown_title(summary), context.site.url(context.address(path)), summary.language)
