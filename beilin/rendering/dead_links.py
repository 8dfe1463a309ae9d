"""The marks of dead links in a body: attributes of Robust Links, and behind the link a mark with a copy of the page.

The link keeps its address. https://robustlinks.mementoweb.org/spec/ defines the attributes: with them browser
extensions and crawlers find a copy even if the one that is named is gone as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape

from beilin.planning.link_views import ArchivedCopy, DeadLink
from beilin.reading.body_words import words_for
from beilin.rendering.filters import file_size, long_date

_LINK = re.compile(r'<a ([^<>]*\bhref="([^"<>]*)"[^<>]*)>(.*?)</a>', re.DOTALL)


def with_dead_links(html: str, links: Sequence[DeadLink], language: str) -> str:
    """The HTML of a body in the language with these of its links marked."""
    by_url = {link.url: link for link in links}

    def mark(match: re.Match[str]) -> str:
        attributes, href, inner = match.groups()
        link = by_url.get(unescape(href))
        if link is None:
            return match[0]
        return f"<a {attributes}{_robust(link)}>{inner}</a>{_mark(link, language)}"

    return _LINK.sub(mark, html)


def _robust(link: DeadLink) -> str:
    attributes = [("originalurl", link.url)]
    if link.copies:
        attributes.append(("versionurl", link.copies[0].canonical))
    if day := link.copies[0].date if link.copies else link.linked:
        attributes.append(("versiondate", day))
    return "".join(f' data-{name}="{escape(value)}"' for name, value in attributes)


def _mark(link: DeadLink, language: str) -> str:
    words = words_for(language)
    title = words["dead_link_since"].replace("{date}", long_date(link.since, language)) if link.since else ""
    label = words["dead_link"]
    sign = f'<span role="img" aria-label="{escape(label)}" title="{escape(title or label)}">†</span>'
    copies = "".join(f" {_copy(copy, language)}" for copy in link.copies)
    return f'<sup class="dead-link">{sign}{copies}</sup>'


def _copy(copy: ArchivedCopy, language: str) -> str:
    words = words_for(language)
    title = escape(words["archived_copy_of"].replace("{date}", long_date(copy.date, language)))
    if not copy.size:
        return f'<a href="{escape(copy.url)}" title="{title}">{words["archived_copy"]}</a>'
    text = words["saved_copy"].replace("{size}", file_size(copy.size))
    return f'<a href="{escape(copy.url)}" download title="{title}">{text}</a>'
