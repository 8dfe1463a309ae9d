"""Redirects from the lists and feeds of the old site to those of the archive."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from beilin.layout import FEED, HOME, JSON_FEED, TIMELINE
from beilin.migrating.model import OldSite, OldTerm, Placed
from beilin.migrating.placing.aliases import written_address
from beilin.migrating.placing.claims import Claims, claim_redirect, owner_at
from beilin.migrating.placing.dates import date_in
from beilin.migrating.placing.placement import Taken
from beilin.planning.groupings import YEAR
from beilin.text.aliases import file_address, page_address
from beilin.text.name_slugs import former_name_slug, name_slug
from beilin.text.names import NameIndex

_TAGS = "/tags/"
_FEEDS = (".xml", ".json")
_ARCHIVES = "archives"  # what generators call the list of all articles


def listings_of(site: OldSite, articles: Sequence[Placed], taken: Taken) -> dict[str, str]:
    """Each old address of a term, of a list of terms and of a feed → the address that has the same now.

    A term of unpublished articles has no page. A generator gives the address of the list of all terms of a taxonomy for
    a term without a name, and that of all articles for the taxonomy "archives", whose names are a year and a month.
    """
    settings, term_addresses = site.settings, site.generator.term_addresses
    found = {HOME: HOME}
    for address in settings.feeds:
        found.setdefault(address, JSON_FEED if address.endswith(".json") else FEED)
    published = [article for article in articles if _is_published(article, taken)]
    pages = _pages_of_tags(published, taken)
    terms = dict.fromkeys(term for article in published for term in article.facts.terms)
    for taxonomy in dict.fromkeys(term.taxonomy for term in terms):
        for address in term_addresses(settings, OldTerm(taxonomy, ())):
            found.setdefault(address, _TAGS)
    for address in term_addresses(settings, OldTerm(_ARCHIVES, ())):
        found.setdefault(address, TIMELINE)
    days = (date_in(taken.time_zone, article.facts.date) for article in published)
    for year, month in sorted({(day[:4], day[5:7]) for day in days if day}):
        for name in ((year,), (year, month)):
            for address in term_addresses(settings, OldTerm(_ARCHIVES, name)):
                found.setdefault(address, YEAR.address(year))
    for term in terms:
        if term.name and (target := pages[term.name[-1]]):
            for address in term_addresses(settings, term):
                found.setdefault(address, f"{target}{FEED[1:]}" if address.endswith(".xml") else target)
    return found


def redirects_of(listings: Mapping[str, str], articles: Iterable[Placed], outputs: Claims) -> dict[str, str]:
    """The listings that are no longer where they were, for content/redirects.yaml."""
    names = {term.name[-1] for article in articles for term in article.facts.terms if term.name}
    # Beilin itself redirects to the page of a tag from where its other spellings and earlier rules would have it.
    own = {f"{_TAGS}{slug}/" for name in names for slug in (name_slug(name), former_name_slug(name))}
    own.update(listings.values())
    redirects = {}
    for address, target in sorted(listings.items()):
        former = _redirectable(address, target)
        is_page_of_tag = former.startswith(_TAGS) and former != _TAGS
        if not former or former in own or (owner_at(former) and not is_page_of_tag):
            continue
        if claim_redirect(outputs, former):
            redirects[former] = target
    return redirects


def _pages_of_tags(articles: Sequence[Placed], taken: Taken) -> dict[str, str]:
    """Each name of a tag → the address of its page, "" if the name is blank.

    As in the plan of a build, the page of several spellings has the one of most articles, the newest one's of several
    such.
    """
    newest = sorted(articles, key=lambda article: date_in(taken.time_zone, article.facts.date), reverse=True)
    index: NameIndex[Counter[str]] = NameIndex()
    spellings: dict[str, Counter[str]] = {}
    for article in newest:
        for name in dict.fromkeys(term.name[-1] for term in article.facts.terms if term.name):
            if name not in spellings:
                spellings[name] = index.find(name) or Counter()
                index.add(name, spellings[name])
            spellings[name][name] += 1
    found = {}
    for name, uses in spellings.items():
        term = taken.tags.find(name)
        slug = term.slug if term else name_slug(max(uses, key=uses.__getitem__))
        found[name] = f"{_TAGS}{slug}/" if slug else ""
    return found


def _redirectable(address: str, target: str) -> str:
    """The address as content/redirects.yaml may have it; "" if a host would not show a page there."""
    try:
        former = file_address(written_address(address))
        return former if target.endswith(_FEEDS) else page_address(former)
    except ValueError:
        return ""


def _is_published(document: Placed, taken: Taken) -> bool:
    day = date_in(taken.time_zone, document.facts.date)[:10]
    return not document.facts.is_draft and (not taken.today or day <= taken.today)
