"""What pages state about their use: licence, rights, and what they ask of search engines and of those who train AI.

An article or standalone page has its own, else the archive's.
"""

from __future__ import annotations

from collections.abc import Callable

from beilin.config import Config
from beilin.layout import has_page
from beilin.model import Summary
from beilin.text.licences import NONE, licence_urls
from beilin.text.robots import forbids_index

# https://www.deviantart.com/team/journal/UPDATE-All-Deviations-Are-Opted-Out-of-AI-Datasets-934500371
NO_AI = ("noai", "noimageai")


def licence_of(config: Config, summary: Summary | None = None) -> str:
    """The licence of an article or standalone page, else of the archive; "" if none is stated."""
    return _stated(summary.license if summary else "", config.license)


def rights_of(config: Config, summary: Summary | None = None) -> str:
    """Who holds the rights, likewise."""
    return _stated(summary.rights if summary else "", config.rights)


def licence_links(config: Config, summary: Summary | None) -> tuple[str, ...]:
    """The URLs of the licences of an article or standalone page; () for any other page, which shows parts of many."""
    licence = licence_of(config, summary) if summary else ""
    return licence_urls(licence) if licence else ()


def robots_of(config: Config, summary: Summary | None) -> str:
    """The content of `<meta name="robots">` for the page of an article or standalone page, or for any other."""
    directives = (_robots(config, summary), *(NO_AI if asks_for_no_ai(config, summary) else ()))
    return ", ".join(filter(None, directives))


def asks_for_no_ai(config: Config, summary: Summary | None) -> bool:
    """Whether the page asks not to be used for training AI."""
    return config.noai or (summary is not None and summary.noai)


def may_be_listed(config: Config, summary: Summary | None) -> bool:
    """Whether the page may be in the sitemap."""
    return not forbids_index(_robots(config, summary))


def summary_for(id: object, summary_of: Callable[[str], Summary]) -> Summary | None:
    """The summary of the Markdown file with which the id of a page begins; None if it begins with none."""
    return summary_of(id) if isinstance(id, str) and has_page(id) else None


def _robots(config: Config, summary: Summary | None) -> str:
    return (summary.robots if summary else "") or config.robots


def _stated(own: str, of_archive: str) -> str:
    stated = own or of_archive
    return "" if stated.upper() == NONE else stated
