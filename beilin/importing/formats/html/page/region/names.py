"""What classes, ids and roles of elements say of the text in them."""

from __future__ import annotations

import re
from functools import lru_cache

from lxml.html import HtmlElement

_GROUPS = {
    "comment": r"comment|disqus|respond|reply|replies",
    "share": r"share|sharing|social|follow|tweet|whatsapp|facebook|twitter|addthis|sns",
    "related": (
        r"relat|recommend|more-|more_|morefrom|read-?more|popular|trending|most-|latest|recirc|outbrain|taboola|suggest"
        r"|similar|teaser|promo|zergnet|next|prev|recent|archive"
    ),
    "side": r"sidebar|side-|side_|aside|widget|rail|secondary|complementary|rightcol|right-col|leftcol",
    "navigation": r"nav|menu|breadcrumb|crumb|pager|pagination|toolbar|skip|jump|topbar|tabs",
    "foot": r"foot|copyright|legal|bottom|colophon|imprint|impressum|contact",
    "head": r"header|masthead|banner|logo|site-title|branding",
    "advertisement": r"(?:^|[-_ ])ads?(?:$|[-_ ])|advert|sponsor|adsense|google_ads|dfp|commercial|affiliate",
    "consent": (
        r"cookie|consent|gdpr|privacy|paywall|overlay|modal|popup|dialog|lightbox|login|signin|register|subscri"
        r"|newsletter|signup|sign-up|mailing|donate|form"
    ),
    "meta": (
        r"meta|byline|author|date|time|published|posted|credit|info|bio|kicker|category|rubri|tags?(?:$|[-_ ])|label"
        r"|badge|views|rating|vote|stats"
    ),
    "media": r"caption|legend|photo-credit|image|figure|gallery|media|video|player|thumb|slide|carousel",
    "hidden": r"hidden|sr-only|screen-reader|visually|noprint|no-print|print-only|assistive|tooltip",
    "title": r"title|headline|heading|hd",
    "body": (
        r"(?:article|story|entry|post|content|text|main|field|rich|body)[-_]?(?:body|content|text)|td-post-content"
        r"|bodytext|prose"
    ),
    "article": r"article|story|post|entry|content|main|text|single|detail|page",
    "summary": r"summary|lead|intro|standfirst|dek|deck|subtitle|subhead|abstract|excerpt|description|vorspann",
}
GROUPS = tuple(_GROUPS)
_PATTERNS = [(group, re.compile(pattern, re.IGNORECASE)) for group, pattern in _GROUPS.items()]
_ATTRIBUTES = ("class", "id", "role", "itemprop", "data-component", "data-testid")
_MAX_NAMES = 400  # characters


def groups_of(element: HtmlElement) -> frozenset[str]:
    """The groups to which the element's names belong."""
    names = " ".join(filter(None, map(element.get, _ATTRIBUTES)))
    return _groups(names[:_MAX_NAMES]) if names else frozenset()


@lru_cache(maxsize=10_000)
def _groups(names: str) -> frozenset[str]:
    return frozenset(group for group, pattern in _PATTERNS if pattern.search(names))
