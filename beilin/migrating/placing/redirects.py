"""Where the pages of terms and the feeds of the old site lead now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from beilin.layout import FEED, HOME, JSON_FEED, TIMELINE
from beilin.migrating.model import OldSite, OldTerm, Placed
from beilin.migrating.placing.aliases import written_address
from beilin.migrating.placing.claims import Claims, claim, owner_at
from beilin.migrating.placing.dates import date_in
from beilin.migrating.placing.placement import Taken
from beilin.planning.addresses import output_path
from beilin.text.aliases import file_address, page_address
from beilin.text.name_slugs import former_name_slug, name_slug
from beilin.text.slugs import collision_key

_TAGS = "/tags/"
_FEEDS = (".xml", ".json")
_ARCHIVES = "archives"  # what generators call the list of all articles


def listings_of(site: OldSite, placed: Iterable[Placed], taken: Taken) -> dict[str, str]:
    """Each old address of a term, of a list of terms and of a feed → the address that has the same now.

    `placed` are the articles; a term of unpublished articles has no page. A generator gives the address of the list of
    all terms of a taxonomy for a term without a name, and that of all articles for the taxonomy "archives".
    """
    settings, term_addresses = site.settings, site.generator.term_addresses
    found = {HOME: HOME}
    for address in settings.feeds:
        found.setdefault(address, JSON_FEED if address.endswith(".json") else FEED)
    terms = {term: None for document in placed if _is_published(document, taken) for term in document.facts.terms}
    for taxonomy in dict.fromkeys(term.taxonomy for term in terms):
        for address in term_addresses(settings, OldTerm(taxonomy, ())):
            found.setdefault(address, _TAGS)
    for address in term_addresses(settings, OldTerm(_ARCHIVES, ())):
        found.setdefault(address, TIMELINE)
    for term in terms:
        if term.name and (target := tag_address(term.name[-1], taken)):
            for address in term_addresses(settings, term):
                found.setdefault(address, f"{target}{FEED[1:]}" if address.endswith(".xml") else target)
    return found


def redirects_of(listings: Mapping[str, str], placed: Iterable[Placed], outputs: Claims) -> dict[str, str]:
    """The listings that are no longer where they were, for content/redirects.yaml."""
    own = {collision_key(target) for target in listings.values()}
    # Beilin itself redirects these to the page of the tag.
    own |= {
        collision_key(f"{_TAGS}{former_name_slug(term.name[-1])}/")
        for document in placed
        for term in document.facts.terms
        if term.name
    }
    redirects = {}
    for address, target in sorted(listings.items()):
        is_page_of_tag = address.startswith(_TAGS) and address != _TAGS
        if collision_key(address) in own or (owner_at(address) and not is_page_of_tag):
            continue
        if (former := _redirectable(address, target)) and claim(outputs, output_path(former)):
            redirects[former] = target
    return redirects


def tag_address(name: str, taken: Taken) -> str:
    """The address of the page of the tag; "" if the name is blank."""
    term = taken.tags.find(name)
    slug = term.slug if term else name_slug(name)
    return f"{_TAGS}{slug}/" if slug else ""


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
