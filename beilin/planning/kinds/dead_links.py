"""The report of dead and moved links to other hosts, by article. There is none without `dead_links: true`.

It is for the editors, and for readers who wonder what a mark means; it is in no sitemap.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from urllib.parse import urldefrag

from beilin import layout
from beilin.config import Config
from beilin.planning.context import Context, TrackedContext
from beilin.planning.link_views import LinkReport, LinksOfFile, ReportedLink
from beilin.planning.page import Id, Kind, Place, one_page
from beilin.planning.shown_titles import shown_title
from beilin.text.mentions import OutsideLink


def _is_in_use(config: Config) -> bool:
    return config.dead_links


def _ids(context: Context) -> Iterator[Id]:
    return one_page(context) if context.site.links.is_reported else iter(())


def _place(_context: Context, _id: Id) -> Place:
    return Place(layout.DEAD_LINKS, "the list of dead links")


def _report(context: TrackedContext, _id: Id) -> LinkReport:
    states, found = context.site.links, context.reported_links()
    files = tuple(_links_of_file(context, path, links) for path, links in found)
    urls = {urldefrag(link.url)[0] for _, links in found for link in links}
    dead = sum(states.reported[url].is_dead for url in urls)
    return LinkReport(states.checked, dead, len(urls) - dead, files)


def _links_of_file(context: TrackedContext, path: str, links: Sequence[OutsideLink]) -> LinksOfFile:
    summary, url = context.summary(path), context.site.url(context.address(path))
    shown = tuple(_reported(context, link, url) for link in links)
    return LinksOfFile(shown_title(summary), url, summary.language, shown)


def _reported(context: TrackedContext, link: OutsideLink, page: str) -> ReportedLink:
    states = context.site.links
    record, state = states.reported[urldefrag(link.url)[0]], states.of(link.url)
    return ReportedLink(
        url=link.url,
        text=link.text,
        domain=link.domain,
        place=f"{page}#{link.id}" if link.id else page,
        is_dead=record.is_dead,
        status=record.reason if record.reason.isdecimal() else "",
        since=record.since if record.is_dead else "",
        new_url="" if record.is_dead else record.new_url,
        copies=state.copies if state else (),
    )


DEAD_LINKS = Kind(
    name="dead-links",
    template="dead-links.html",
    owned={layout.DEAD_LINKS: "the list of dead links"},
    ids=_ids,
    place=_place,
    values={"report": _report},
    is_listed=False,
    is_in_use=_is_in_use,
)
KINDS = (DEAD_LINKS,)
