"""Every kind of page that Beilin makes, one file each. A new kind is a value here; from this tuple come the templates'
names, the addresses that Beilin owns, the sitemap and the checks of the documentation."""

from __future__ import annotations

from beilin.planning.kinds.article import ARTICLE, MARKDOWN
from beilin.planning.kinds.feeds import FEED, JSON_FEED, TAG_FEED
from beilin.planning.kinds.indexes import INDEX_KINDS
from beilin.planning.kinds.lists import GROUP_KINDS, HOME, UNDATED
from beilin.planning.kinds.machine import ROBOTS, SITEMAP
from beilin.planning.kinds.redirect import REDIRECT
from beilin.planning.kinds.standalone import NOT_FOUND, STANDALONE
from beilin.planning.kinds.timeline import TIMELINE, YEARS_OF_TIMELINE

KINDS = (
    HOME,
    *INDEX_KINDS,
    *GROUP_KINDS,
    UNDATED,
    TIMELINE,
    YEARS_OF_TIMELINE,
    ARTICLE,
    MARKDOWN,
    STANDALONE,
    NOT_FOUND,
    FEED,
    JSON_FEED,
    TAG_FEED,
    ROBOTS,
    SITEMAP,
    REDIRECT,
)
